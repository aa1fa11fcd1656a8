"""What the pages of accounts are made of: plain HTML that works without scripts; the theme alone has one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from components.account_words import say

NOTHING = Markup("")


@dataclass(frozen=True)
class Look:
    """How pages look: the addresses of style and script, the language, and where its other language is."""

    style: str
    script: str
    lang: str
    csrf: str
    path: str  # where the page stands, with what was asked


def join(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def page(look: Look, title: str, *parts: Markup, signed: str = "", wide: bool = False) -> str:
    """A whole page; ``signed`` is the name of whoever is signed in."""
    head = Markup(
        '<!doctype html><html lang="{}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        '<title>{} · Chiso</title><script src="{}"></script><link rel="stylesheet" href="{}"></head>'
    ).format(look.lang, title, look.script, look.style)
    body = Markup(
        '<body><header class="top"><a class="brand" href="/">Chiso</a>{}{}</header>'
        '<main class="sheet{}"><h1>{}</h1>{}</main></body></html>'
    ).format(_whose(look, signed), _languages(look), " is-wide" if wide else "", title, join(parts))
    return head + body


def _whose(look: Look, signed: str) -> Markup:
    if not signed:
        return Markup('<span class="whose">{}</span>').format(say("system", look.lang))
    return Markup('<span class="whose"><a href="/tai-khoan">{}</a></span><a href="/dang-xuat">{}</a>').format(
        signed, say("sign_out", look.lang)
    )


def _languages(look: Look) -> Markup:
    other, name = ("vi", "vietnamese") if look.lang == "en" else ("en", "english")
    return Markup(
        '<form method="post" action="/ngon-ngu" class="in-line"><input type="hidden" name="csrf" value="{}">'
        '<input type="hidden" name="next" value="{}"><button class="plain" name="lang" value="{}" lang="{}">{}</button>'
        "</form>"
    ).format(look.csrf, look.path, other, other, say(name))


def told(sentence: str, tone: str = "bad") -> Markup:
    """A sentence about what was just done; nothing for ""."""
    if not sentence:
        return NOTHING
    role = "status" if tone == "good" else "alert"
    return Markup('<p class="told is-{}" role="{}">{}</p>').format(tone, role, sentence)


def lead(sentence: str) -> Markup:
    return Markup('<p class="lead">{}</p>').format(sentence)


def section(title: str, *parts: Markup) -> Markup:
    return Markup("<section><h2>{}</h2>{}</section>").format(title, join(parts))


def field(
    name: str,
    label: str,
    *,
    kind: str = "text",
    value: str = "",
    fills: str = "off",
    hint: str = "",
    first: bool = False,
    longest: int = 256,
    required: bool = True,
) -> Markup:
    """A labelled line; ``fills`` is what browsers and password managers know it by, ``first`` has the cursor."""
    described = Markup(' aria-describedby="{}-hint"').format(name) if hint else NOTHING
    below = Markup('<small id="{}-hint">{}</small>').format(name, hint) if hint else NOTHING
    marks = Markup(" autofocus") if first else NOTHING
    marks += Markup(" required") if required else NOTHING
    return Markup(
        '<div class="field"><label for="{}">{}</label><input id="{}" name="{}" type="{}" value="{}" autocomplete="{}" '
        'autocapitalize="none" spellcheck="false" maxlength="{}"{}{}>{}</div>'
    ).format(name, label, name, name, kind, value, fills, longest, described, marks, below)


def choice(name: str, label: str, options: Mapping[str, str], chosen: str) -> Markup:
    """A labelled list to choose one of."""
    made = join(
        Markup('<option value="{}"{}>{}</option>').format(key, Markup(" selected") if key == chosen else NOTHING, words)
        for key, words in options.items()
    )
    return Markup('<div class="field"><label for="{}">{}</label><select id="{}" name="{}">{}</select></div>').format(
        name, label, name, name, made
    )


def ticks(name: str, label: str, options: Mapping[str, str], chosen: Sequence[str]) -> Markup:
    """Any number of a long list."""
    boxes = join(
        Markup('<label><input type="checkbox" name="{}" value="{}"{}> {}</label>').format(
            name, key, Markup(" checked") if key in chosen else NOTHING, words
        )
        for key, words in options.items()
    )
    return Markup(
        '<fieldset class="ticks"><legend>{}</legend><div tabindex="0" role="group" aria-label="{}"><div>{}</div></div>'
        "</fieldset>"
    ).format(label, label, boxes)


def form(
    action: str,
    look: Look,
    *parts: Markup,
    button: str,
    tone: str = "",
    hidden: Mapping[str, str] | None = None,
    is_long: bool = False,
) -> Markup:
    """A form with its token; ``tone`` of its button: quiet or bad."""
    kept = join(
        Markup('<input type="hidden" name="{}" value="{}">').format(key, value)
        for key, value in {"csrf": look.csrf, **(hidden or {})}.items()
    )
    wide = Markup(' class="is-long"') if is_long else NOTHING
    return Markup('<form method="post" action="{}"{}>{}{}<button class="button{}">{}</button></form>').format(
        action, wide, kept, join(parts), f" is-{tone}" if tone else "", button
    )


def facts(rows: Mapping[str, str]) -> Markup:
    """Names and what they are."""
    return Markup("<dl>{}</dl>").format(
        join(Markup("<dt>{}</dt><dd>{}</dd>").format(key, value) for key, value in rows.items())
    )


def table(headings: Sequence[str], rows: Sequence[Sequence[str | Markup]], title: str) -> Markup:
    """A table that stacks on a phone."""
    head = join(Markup('<th scope="col">{}</th>').format(one) for one in headings)
    body = join(
        Markup("<tr>{}</tr>").format(
            join(Markup('<td data-of="{}">{}</td>').format(of, cell) for of, cell in zip(headings, row, strict=True))
        )
        for row in rows
    )
    return Markup(
        '<table><caption class="unseen">{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(title, head, body)
