"""What the link of a comparison asks for, and what could be asked instead."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from data import asked, catalogue, comparing, everywhere, periods, remembered, reported
from data.rights.reach import home_commune
from data.rights.reader import current

SHOWN = ("", "thay-doi")  # values, or their change since the same period of last year
NUMBERS = ("flow", "stock", "rate", "index", "score")
MODES = ("xa", "ky", "chi-so", "tinh")


@dataclass
class Asked:
    """By key of the link: what can be chosen, in the order to be shown, and what is."""

    options: dict[str, list[str]] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)

    def choose(self, reader: asked.Reader, key: str, choices: Sequence[str], usual: int = 0) -> str:
        """Takes the choice of ``key`` out of the link; else the one at ``usual``; "" when there is none."""
        codes = list(choices)
        self.options[key] = codes
        self.chosen[key] = reader.choice(key, codes, usual=codes[min(usual, len(codes) - 1)]) if codes else ""
        return self.chosen[key]


def understand(conn: Connection, reader: asked.Reader, mode: str, set_code: str) -> Asked:
    """The sides of a comparison of the kind ``mode``: of communes, periods, indicators, or provinces."""
    province, found = catalogue.sets()[set_code].province_code, Asked()
    if mode == "xa":
        communes = remembered.commune_codes(conn, province)
        own = home_commune(current())
        first = communes.index(own) if own in communes else 0
        found.choose(reader, "xa", communes, usual=first)
        found.choose(reader, "voi-xa", communes, usual=1 if first == 0 else 0)
        return found
    if mode == "tinh":
        linked = [one.code for one in catalogue.of_set(set_code) if one.concept and catalogue.linked(one)]
        there = reported.offer(conn, province, tuple(linked))
        found.choose(reader, "chi-so", sorted(linked, key=lambda code: there[code].awaits_data))
        return found
    codes = [one.code for one in everywhere.everywhere(conn, set_code).indicators if one.kind != "yes_no"]
    codes += of_province(conn, set_code) if mode == "chi-so" else []
    code = found.choose(reader, "chi-so", codes)
    if mode == "chi-so":
        other = found.choose(reader, "voi-chi-so", codes, usual=1)
        found.choose(reader, "ky", ["", *_spoken(conn, province, [code, other])])
        found.choose(reader, "theo", SHOWN)
        return found
    spoken = _spoken(conn, province, [code])
    newest = found.choose(reader, "ky", spoken)
    before = comparing.compared_with(newest, "same_last_year") if newest else ""
    found.choose(reader, "voi-ky", spoken, usual=spoken.index(before) if before in spoken else 1)
    return found


def of_province(conn: Connection, set_code: str) -> list[str]:
    """What only the whole province reports, in printed order."""
    by_communes = {one.code for one in everywhere.everywhere(conn, set_code).indicators}
    numbers = [one.code for one in catalogue.of_set(set_code) if one.kind in NUMBERS and one.code not in by_communes]
    offer = reported.offer(conn, catalogue.sets()[set_code].province_code, tuple(numbers))
    return [code for code in numbers if not offer[code].awaits_data]


def _spoken(conn: Connection, province: str, codes: Sequence[str]) -> list[str]:
    """The periods of the finest frequency of each indicator that communes speak of, newest first."""
    known = [code for code in codes if code]
    offer = reported.offer(conn, province, tuple(known))
    finest = {periods.parse(offer[code].newest).frequency for code in known if offer[code].newest}
    spoken = {one for code in known for one in remembered.in_communes(conn, code, province, "total").spoken}
    return sorted((one for one in spoken if periods.parse(one).frequency in finest), reverse=True)
