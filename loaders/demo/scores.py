"""Scores of Decision 766: the portal's real captures as they are, and simulated ones of departments and communes.

Simulated captures have counts, and the scores that the active formulas make of them, so that everything that the room
shows can be tried; the province itself is the real one.
"""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from data import scoring, scoring_rules
from geo import areas
from loaders.demo import dossiers
from loaders.demo.land import chance
from loaders.demo.schedule import Sending
from loaders.score_table import day_in

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples" / "tthc766"
SOURCE = "Cổng Dịch vụ công quốc gia, Bộ chỉ số theo Quyết định số 766/QĐ-TTg"
DEPARTMENTS = (
    "Sở Tư pháp", "Sở Nội vụ", "Sở Tài chính", "Sở Xây dựng", "Sở Công Thương", "Sở Y tế", "Sở Giáo dục và Đào tạo",
    "Sở Nông nghiệp và Môi trường", "Sở Khoa học và Công nghệ", "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Dân tộc và Tôn giáo", "Ban Quản lý các khu công nghiệp",
)  # fmt: skip
# Share of good cases among all, and how far units lie apart.
SHARES = {
    "PUBLIC_UPDATE_ON_TIME": (0.91, 0.0), "PUBLIC_CONTENT_FULL": (1.0, 0.0), "PUBLISH_ON_TIME": (0.02, 0.0),
    "DOSSIER_SYNC": (1.0, 0.0), "TDGQ": (0.94, 0.05), "PAY_DOSSIER": (0.82, 0.12), "PAY_FORMALITY": (0.36, 0.12),
    "PAY_FEE_FORMALITY": (0.14, 0.05), "ORIGINAL_RESULT_AVAILABLE": (0.82, 0.12),
    "SO_HOA_GIAY_TO_GIAI_QUYET": (0.3, 0.15), "REUSED_DIGITIZED_DATA": (0.33, 0.14),
    "SYNCED_WITH_DVCQG_PERSONAL_STORAGE": (0.02, 0.02), "CITIZEN_DATA_CONNECTED_DOSSIER": (0.42, 0.16),
    "CITIZEN_DATA_CONNECTED_FORMALITY": (0.2, 0.05), "PETITION_PROCESSING_ON_TIME": (0.6, 0.3),
    "PETITION_HANDLING_SATISFACTION": (0.5, 0.3), "DOSSIER_RECEIVING_SATISFACTION": (0.92, 0.05),
}  # fmt: skip
PROCEDURES = ("PUBLIC_UPDATE_ON_TIME", "PUBLIC_CONTENT_FULL", "PUBLISH_ON_TIME")
COLUMNS = ("portal_code", "unit_name", "metric_code", "numerator", "denominator", "score")
CAPTURES = 5  # one a week, the last on the day before today


def write(province: str, today: date, seed: int, folder: Path) -> Iterator[Sending]:
    """The real captures up to today, then the simulated ones of the province's departments and communes."""
    for path in sorted(SAMPLES.glob("*.csv")):
        day = day_in(path.name)
        if day is not None and day <= today:
            layout = "portal-metrics" if "metrics" in path.name else ""
            yield Sending(path, layout, province, day, simulated=False, source=SOURCE)
    yield dossiers.write(province, DEPARTMENTS, today, seed, folder)
    if province == "52":
        return  # its communes have real captures
    units = _units(province)
    for number in range(CAPTURES):
        day = today - timedelta(days=1 + 7 * (CAPTURES - 1 - number))
        path = folder / f"diem-766-{province}-{day:%Y-%m-%d}.csv"
        _write(path, _capture(units, day, seed))
        yield Sending(path, "portal-metrics", province, day)


def _units(province: str) -> list[tuple[str, str]]:
    """Portal codes (made up below the province's own) and names of departments and communes."""
    prefix = next(code for code, area in scoring_rules.portal_codes().items() if area == province)
    communes = [f"UBND {name[:1].lower()}{name[1:]}" for name in areas.communes(province)["full_name"]]
    return [(f"{prefix}.{number:03d}", name) for number, name in enumerate([*DEPARTMENTS, *communes], start=1)]


def _capture(units: list[tuple[str, str]], day: date, seed: int) -> pd.DataFrame:
    """Every unit's counts on a day with the scores of the active formulas; the year so far, so counts grow."""
    rows: list[dict[str, object]] = []
    for code, name in units:
        size = chance(seed, "dossiers", code).lognormal(7.0, 0.7) * day.timetuple().tm_yday / 365
        received = int(size * (4 if not name.startswith("UBND") else 1)) + 20
        for item, (share, spread) in SHARES.items():
            rows.append(_counted(code, name, item, received, share, spread, day, seed))
        rows += [{"unit_code": code, "unit_name": name, "item_code": "ELECTRONIC_CERTIFIED_COPY", "score": 2.0}]
        rows += [
            {"unit_code": code, "unit_name": name, "item_code": one.code}
            for one in (scoring_rules.item(scoring_rules.TOTAL), *scoring_rules.components())
            if one.code != "TDGQ"
        ]
    frame = pd.DataFrame(rows).assign(captured_on=pd.Timestamp(day))
    frame.loc[frame["item_code"] == "ONLINE", "score"] = [
        round(6.8 + 1.2 * float(chance(seed, "online", code).random()), 2) for code, _ in units
    ]
    return _scored(frame)


def _counted(
    code: str, name: str, item: str, received: int, share: float, spread: float, day: date, seed: int
) -> dict[str, object]:
    luck = float(chance(seed, item, code).normal(0, spread)) if spread else 0.0
    drift = 0.0006 * (day.timetuple().tm_yday - 300) * (spread > 0)
    of = 47 if item in PROCEDURES else _denominator(item, received, code, seed)
    good = round(of * float(np.clip(share + luck + drift, 0.0, 1.0)))
    return {
        "unit_code": code, "unit_name": name, "item_code": item, "numerator": float(good), "denominator": float(of),
        "score": float("nan"),
    }  # fmt: skip


def _denominator(item: str, received: int, code: str, seed: int) -> int:
    """How many cases of an item a unit has; petitions are few, and some units have none."""
    counted = scoring_rules.item(item).counted
    if counted == "petition":
        return int(chance(seed, "petitions", code).integers(0, 9))
    if counted == "procedure":
        return 40 + int(chance(seed, "procedures", code).integers(0, 30))
    return int(received * 0.7) if item == "PAY_DOSSIER" else received


def _scored(frame: pd.DataFrame) -> pd.DataFrame:
    """Scores as a portal would print them: parts first, then components, then totals."""
    for _ in range(3):
        worked = scoring.recomputed(frame)["recomputed"].round(2)
        frame = frame.assign(score=frame["score"].fillna(worked))
    return frame


def _write(path: Path, frame: pd.DataFrame) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in frame.to_dict("records"):
            counts = ["" if pd.isna(row[name]) else f"{row[name]:.0f}" for name in ("numerator", "denominator")]
            score = "" if pd.isna(row["score"]) else f"{row['score']:.2f}"
            writer.writerow([row["unit_code"], row["unit_name"], row["item_code"], *counts, score])
