"""A wall scene as HTML: its title and tiles, on as many pages as the viewing distance leaves room for."""

from collections.abc import Sequence

from markupsafe import Markup

from components import wall_tiles
from components.wall_words import say
from data.wall_answers import SceneView, TileView
from geo.boundaries import BoundarySet

WIDE = ("map", "trend", "ranking", "late", "groups", "scores", "text", "alerts", "event")
NEAR, FAR = 1.05, 1.5  # type scales up to which all tiles, or the wide one and two figures, stand on one page
CROWDED = 5


def title_of(view: SceneView, lang: str = "vi") -> str:
    return view.scene.title_en if lang == "en" else view.scene.title


def scene(view: SceneView, shapes: BoundarySet | None, scale: float = 1.0, lang: str = "vi") -> Markup:
    """The scene; where it takes several pages ``assets/wall`` turns them within the time of its slot."""
    mark = Markup('<span class="mark-simulated">{}</span>').format(say("simulated", lang)) if view.simulated else ""
    pages = [_page(part, place == 0, view, shapes, scale, lang) for place, part in enumerate(parts(view.told, scale))]
    return Markup('<header class="scene-head{}"><h1>{}</h1>{}</header>{}').format(
        " is-far" if scale > FAR else "", title_of(view, lang), mark, Markup("").join(pages)
    )


def parts(told: Sequence[TileView], scale: float) -> list[Sequence[TileView]]:
    """The tiles by page: from further away fewer can be read at once."""
    if scale <= NEAR:
        return _in_turn(told, CROWDED)
    wide = [one for one in told if one.tile.kind in WIDE]
    narrow = [one for one in told if one.tile.kind not in WIDE]
    if scale <= FAR and len(wide) == 1:
        return [[*wide, *narrow[:2]], *_in_turn(narrow[2:], 4)]
    return [*_in_turn(wide, 1), *_in_turn(narrow, 2)]


def _in_turn(told: Sequence[TileView], room: int) -> list[Sequence[TileView]]:
    return [told[at : at + room] for at in range(0, len(told), room)]


def _page(
    told: Sequence[TileView], first: bool, view: SceneView, shapes: BoundarySet | None, scale: float, lang: str
) -> Markup:
    wide = [one for one in told if one.tile.kind in WIDE]
    narrow = [one for one in told if one.tile.kind not in WIDE]
    halves = [
        Markup('<div class="{}">{}</div>').format(
            name, Markup("").join(wall_tiles.tile(one, view.today, shapes, scale, lang) for one in half)
        )
        for name, half in (("wide", wide), ("narrow", narrow))
        if half
    ]
    kind = "has-two" if len(wide) > 1 else "has-both" if wide and narrow else "has-one"
    names = [kind, f"n{len(narrow)}", *(["is-on"] if first else []), *(["is-far"] if scale > FAR else [])]
    return Markup('<div class="scene-page {}">{}</div>').format(" ".join(names), Markup("").join(halves))
