"""A simulated storm over a province, still under way, and the two real ones that are over.

Stations with their hourly readings, the zoning of the communes and the bulletins are files that go through the loaders
like anybody's; one station is stuck and one silent.  The events themselves are opened in the state database.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from data import catalogue, catalogue_registers, clock
from data.playbooks import playbooks
from data.playbooks.contacts import FIELDS, FILE
from data.state import events, store
from data.state.journal import THE_SYSTEM
from geo import areas
from loaders.demo.land import Numbers, chance
from loaders.demo.schedule import Sending

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "samples" / "disaster_bulletins.csv"
SOURCE = "Bản tin đã công bố, nguồn ghi ở từng dòng"
CODE, NAME = "bao-mo-phong", "Bão mô phỏng"
REAL = (("yagi-2024", "Bão Yagi (số 3 năm 2024)", datetime(2024, 9, 6), datetime(2024, 10, 15)),
        ("bualoi-2025", "Bão Bualoi (số 10 năm 2025)", datetime(2025, 9, 27), datetime(2025, 10, 20)))  # fmt: skip
HOURS, STATIONS, RIVERS = 168, 44, 8
ZONES = (("rat_cao", 0.15), ("cao", 0.35), ("trung_binh", 0.3), ("thap", 0.2))
COMMUNE_ROLES = 3  # those with most tasks; a contact of each in every commune
STUCK, SILENT = 3, 7  # numbers of stations
BULLETINS = 6  # one every six hours


def write(province: str, today: date, seed: int, folder: Path, *, stations: int = STATIONS) -> Iterator[Sending]:
    """The real bulletins, then the simulated stations, zoning, readings and bulletins of the province."""
    yield Sending(SAMPLE, "disaster-bulletins", province, date(2025, 10, 4), simulated=False, source=SOURCE)
    communes = areas.communes(province)
    end = datetime.combine(today, time(clock.now().hour if today == clock.today() else 18))
    register = _stations(province, communes, seed, stations)
    tables = {
        "tram": ("register-station", register.drop(columns=["wet", "is_river", "base"])),
        "phan-vung": ("register-hazard-zone", _zoning(communes, register, seed)),
        "quan-trac": ("station-readings", _readings(register, end, seed)),
        "ban-tin": ("disaster-bulletins", _bulletins(province, communes, end, seed)),
    }
    for name, (layout, table) in tables.items():
        path = folder / f"{name}-{province}.csv"
        table.to_csv(path, index=False, quoting=csv.QUOTE_MINIMAL)
        yield Sending(path, layout, province, today)


def open_events(province: str, today: date) -> None:
    """Opens the simulated storm and the two real ones, unless that was done before."""
    with store.writing() as conn:
        for code, name, opened, closed in REAL:
            if events.find(conn, province, code) is None:
                events.open_event(
                    conn, THE_SYSTEM, province_code=province, event_code=code, kind="storm", name=name, state="closed",
                    at=opened, closed_at=closed,
                )  # fmt: skip
        if events.find(conn, province, CODE) is None:
            events.open_event(
                conn, THE_SYSTEM, province_code=province, event_code=CODE, kind="storm", name=NAME, state="active",
                simulated=True, at=datetime.combine(today, time()) - timedelta(days=2),
            )  # fmt: skip


def name_contacts(province: str, home: Path) -> None:
    """Somebody simulated behind every role of the playbooks, unless the store has contacts of its own."""
    file = home / FILE
    if file.exists():
        return
    steps = [step for book in playbooks(home).values() for step in book.steps]
    asked = [(step.unit == "commune", role.strip()) for step in steps for role in step.role.split(";")]
    of_province = [(role, province) for role in dict.fromkeys(role for of_commune, role in asked if not of_commune)]
    leading = Counter(role for of_commune, role in asked if of_commune).most_common(COMMUNE_ROLES)
    of_communes = [(role, code) for code in areas.communes(province)["area_code"] for role, _ in leading]
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        told = csv.writer(out)
        told.writerow(FIELDS)
        for number, (role, code) in enumerate(of_province + of_communes, 1):
            told.writerow((role, code, f"Đầu mối {number} (mô phỏng)", f"0000 000 {number:03d}"))


def _stations(province: str, communes: pd.DataFrame, seed: int, most: int) -> pd.DataFrame:
    """The register: rain gauges spread over the communes, some at rivers; columns are the labels of its fields."""
    luck = chance(seed, province, "stations")
    chosen = communes.iloc[np.linspace(0, len(communes) - 1, min(most, len(communes))).astype(int)].reset_index()
    river = np.arange(len(chosen)) % max(len(chosen) // RIVERS, 1) == 0
    base = luck.uniform(18, 90, len(chosen)).round(1)
    labels = {f.field: f.label for f in _fields("station")}
    words = catalogue.members("station_kind")

    def alarm(above: float) -> list[float | None]:
        return [float(round(b + above, 2)) if r else None for b, r in zip(base, river, strict=True)]

    frame = pd.DataFrame({
        labels["entry_code"]: [f"KT{province}{n:03d}" for n in range(1, len(chosen) + 1)],
        labels["name"]: [
            f"{words['hydrology' if r else 'rain']} {n}" for r, n in zip(river, chosen["area_name"], strict=True)
        ],
        labels["state"]: catalogue.member_name("operation_state", "working"),
        labels["station_kind"]: [words["hydrology" if r else "rain"] for r in river],
        labels["alarm_1"]: alarm(3.0), labels["alarm_2"]: alarm(4.2), labels["alarm_3"]: alarm(5.4),
        labels["historical_level"]: alarm(8.6),
        labels["flood_class"]: [catalogue.member_name("flood_class", "KV2") if r else None for r in river],
        labels["basin"]: [("Sông Lô", "Sông Gâm")[n % 2] if r else None for n, r in enumerate(river)],
        "Mã xã": chosen["area_code"], labels["area_code"]: chosen["full_name"],
        labels["latitude"]: (chosen["lat"] + luck.uniform(-0.01, 0.01, len(chosen))).round(5),
        labels["longitude"]: (chosen["lon"] + luck.uniform(-0.01, 0.01, len(chosen))).round(5),
    })  # fmt: skip
    north = (chosen["lat"] - chosen["lat"].min()) / max(chosen["lat"].max() - chosen["lat"].min(), 0.01)
    return frame.assign(wet=np.clip(north + luck.normal(0, 0.2, len(chosen)), 0.05, 1.2), is_river=river, base=base)


def _fields(register: str) -> Sequence[catalogue_registers.Field]:
    return catalogue_registers.registers()[register].fields


def _zoning(communes: pd.DataFrame, stations: pd.DataFrame, seed: int) -> pd.DataFrame:
    """A zone for every commune but a few; every fourth commune has a river station assigned."""
    luck = chance(seed, "zones", communes["area_code"].iloc[0])
    labels = {f.field: f.label for f in _fields("hazard_zone")}
    drawn = luck.choice([zone for zone, _ in ZONES], len(communes), p=[share for _, share in ZONES])
    rivers = list(stations.loc[stations["is_river"], stations.columns[0]])
    assigned = [rivers[n * len(rivers) // len(communes)] if n % 4 == 0 else None for n in range(len(communes))]
    frame = pd.DataFrame({
        labels["entry_code"]: [f"VN{code}" for code in communes["area_code"]],
        labels["name"]: communes["full_name"],
        labels["state"]: [catalogue.member_name("hazard_zone", zone) for zone in drawn],
        labels["terrain"]: catalogue.member_name("terrain", "mien_nui_trung_du"),
        labels["flood_station"]: assigned, labels["document"]: "Phân vùng mô phỏng",
        "Mã xã": communes["area_code"], labels["area_code"]: communes["full_name"],
    })  # fmt: skip
    return frame.iloc[: max(len(frame) - 4, 1)]


def _readings(stations: pd.DataFrame, end: datetime, seed: int) -> pd.DataFrame:
    """Hour by hour: two wet days, then the storm; rivers answer a few hours later."""
    at = np.arange(HOURS)
    shape: Numbers = 4.5 * np.exp(-(((at - HOURS + 20) / 16.0) ** 2)) * 3 + 1.4 * np.exp(
        -(((at - HOURS + 62) / 22.0) ** 2)
    )
    hours = [end - timedelta(hours=int(HOURS - 1 - h)) for h in at]
    parts = []
    for number, row in enumerate(stations.to_dict("records")):
        luck = chance(seed, "readings", row["Mã trạm"])
        rain = np.clip(shape * float(row["wet"]) * luck.gamma(2.2, 0.45, HOURS), 0, 95).round(1).astype(np.float64)
        rain[rain < 0.2] = 0.0
        level = np.full(HOURS, np.nan)
        if row["is_river"]:
            level = np.round(
                float(row["base"]) + np.convolve(rain, np.exp(-np.arange(40) / 16.0), "full")[:HOURS] / 22, 2
            )
            level = np.round(level + luck.uniform(0, 0.03, HOURS), 2)
        warm = np.round(26 + 4 * np.sin((at - 9) / 24 * 2 * np.pi) + luck.normal(0, 0.5, HOURS), 1)
        wind = np.round(np.clip(2 + shape * 0.8 * float(row["wet"]) + luck.normal(0, 0.8, HOURS), 0.2, 40), 1)
        frame = pd.DataFrame({
            "Mã trạm": row["Mã trạm"],
            "Giờ quan trắc": [f"{hour:%Y-%m-%dT%H:%M}" for hour in hours], "Lượng mưa giờ": rain,
            "Mực nước giờ": level, "Nhiệt độ giờ": warm if number % 4 == 0 else np.nan,
            "Tốc độ gió": wind if number % 4 == 0 else np.nan,
        })  # fmt: skip
        if number == STUCK:
            frame.loc[HOURS - 10 :, "Lượng mưa giờ"] = 12.4
        parts.append(frame.iloc[: HOURS - 9] if number == SILENT else frame)
    return pd.concat(parts)


def _bulletins(province: str, communes: pd.DataFrame, end: datetime, seed: int) -> pd.DataFrame:
    """Figures every six hours by the province, communes and the nation's list, which disagrees; one total falls."""
    luck, name = chance(seed, province, "bulletins"), _province_name(province)
    rows: list[tuple[object, ...]] = []
    hit = communes.iloc[luck.choice(len(communes), min(18, len(communes)), replace=False)]
    size = luck.gamma(2.0, 1.0, len(hit))
    for number in range(BULLETINS):
        at = end - timedelta(hours=6 * (BULLETINS - 1 - number))
        grown = (number + 1) / BULLETINS
        missing = (1, 3, 5, 4, 3, 3)[number]
        dead = (0, 0, 1, 3, 4, 4)[number]
        body = "Ban Chỉ huy Phòng thủ dân sự tỉnh"
        whole = {
            "dead": dead,
            "missing": missing,
            "injured": 2 + 2 * number,
            "houses_damaged": int(260 * grown * size.sum() / 18),
            "crops_ha": int(410 * grown),
            "evacuated": int(900 * grown),
            "roads_m": int(2300 * grown),
            "loss_billion_vnd": round(38 * grown, 1),
            "rice_t": int(9 * max(grown - 0.4, 0)),
            "risk_level": 3 if number > 1 else 2,
        }
        rows += [(CODE, at, body, "province", name, item, value) for item, value in whole.items()]
        for place in range(min(len(hit), 5 + 2 * number)):
            told = f"UBND {hit['full_name'].iloc[place][:1].lower()}{hit['full_name'].iloc[place][1:]}"
            own = {
                "houses_damaged": int(12 * size[place] * grown) + 1,
                "crops_ha": round(9.5 * size[place] * grown, 1),
                "evacuated": int(30 * size[place] * grown),
                "injured": int(size[place] * grown),
            }
            rows += [(CODE, at, told, "commune", hit["full_name"].iloc[place], i, v) for i, v in own.items()]
    rows.append(
        (CODE, end - timedelta(hours=3), "Cục Quản lý đê điều và Phòng, chống thiên tai", "province", name, "dead", 5)
    )
    columns = ["event", "issued_at", "issuing_body", "area_level", "area_name", "measure", "value"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(
        issued_at=[f"{at:%Y-%m-%dT%H:%M}+07:00" for at in frame["issued_at"]], source="Số liệu mô phỏng", note=""
    )


def _province_name(province: str) -> str:
    frame = areas.provinces()
    return str(frame.loc[frame["area_code"] == province, "area_name"].iloc[0])
