"""The real captures of the portal that come with the program, as frames of scores.  Source: see data/samples."""

from pathlib import Path

import pandas as pd

FOLDER = Path(__file__).resolve().parents[1] / "data" / "samples" / "tthc766"
DAY = pd.Timestamp("2026-10-10")
GROUPS = ["CKMB", "TDGQ", "ONLINE", "TTTT", "MDSH", "MDHL"]
PAYMENT = {
    "PAY_DOSSIER": ("pay_success_n", "pay_obligation_d"),
    "PAY_FORMALITY": ("pay_formality_n", "pay_formality_d"),
}


def _long(wide: pd.DataFrame, columns: dict[str, str], day: pd.Timestamp) -> pd.DataFrame:
    renamed = wide.rename(columns=columns)
    scores = renamed.melt("unit_code", list(columns.values())[1:], "item_code", "score")
    return scores.assign(captured_on=day, numerator=float("nan"), denominator=float("nan"))


def provinces() -> pd.DataFrame:
    """The 34 provinces with every published score and count, and ``portal_rank`` of the total."""
    wide = pd.read_csv(FOLDER / "provinces_2026-10-10.csv")
    listed = pd.read_csv(FOLDER / "province_metrics_2026-10-10.csv")
    subs = listed.rename(columns={"portal_code": "unit_code", "metric_code": "item_code"})
    subs = subs[["unit_code", "item_code", "numerator", "denominator", "score"]].assign(captured_on=DAY)
    progress = subs["item_code"] == "ON_TIME_RATE"
    subs.loc[progress, "item_code"] = "TDGQ"
    groups = _long(wide, {"portal_code": "unit_code", "total_score": "total"} | {g: g for g in GROUPS}, DAY)
    paid = pd.concat(
        wide.assign(unit_code=wide["portal_code"], item_code=item, numerator=wide[n], denominator=wide[d])[
            ["unit_code", "item_code", "numerator", "denominator"]
        ].assign(captured_on=DAY, score=float("nan"))
        for item, (n, d) in PAYMENT.items()
    )
    ranks = wide.set_index("portal_code")["rank"]
    together = pd.concat([groups[groups["item_code"] != "TDGQ"], subs, paid], ignore_index=True)
    return together.assign(portal_rank=together["unit_code"].map(ranks))


def communes(day: str = "2026-10-10") -> pd.DataFrame:
    """The 135 communes of Gia Lai: total and components, and the portal's two ranks."""
    wide = pd.read_csv(FOLDER / f"gia_lai_communes_{day}.csv")
    named = {"portal_code": "unit_code", "total_score": "total"} | {g: g for g in GROUPS}
    ranks = wide.set_index("portal_code")["rank_communes"]
    scores = _long(wide, named, pd.Timestamp(day))
    return scores.assign(portal_rank=scores["unit_code"].map(ranks))
