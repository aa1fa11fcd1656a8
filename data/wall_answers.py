"""What a wall shows, as shapes: scenes of tiles, playlists of scenes, slots of time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from data.answers import GroupView
from data.emergency_answers import EmergencyView
from data.score_answers import ScoreView

DWELL_SHORTEST, DWELL_LONGEST = 5, 3600  # seconds
MODES = ("run", "pause", "pin", "blank")
ALL_GROUPS = "*"


@dataclass(frozen=True)
class Tile:
    """One message of a scene.

    ``indicator`` is an indicator code, a concept, or "" for the ``place``-th of the scene's page group in the order of
    use.  ``rows``: of a list, how many.
    """

    kind: str
    page: str = ""
    indicator: str = ""
    place: int = 1
    shown: str = ""
    rows: int = 6
    text: str = ""


@dataclass(frozen=True)
class Scene:
    """What stands on a screen at one time; ``main`` is the tile that takes the larger half."""

    name: str  # of the file, as playlists call it
    title: str
    title_en: str
    tiles: tuple[Tile, ...]
    set_code: str = ""  # "" the set of the province with most data
    refresh: int = 60  # seconds after which a scene that stays asks for itself again
    seconds: int = 0  # 0: by content

    @property
    def dwell(self) -> int:
        """Seconds that it takes to read: a map and each list line more than a figure."""
        if self.seconds:
            return self.seconds
        weight = {"map": 10, "trend": 8, "groups": 10, "scores": 8}
        taken = 6 + sum(weight.get(tile.kind, 2 * tile.rows if tile.kind in LISTS else 4) for tile in self.tiles)
        return min(max(taken, 15), 60)


LISTS = ("ranking", "late", "alerts", "event", "tasks")


@dataclass(frozen=True)
class Entry:
    """A scene in a playlist; ``seconds`` 0: as long as its content needs."""

    scene: str
    seconds: int = 0


@dataclass(frozen=True)
class Playlist:
    """Scenes in their order, for groups of screens, within a time of day."""

    name: str
    title: str
    entries: tuple[Entry, ...]
    groups: tuple[str, ...] = (ALL_GROUPS,)
    begins: time = time(0)
    ends: time = time(0)  # equal to ``begins``: all day; before it: over midnight
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)  # Monday is 0

    def holds(self, moment: datetime) -> bool:
        """Whether it is played at a moment."""
        now = moment.time()
        if self.begins == self.ends:
            return moment.weekday() in self.weekdays
        if self.begins < self.ends:
            return self.begins <= now < self.ends and moment.weekday() in self.weekdays
        if now >= self.begins:
            return moment.weekday() in self.weekdays
        return now < self.ends and (moment.weekday() - 1) % 7 in self.weekdays


@dataclass(frozen=True)
class Problem:
    """What is wrong with a file of the wall, and what is done instead; a Vietnamese sentence."""

    file: str
    sentence: str


@dataclass(frozen=True)
class Shelf:
    """Everything that files say: what could be read, and what could not."""

    scenes: Mapping[str, Scene]
    playlists: Sequence[Playlist]
    problems: Sequence[Problem]


@dataclass(frozen=True)
class Slot:
    """A scene for a while.  ``why``: run, pause, pin, blank or interrupt; ``place`` counts from 1 in the list."""

    scene: str
    begins: datetime
    ends: datetime
    place: int = 0
    of: int = 0
    why: str = "run"
    words: str = ""  # of what interrupts


@dataclass(frozen=True)
class Control:
    """What the duty officer told a group of screens.  In mode run the list has stood at ``place`` at ``since``."""

    mode: str = "run"
    scene: str = ""
    since: datetime | None = None
    place: int = 0  # counts from 0
    actor: str = ""


@dataclass(frozen=True)
class Interruption:
    """What comes before every list: an event as long as it lasts, a critical alert for a while.

    It is told by ``scene``, on the screens that speak of ``province_code``.
    """

    scene: str
    words: str
    since: datetime
    until: datetime | None = None
    province_code: str = ""


@dataclass(frozen=True)
class SceneView:
    """A scene with what its tiles tell, in the order of ``scene.tiles``; None where a tile has nothing to tell."""

    scene: Scene
    province_name: str
    today: date
    told: Sequence["TileView"]
    simulated: bool
    version: str
    published: datetime | None


@dataclass(frozen=True)
class Tally:
    """A line of a list: of ``whole`` things ``part`` are so, the longest since ``since``.

    ``name`` is a page group's code, an agency's name ("" where the decision names none), or words as they are.
    """

    name: str
    part: int = 0
    whole: int = 0
    since: date | None = None
    tone: str = ""  # how grave: bad, warn or ""
    places: Sequence[str] = ()  # names of the areas that it was found in


@dataclass(frozen=True)
class TileView:
    """What one tile tells; which field is filled follows from its kind."""

    tile: Tile
    view: GroupView | None = None
    shown: str = "value"
    scores: ScoreView | None = None
    emergency: EmergencyView | None = None  # of the event that began last
    tallies: Sequence[Tally] = ()
    total: int = 0  # of which ``tallies`` are the first; of groups they are all, the emptiest first
    as_of: date | None = None  # the day up to which its numbers speak; of a GroupView its period says it
    simulated: bool = False  # of lists; views and scores say it themselves
