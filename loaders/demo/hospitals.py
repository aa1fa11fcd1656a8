"""Hospitals, outbreaks and cases by disease that nobody has: what a department of health would send of the last weeks.

Some hospitals are overfull, one has no planned beds yet, one fell silent, a stock is negative, an outbreak was reported
late and counts of cases were corrected downwards: a room that only shows tidy numbers proves nothing.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from data import catalogue, catalogue_registers, health_rules, periods, points
from data.catalogue import Indicator
from loaders import workbooks
from loaders.demo import tables
from loaders.demo.land import Land, chance
from loaders.demo.moments import Moments
from loaders.demo.schedule import Sending
from loaders.demo.tables import Line
from loaders.workbooks import Cell, Heading, Report

DAYS, WEEKS = 21, 4
# Name, level of care, specialty, planned, staffed and intensive beds, usual occupancy, net inflow a day.
KINDS: tuple[tuple[str, str, str, int, int, int, float, float], ...] = (
    ("Bệnh viện Đa khoa tỉnh", "specialised", "general", 750, 880, 40, 104, 2.0),
    ("Bệnh viện Sản - Nhi", "specialised", "obstetrics_paediatrics", 320, 340, 20, 97, 1.2),
    ("Bệnh viện Phổi", "basic", "lung", 180, 180, 8, 71, 0.1),
    ("Bệnh viện Tâm thần", "basic", "psychiatry", 120, 120, 0, 66, 0.0),
    ("Bệnh viện Y học cổ truyền và Phục hồi chức năng", "basic", "rehabilitation", 160, 150, 0, 82, -0.2),
    ("Bệnh viện Đa khoa khu vực", "specialised", "general", 420, 450, 18, 88, 0.6),
    ("Trung tâm Y tế", "basic", "general", 220, 230, 8, 93, 0.8),
    ("Trung tâm Y tế", "basic", "general", 160, 160, 6, 78, 0.0),
    ("Trung tâm Y tế", "basic", "general", 140, 150, 4, 85, 0.3),
    ("Trung tâm Y tế", "basic", "general", 110, 110, 4, 74, -0.1),
    ("Trung tâm Y tế", "basic", "general", 90, 95, 2, 101, 0.5),
    ("Phòng khám đa khoa", "initial", "general", 40, 40, 0, 60, 0.0),
    ("Bệnh viện dã chiến", "basic", "general", 0, 60, 0, 40, 0.2),
)
SILENT, LATE = 9, 4  # which of them sent nothing for days, and which is a day behind
MEDICINES = {"saline": 900, "paracetamol": 6000, "amoxicillin": 4200, "insulin": 260, "adrenaline": 90, "oxygen": 300}
DISEASES = {"dengue": 0.25, "hand_foot_mouth": 0.3, "measles": 0.1, "influenza": 0.35}
GROWING = {"dengue": 0.12, "measles": -0.02}  # of the share, a day
CLUSTERED = 8.0  # how much larger the share of a growing disease is in the communes of its active outbreaks
OUTBREAKS: tuple[tuple[str, str, int, int, int, int], ...] = (  # disease, state, days ago, delay, cases, deaths
    ("dengue", "active", 9, 1, 46, 0), ("dengue", "active", 5, 4, 31, 0), ("dengue", "active", 2, 0, 12, 0),
    ("measles", "active", 12, 0, 14, 0),
    ("hand_foot_mouth", "watched", 26, 1, 23, 0), ("rabies", "ended", 48, 2, 1, 1),
    ("diphtheria", "active", 3, 3, 2, 0),
    ("chickenpox", "ended", 60, 6, 31, 0),
)  # fmt: skip


class Hospitals:
    """What one province sends to the room of health; nothing where its set has no such indicators."""

    def __init__(self, moments: Moments, land: Land, today: date, seed: int, folder: Path) -> None:
        self._moments, self._land, self._today = moments, land, today
        self._seed, self._folder = seed, folder
        own = {indicator.code for indicator in moments.reported}
        self._codes: dict[str, Indicator] = {
            measure: catalogue.get(code) for code, measure in health_rules.measures().items() if code in own
        }
        order = np.argsort(-land.shares("people"), kind="stable")
        self._homes = [int(order[min(number, len(order) - 1)]) for number in range(len(KINDS))]

    def write(self) -> Iterator[Sending]:
        """The lists first, then what was reported day by day."""
        if "occupancy" not in self._codes:
            return
        began = self._today - timedelta(days=DAYS + 30)
        yield self._list("facility", self._facilities(), began)
        yield self._list("commune_health", self._people(), began)
        yield self._list("outbreak", self._outbreaks(), self._today - timedelta(days=1))
        for back in range(DAYS, 0, -7):
            days = [self._today - timedelta(days=one) for one in range(back, max(back - 7, 0), -1)]
            lines = [line for day in days for line in self._day(day)]
            yield self._long(lines, f"giuong-benh-{days[-1]}", days[-1] + timedelta(days=1))
        first, corrected = self._cases()
        yield self._long(first, "ca-benh", self._today - timedelta(days=2))
        yield self._long(corrected, "ca-benh-dinh-chinh", self._today - timedelta(days=1))

    def _long(self, lines: Sequence[Line], name: str, day: date) -> Sending:
        path = self._folder / f"{name}-{self._land.province_code}.csv"
        tables.write(lines, path)
        return Sending(path, "long-table", self._land.province_code, min(day, self._today))

    def _list(self, register: str, rows: list[dict[str, Cell]], day: date) -> Sending:
        about = catalogue_registers.registers()[register]
        fields = [field for field in about.fields if field.kind != "area"]
        headings = [Heading("STT", width=5), Heading("Mã xã", width=9), Heading("Xã, phường", width=22)]
        headings += [Heading(field.label, width=18, decimals=2) for field in fields]
        table: list[list[Cell]] = [
            [str(number), row["commune_code"], row["commune"], *(row.get(field.field) for field in fields)]
            for number, row in enumerate(rows, start=1)
        ]
        report = Report(
            issuer="SỞ Y TẾ", form="Danh sách", title=about.name.upper(),
            under_title=f"Cập nhật đến ngày {day:%d/%m/%Y}", sheet="Danh sách", headings=headings, rows=table,
            place="Tỉnh", signed_on=day,
        )  # fmt: skip
        path = self._folder / f"y-te-{register}-{self._land.province_code}.xlsx"
        workbooks.write(report, path)
        return Sending(path, f"register-{register.replace('_', '-')}", self._land.province_code, day)

    def _place(self, place: int, *words: object) -> dict[str, Cell]:
        """A commune with a point well inside it."""
        about = self._land.frame.iloc[place]
        reach = 0.15 * float(about["area_km2"]) ** 0.5 / 111
        east, north = chance(self._seed, "y-te", place, *words).uniform(-reach, reach, 2)
        return {
            "commune_code": self._land.codes[place],
            "commune": self._land.names[place],
            "latitude": round(float(about["lat"]) + north, 5),
            "longitude": round(float(about["lon"]) + east, 5),
        }

    def _name(self, number: int) -> str:
        kind = KINDS[number][0]
        place = self._land.names[self._homes[number]].partition(" ")[2]
        return kind if kind.endswith("tỉnh") else f"{kind} {place}"

    def _facilities(self) -> list[dict[str, Cell]]:
        words = {f.field: f.words() for f in catalogue_registers.registers()["facility"].fields}
        rows = []
        for number, (_, level, specialty, planned, actual, icu, _, _) in enumerate(KINDS):
            rows.append(self._place(self._homes[number], number) | {
                "entry_code": f"BV-{number + 1:02d}", "name": self._name(number), "state": words["state"]["working"],
                "facility_kind": words["facility_kind"]["hospital"], "capacity": planned, "actual_beds": actual,
                "icu_beds": icu, "care_level": words["care_level"][level], "specialty": words["specialty"][specialty],
                "staff": round(actual * 1.1),
            })  # fmt: skip
        for place, (code, name) in enumerate(zip(self._land.codes, self._land.names, strict=True)):
            rows.append(self._place(place, "tram") | {
                "entry_code": f"TYT-{code}", "name": f"Trạm Y tế {name}", "state": words["state"]["working"],
                "facility_kind": words["facility_kind"]["health_station"], "capacity": 5 + place % 4,
                "care_level": words["care_level"]["initial"], "specialty": words["specialty"]["general"],
                "staff": 6 + place % 5,
            })  # fmt: skip
        return rows

    def _people(self) -> list[dict[str, Cell]]:
        """Population and doctors of every commune; one is so small that no rate of it can stand."""
        current = catalogue_registers.registers()["commune_health"].state.words()["current"]
        people = np.round(self._land.shares("people") * 14_500 * len(self._land.codes)).astype(int)
        people[-1] = 860
        counted = f"{self._today - timedelta(days=120):%d/%m/%Y}"
        doctors = np.round(people / 10_000 * np.exp(0.3 * self._land.luck("doctors")) * 7).astype(int)
        return [
            self._place(place) | {
                "entry_code": f"DS-{code}", "name": "Dân số và nhân lực y tế", "state": current,
                "population": int(people[place]), "doctors": int(doctors[place]),
                "health_workers": int(doctors[place]) * 3 + 4, "opened_on": counted,
            }
            for place, code in enumerate(self._land.codes)
        ]  # fmt: skip

    def _outbreaks(self) -> list[dict[str, Cell]]:
        register = catalogue_registers.registers()["outbreak"]
        states, diseases = register.state.words(), register.field("disease").words()
        rows = []
        for number, (disease, state, ago, delay, cases, deaths) in enumerate(OUTBREAKS):
            found, place = self._today - timedelta(days=ago), self._homes[number % len(self._homes)]
            ended = f"{found + timedelta(days=20):%d/%m/%Y}" if state == "ended" else None
            rows.append(self._place(place, "o-dich", number) | {
                "entry_code": f"OD-{number + 1:02d}", "name": f"Khu dân cư số {number + 2}", "state": states[state],
                "disease": diseases[disease], "diagnosed_on": f"{found - timedelta(days=delay):%d/%m/%Y}",
                "opened_on": f"{found:%d/%m/%Y}", "closed_on": ended, "cases": cases, "deaths": deaths,
                "exposed": cases * 14 + 30,
            })  # fmt: skip
        return rows

    def _day(self, day: date) -> Iterator[Line]:
        """What every hospital reported of a day."""
        back = (self._today - day).days
        for number, kind in enumerate(KINDS):
            if (number == SILENT and back < 5) or (number == LATE and back == 1):
                continue
            area = points.area_code("facility", self._land.province_code, f"BV-{number + 1:02d}")
            told = (area, self._name(number))
            for measure, value in self._beds(number, kind, day, back).items():
                if measure in self._codes:
                    yield Line(*told, self._codes[measure].code, day.isoformat(), value)
            if "medicine" in self._codes:
                yield from self._stocks(number, told, day, back)

    def _beds(
        self, number: int, kind: tuple[str, str, str, int, int, int, float, float], day: date, back: int
    ) -> dict[str, float]:
        *_, planned, actual, icu, usual, net = kind
        luck = chance(self._seed, "giuong", number, day)
        beds = planned or actual
        used = round(beds * usual / 100 - net * back + luck.normal(0, 0.008 * beds))
        out = max(round(beds * 0.14 + luck.normal(0, 2)), 0)
        found: dict[str, float] = {
            "free_beds": max(beds - used, 0), "discharges": out,
            "admissions": max(round(out + net + luck.normal(0, 0.8)), 0),
            "transfers": int(luck.poisson(1.5)), "staff_per_bed": round(105 + luck.normal(0, 3), 1),
            "shifts": 3 + number % 3, "waiting": round(float(luck.uniform(10, 25)) * usual / 80),
            "occupancy": round(used / beds * 100, 1), "isolation_beds": max(actual // 12, 2),
            "isolation_used": int(luck.integers(0, max(actual // 14, 2))), "severe": int(luck.poisson(beds * 0.03)),
        }  # fmt: skip
        if icu:
            severe = min(max(round(icu * (usual - 14) / 100 + luck.normal(0, 1)), 0), icu)
            found["icu_occupancy"] = round(severe / icu * 100, 1)
        return found

    def _stocks(self, number: int, told: tuple[str, str], day: date, back: int) -> Iterator[Line]:
        size = (KINDS[number][3] or 50) / 200
        for place, (medicine, level) in enumerate(MEDICINES.items()):
            cycle = (back + 3 * place + number) % 17  # days until the next delivery
            stock = round(level * size * (0.08 + 0.055 * cycle))
            if number == 6 and medicine == "saline" and back == 3:
                stock = -12
            yield Line(*told, self._codes["medicine"].code, day.isoformat(), stock, f"medicine={medicine}")

    def _cases(self) -> tuple[list[Line], list[Line]]:
        """Cases by disease: of the province by day, of communes by week; then days that were corrected downwards."""
        if "cases" not in self._codes:
            return [], []
        cases, area = self._codes["cases"], self._moments.area(0)
        first: list[Line] = []
        corrected: list[Line] = []
        for back in range(60, 0, -1):
            day = self._today - timedelta(days=back)
            for disease, value in zip(DISEASES, self._split(self._moments.day(cases, day), back)[:, 0], strict=True):
                value = round(value * (0.35 if back == 1 else 0.7 if back == 2 else 1))  # not all have been told yet
                if back == 1:
                    corrected.append(Line(*area, cases.code, day.isoformat(), value, f"disease={disease}"))
                elif disease == "dengue" and back in (6, 7):
                    first.append(Line(*area, cases.code, day.isoformat(), value + 4, f"disease={disease}"))
                    corrected.append(Line(*area, cases.code, day.isoformat(), value, f"disease={disease}"))
                else:
                    first.append(Line(*area, cases.code, day.isoformat(), value, f"disease={disease}"))
        sunday = self._today - timedelta(days=2 + (self._today - timedelta(days=2)).isoweekday() % 7)
        for week in range(WEEKS):
            first += self._week(cases, sunday - timedelta(weeks=week))
        return first, corrected

    def _week(self, cases: Indicator, sunday: date) -> Iterator[Line]:
        days = [sunday - timedelta(days=back) for back in range(7)]
        whole = np.sum([self._moments.day(cases, day) for day in days], axis=0)
        parts = self._split(whole, (self._today - sunday).days)
        period = periods.of("week", sunday)
        for row, disease in enumerate(DISEASES):
            for column in range(1, parts.shape[1]):
                if (column + (self._today - sunday).days // 7) % 19:  # the others sent nothing
                    where = self._moments.area(column)
                    yield Line(*where, cases.code, period, int(parts[row, column]), f"disease={disease}")

    def _split(self, values: np.ndarray, back: int) -> np.ndarray:
        """The diseases by row, province and communes by column; the first column is the sum of the others."""
        weights = np.array([share * np.exp(-GROWING.get(name, 0.0) * back) for name, share in DISEASES.items()])
        luck = chance(self._seed, "benh", back)
        communes = np.nan_to_num(values[1:] if len(values) > 1 else values)
        shares = np.tile(weights, (len(communes), 1))
        for number, (disease, state, *_) in enumerate(OUTBREAKS if len(values) > 1 else ()):
            if state == "active" and GROWING.get(disease, 0.0) > 0:
                shares[self._homes[number % len(self._homes)], list(DISEASES).index(disease)] *= CLUSTERED
        shares /= shares.sum(axis=1, keepdims=True)
        drawn = luck.multinomial(np.round(communes).astype(int), shares).T.astype(float)
        return np.concatenate([drawn.sum(axis=1, keepdims=True), drawn], axis=1)
