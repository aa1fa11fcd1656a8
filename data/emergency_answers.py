"""What the room of emergencies asks and is answered: shapes only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import pandas as pd

from data.keys import MadeKey
from data.playbooks import Playbook
from data.playbooks.contacts import Contacts
from data.risk.rules import Rule

PROPOSED = "proposed"  # a colour of the map, beside the level in force and the items of damage


@dataclass(frozen=True)
class EmergencyAsk:
    """What is asked for, every part of it possible; ``strange`` lists what a link asked for in vain."""

    province_code: str
    event_code: str  # "" when the province has none
    hour: datetime | None  # up to which readings and bulletins are shown; None: the newest
    area_code: str
    strange: tuple[str, ...] = ()
    colour: str = ""  # of the communes: "" the level in force, "proposed", or an item of damage


@dataclass(frozen=True)
class Used:
    """One variable that a level was worked out from: its value, the station, how old, how far away."""

    variable: str
    value: float
    station: str = ""
    distance_km: float | None = None
    age_hours: float | None = None
    key: MadeKey | None = None  # the readings that it was worked out from


@dataclass(frozen=True)
class HazardWhy:
    """Why one hazard has its level in a commune; ``rule`` is None at level 0."""

    hazard: str
    level: int
    rule: Rule | None
    used: tuple[Used, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Why:
    """Why a commune has its level: by hazard, beside the official level and what a person decided."""

    area_code: str
    place: Mapping[str, str]  # former_province, terrain, zone, flood_station and the region of each hazard
    hazards: tuple[HazardWhy, ...]
    official: int | None
    official_of: str  # whose bulletin and when
    together: int  # hazards at level 1 or above within the hours of Điều 4


@dataclass(frozen=True)
class Hints:
    """What is known of a commune's ground beside the rules; no level rests on it.  None: nobody has reported it."""

    landslide_points: int | None  # not yet treated, in the commune
    flood_points: int | None
    points: tuple[str, ...]  # the entries of the list that the three counts are of
    points_near: int | None  # of other communes, within ``near_km`` of this one's middle
    near_km: float
    list_name: str
    list_name_en: str
    updated_at: datetime | None  # when the newest of the list became known
    forest_cover: float | None  # percent
    forest_period: str
    forest_source: str  # code of the indicator
    zone: str  # code of the member, "" without zoning
    zone_document: str


@dataclass(frozen=True)
class Layer:
    """Things of one kind on the map.

    ``points``: ``entry_code``, ``name``, ``state``, ``latitude``, ``longitude``, ``worst`` (bool), ``told`` (list of
    str, more lines), ``area_name``.
    """

    code: str
    points: pd.DataFrame
    updated_at: datetime | None
    is_late: bool
    simulated: bool


@dataclass(frozen=True)
class EmergencyView:
    """One event of one province at one hour.

    ``communes``: ``area_code``, ``area_name``, ``level`` (what holds), ``proposed``, ``official``, ``decided`` (each
    NaN where nothing is known), ``official_key`` (text: the cell of the bulletin, or ""), ``hazard`` (of the proposal,
    "" at 0), ``weak`` (bool: it rests on rules that may not alert), ``open`` (bool: something could not be evaluated),
    ``rain_24h_mm``, ``rain_key`` (text: the readings that it is the sum of, or ""), ``together``.
    ``figures``: columns of ``tables.bulletin_figure`` up to the hour, oldest first.
    ``decisions``: those made up to the hour; ``tasks`` and ``log``: all there are now.
    ``faults``: see ``data.risk.feeds``, with ``name`` of the station.
    """

    ask: EmergencyAsk
    province_name: str
    version: str
    simulated: bool
    now: datetime
    events: pd.DataFrame
    event: Mapping[str, object] | None
    hours: tuple[datetime, ...]
    read_at: datetime | None
    communes: pd.DataFrame
    official: tuple[int, str] | None  # of the whole province, and whose
    why: Why | None
    layers: Mapping[str, Layer]
    figures: pd.DataFrame
    latest: pd.DataFrame  # see ``data.bulletins.latest``, of the province and its communes, with ``area_level``
    faults: pd.DataFrame
    decisions: pd.DataFrame
    tasks: pd.DataFrame
    log: pd.DataFrame
    playbook: Playbook | None
    contacts: Contacts
    hints: Hints | None  # of the chosen commune
    boundary_note: str
    standing: Mapping[str, str] = field(default_factory=dict)  # see ``data.emergency_following``
    official_key: str = ""  # of the cell in which the official level of the province stands
    course: tuple[int, ...] = field(default_factory=tuple)  # communes at level 1 or above, hour by hour
