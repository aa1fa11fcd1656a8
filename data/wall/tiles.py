"""What the tiles of a scene tell: the same answers as the pages, asked for by the same questions."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from sqlalchemy import Connection

from data import about, asked, catalogue, queries, remembered, reported, score_view, standing, views
from data.wall import urgent
from data.wall_answers import Scene, SceneView, Tally, Tile, TileView

CARDS = 4
OF_COMMUNES = ("map", "ranking")  # a concept is often reported twice: by communes and by the province


def is_live(scene: Scene) -> bool:
    """Whether it tells of what people do, which changes from minute to minute without a new version."""
    return any(tile.kind in urgent.LIVE for tile in scene.tiles)


def scene_view(conn: Connection, scene: Scene, now: datetime, state: Connection | None = None) -> SceneView:
    """A scene at a moment, told from the version that ``conn`` reads, and from ``state`` where it ``is_live``.

    Tiles of indicators that its set lacks are left out.
    """
    set_code = set_of(conn, scene)
    own = {name for one in catalogue.of_set(set_code) for name in (one.code, one.concept)}
    known = [tile for tile in scene.tiles if not tile.indicator or tile.indicator in own]
    today, province = now.date(), catalogue.sets()[set_code].province_code
    told = [
        urgent.told(conn, state, tile, province, now)
        if state is not None and tile.kind in urgent.LIVE
        else _TOLD[tile.kind](conn, tile, set_code, today)
        for tile in known or scene.tiles[:1]
    ]
    version = remembered.version(conn)
    published = version["published_at"]
    return SceneView(
        scene=scene,
        province_name=about.province_name(province),
        today=today,
        told=told,
        simulated=any(_is_simulated(one) for one in told),
        version=str(version["version"]),
        published=published if isinstance(published, datetime) else None,
    )


def set_of(conn: Connection, scene: Scene) -> str:
    """The set that a scene speaks of."""
    return scene.set_code or about.set_of(about.home(conn))


def province_of(conn: Connection, scene: Scene) -> str:
    """The province that a scene speaks of."""
    return catalogue.sets()[set_of(conn, scene)].province_code


def _is_simulated(told: TileView) -> bool:
    """Whether anything that the tile shows is."""
    return told.simulated or bool((told.view and told.view.simulated) or (told.scores and told.scores.simulated))


def _of_group(conn: Connection, tile: Tile, set_code: str, today: date) -> TileView:
    """A map, figure, ranking or trend: the view of the tile's group with its indicator chosen."""
    if not asked.scope(set_code, (tile.page,)):
        return TileView(tile)
    params = {"bo": set_code, "the-hien": tile.shown or None, "chi-so": _code(conn, tile, set_code, today)}
    understood = asked.understand(conn, params, (tile.page,), CARDS, today)
    view = views.group_view(conn, understood, today, prefix="wall", boundary_note="")
    return TileView(tile, view=view, shown=understood.shown)


def _code(conn: Connection, tile: Tile, set_code: str, today: date) -> str | None:
    """The indicator that a tile means in a set: by code, by concept, or by its place among the page's cards.

    None, so the page's first, where the set has none such.
    """
    own = catalogue.of_set(set_code)
    if tile.indicator:
        meant = [one.code for one in own if tile.indicator in (one.code, one.concept)]
        offer = reported.offer(conn, catalogue.sets()[set_code].province_code, tuple(meant))
        by_communes = [code for code in meant if offer[code].by_communes]
        known = [code for code in meant if offer[code].span]
        wanted = by_communes if tile.kind in OF_COMMUNES else [code for code in known if code not in by_communes]
        return next(iter([*wanted, *known, *meant]), None)
    if tile.place == 1:
        return None
    understood = asked.understand(conn, {"bo": set_code}, (tile.page,), max(CARDS, tile.place), today)
    return understood.cards[min(tile.place, len(understood.cards)) - 1].code if understood.cards else None


def _late(conn: Connection, tile: Tile, set_code: str, today: date) -> TileView:
    found = standing.standings(conn, catalogue.of_set(set_code), catalogue.sets()[set_code].province_code, today)
    owed = standing.awaited_from(found)
    tallies = [Tally(one.agency, one.indicators, 0, one.due_on) for one in owed[: tile.rows]]
    return TileView(tile, tallies=tallies, total=len(owed), as_of=today, simulated=_has_simulated(conn, set_code))


def _groups(conn: Connection, tile: Tile, set_code: str, today: date) -> TileView:
    found = standing.standings(conn, catalogue.of_set(set_code), catalogue.sets()[set_code].province_code, today)
    counts = sorted(standing.group_counts(found), key=lambda one: one.reported / one.indicators)
    tallies = [Tally(one.page, one.reported, one.indicators) for one in counts]
    return TileView(tile, tallies=tallies, total=len(counts), as_of=today, simulated=_has_simulated(conn, set_code))


def _has_simulated(conn: Connection, set_code: str) -> bool:
    """Whether what came may have been simulated: then the count of it is no true word either."""
    return queries.is_simulated(conn, catalogue.sets()[set_code].province_code)


def _scores(conn: Connection, tile: Tile, set_code: str, today: date) -> TileView:
    ask = score_view.understand(conn, {}, catalogue.sets()[set_code].province_code)
    found = score_view.view(conn, ask) if ask else None
    return TileView(tile, scores=found, as_of=ask.day if ask else today)


def _text(_conn: Connection, tile: Tile, _set_code: str, today: date) -> TileView:
    return TileView(tile, as_of=today)


_TOLD: Mapping[str, Callable[[Connection, Tile, str, date], TileView]] = {
    "headline": _of_group,
    "map": _of_group,
    "ranking": _of_group,
    "trend": _of_group,
    "late": _late,
    "groups": _groups,
    "scores": _scores,
    "text": _text,
    "alerts": _text,
    "event": _text,
    "tasks": _text,
}
