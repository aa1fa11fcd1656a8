"""The page of a screen: plain HTML around the scenes, which ``assets/wall`` fetches and turns by the server's clock."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from components.wall_words import say

METRES, INCHES = 4.0, 55.0  # what type sizes are made for where a screen says nothing else
PART = re.compile(r"([1-9])x([1-9])")
SMALLEST, LARGEST = 0.8, 4.0  # type scale
OUT_LOUD = ("offline", "stale", "refused", "no_figures", "paused", "pinned", "interrupted", "scene_of", "next")


@dataclass(frozen=True)
class Screen:
    """How a screen stands in the room, as its address says; what makes no sense there takes its usual value."""

    group: str
    metres: float
    inches: float
    columns: int
    rows: int
    cell: int  # of a matrix, counted from 1 along its rows
    offset: int  # shows the scene that many places further in the list
    light: bool

    @property
    def scale(self) -> float:
        """How much larger type must be than at four metres from 55 inches."""
        return min(max(self.metres / METRES * INCHES / self.inches, SMALLEST), LARGEST)

    @property
    def part(self) -> str:
        """ "3x2/4": the cell of a matrix, or the offset of a screen beside others; "" of a single screen."""
        if self.columns * self.rows > 1:
            return f"{self.columns}x{self.rows}/{self.cell}"
        return f"+{self.offset}" if self.offset else ""


def screen_of(params: Mapping[str, str], group: str = "") -> Screen:
    """The screen of an address: ``nhom`` group, ``m`` metres, ``inch`` diagonal, ``ghep`` 3x2 with ``o`` the cell,
    ``lech`` offset, ``nen`` toi or sang.  ``group`` is that of the screen's key and stands above ``nhom``."""
    matrix = PART.fullmatch(params.get("ghep", ""))
    columns, rows = (int(matrix[1]), int(matrix[2])) if matrix else (1, 1)
    return Screen(
        group=group or params.get("nhom", "")[:40] or "chung",
        metres=_number(params.get("m", ""), METRES, 0.5, 40),
        inches=_number(params.get("inch", ""), INCHES, 7, 500),
        columns=columns,
        rows=rows,
        cell=int(_number(params.get("o", ""), 1, 1, columns * rows)),
        offset=int(_number(params.get("lech", ""), 0, 0, 99)),
        light=params.get("nen", "") == "sang",
    )


def _number(text: str, usual: float, low: float, high: float) -> float:
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        return usual
    return found if low <= found <= high else usual


def page(
    screen: Screen, body: Markup, *, style: str, script: str, program: str, at: int, rate: float = 1.0, lang: str = "vi"
) -> str:
    """The whole page, showing ``body`` until the first scene is fetched; ``at``: when it was made (ms)."""
    row, column = divmod(screen.cell - 1, screen.columns)
    told = {
        "group": screen.group,
        "part": screen.part,
        "offset": screen.offset,
        "scale": f"{screen.scale:.3f}",
        "program": program,
        "at": at,
        "rate": rate,
        "lang": lang,
        **{f"say-{key.replace('_', '-')}": _template(key, lang) for key in OUT_LOUD},
    }
    data = Markup(" ").join(Markup('data-{}="{}"').format(key, value) for key, value in told.items())
    room = f"--columns:{screen.columns};--rows:{screen.rows};--column:{column};--row:{row};--scale:{screen.scale:.3f}"
    return Markup(
        '<!doctype html><html lang="{}" data-theme="{}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        '<title>{} · Chiso</title><link rel="stylesheet" href="{}"><script src="{}" defer></script></head>'
        '<body class="wall" style="{}" {}><div class="stage">'
        '<main class="layers"><div class="layer is-on">{}</div><div class="layer" aria-hidden="true"></div></main>'
        '<p class="clock" aria-hidden="true"></p>'
        '<footer class="bar"><p class="words" role="status"></p><p class="next"></p></footer></div></body></html>'
    ).format(
        lang, "light" if screen.light else "dark", say("wall", lang), style, script, room, data, body
    )  # fmt: skip


def _template(key: str, lang: str) -> str:
    """The words with their gaps, for the script to fill."""
    return say(key, lang, time="{time}", title="{title}", place="{place}", of="{of}")


def pairing(name: str, *, style: str, lang: str = "vi") -> str:
    """The whole page of a pairing link, without any script: one button, which asks for the key of a screen.

    Without a ``name`` the link is used up or was never one.
    """
    words = say("pair_words" if name else "used_words", lang)
    if name:
        step = Markup('<form method="post"><button type="submit" autofocus>{}</button></form>').format(
            say("pair", lang)
        )
    else:
        step = Markup('<p><a href="/man-hinh">{}</a></p>').format(say("to_wall", lang))
    title = say("pair_title", lang, name=name) if name else say("used_title", lang)
    return Markup(
        '<!doctype html><html lang="{}" data-theme="dark"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        '<title>{} · Chiso</title><link rel="stylesheet" href="{}"></head>'
        '<body class="wall" style="--columns:1;--rows:1;--column:0;--row:0;--scale:1"><div class="stage">'
        '<main class="layers"><div class="layer is-on"><div class="neutral"><h1>{}</h1><p>{}</p>{}</div></div></main>'
        "</div></body></html>"
    ).format(lang, say("wall", lang), style, title, words, step)


def neutral(key: str, lang: str = "vi") -> Markup:
    """A calm page in the place of a scene: waiting, unpaired, revoked."""
    return Markup('<div class="neutral"><h1>{}</h1><p>{}</p></div>').format(
        say(f"{key}_title", lang), say(f"{key}_words", lang)
    )
