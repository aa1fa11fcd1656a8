"""What a link to the room of health asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

LAYERS = ("coverage", "full_coverage", "doctors_per_10k", "beds_per_10k", "incidence")
RADII = ("20", "50", "100", "200")
USUAL_KM = "50"


@dataclass(frozen=True)
class HealthAsk:
    """``facility``: area code of a point, "" for none; ``disease`` "" where no cases were reported."""

    layer: str
    facility: str
    km: int
    disease: str
    strange: tuple[str, ...] = ()


def understand(params: Mapping[str, str], facilities: pd.DataFrame, diseases: tuple[str, ...]) -> HealthAsk:
    """The choices of a link; what does not exist is ``strange`` and the usual stands in its place.

    Without a facility the fullest one that was judged is meant.
    """
    strange: list[str] = []

    def pick(key: str, known: tuple[str, ...], usual: str) -> str:
        asked = params.get(key, "")
        if asked and asked not in known:
            strange.append(asked[:60])
        return asked if asked in known else usual

    hospitals = facilities[facilities["facility_kind"] == "hospital"]
    judged = hospitals[hospitals["band"] != ""].sort_values("mean", ascending=False)
    fullest = str(judged["area_code"].iloc[0]) if len(judged) else ""
    return HealthAsk(
        layer=pick("lop", LAYERS, LAYERS[0]),
        facility=pick("co-so", tuple(facilities["area_code"]), fullest),
        km=int(pick("km", RADII, USUAL_KM)),
        disease=pick("benh", diseases, diseases[0] if diseases else ""),
        strange=tuple(strange),
    )
