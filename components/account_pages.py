"""The pages on the way in, and the holder's own page."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from components import formats
from components.account_parts import NOTHING, Look, facts, field, form, join, lead, page, section, table, told
from components.account_words import say

# What a browser says of itself; the first that is found counts, because each also names its forerunners.
BROWSERS = {"Edg": "Edge", "coc_coc": "Cốc Cốc", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome",
            "Safari/": "Safari"}  # fmt: skip
MACHINES = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS": "Mac",
            "Linux": "Linux"}  # fmt: skip
SIGN_IN, SIGN_OUT, OWN, SSO = "/dang-nhap", "/dang-xuat", "/tai-khoan", "/dang-nhap/mot-cua"
ADMIN = "/quan-tri/tai-khoan"


def sign_in(look: Look, *, onward: str, login: str = "", sentence: str = "", tone: str = "bad", sso: str = "") -> str:
    """Name and password; ``sso`` is the address of the single sign-on where there is one."""
    lang = look.lang
    elsewhere = (
        Markup('<p class="or">{}</p><p><a class="button is-quiet" href="{}">{}</a></p>').format(
            say("or", lang), sso, say("sso", lang)
        )
        if sso
        else Markup("")
    )
    fields = (
        field("login", say("login", lang), value=login, fills="username", first=not login, longest=60),
        field("password", say("password", lang), kind="password", fills="current-password", first=bool(login)),
    )
    made = form(SIGN_IN, look, *fields, button=say("sign_in", lang), hidden={"next": onward})
    return page(look, say("sign_in", lang), told(sentence, tone), made, elsewhere)


def stopped(look: Look, sentence: str) -> str:
    """Why nobody signs in here."""
    return page(look, say("sign_in", look.lang), told(sentence))


def code(look: Look, *, onward: str, sentence: str = "") -> str:
    lang = look.lang
    line = field("code", say("code", lang), fills="one-time-code", hint=say("code_hint", lang), first=True, longest=40)
    made = form(SIGN_IN, look, line, button=say("go_on", lang), hidden={"next": onward})
    return page(look, say("code", lang), told(sentence), lead(say("code_lead", lang)), made, _leave(look))


def change(look: Look, *, onward: str, login: str, least: int, sentence: str = "") -> str:
    """The first password of one's own."""
    made = form(SIGN_IN, look, *_new_password(look, login, least), button=say("change", look.lang),
                hidden={"next": onward})  # fmt: skip
    return page(
        look, say("change_title", look.lang), told(sentence), lead(say("change_first", look.lang)), made, _leave(look)
    )


def _new_password(look: Look, login: str, least: int) -> tuple[Markup, ...]:
    lang = look.lang
    # Password managers look for whose password it is.
    name = Markup('<input type="hidden" name="username" value="{}" autocomplete="username">').format(login)
    rules = say("rules", lang, least=least)
    return (
        name,
        field("old", say("old", lang), kind="password", fills="current-password"),
        field("new", say("new", lang), kind="password", fills="new-password", hint=rules),
        field("again", say("again", lang), kind="password", fills="new-password"),
    )


@dataclass(frozen=True)
class Seed:
    """What an authenticator app is set up with: ``picture`` is an SVG of our own, ``sealed`` comes back signed."""

    secret: str
    picture: str
    sealed: str


def second(look: Look, seed: Seed, *, onward: str, sentence: str = "") -> str:
    """Setting codes up before anything else."""
    first = lead(say("second_first", look.lang))
    return page(
        look, say("second_title", look.lang), told(sentence), first, _setup(look, seed, SIGN_IN, onward), _leave(look)
    )


def set_up(look: Look, seed: Seed, signed: str, sentence: str = "") -> str:
    """Setting codes up because one wants them."""
    # Whoever finds an open browser shall not set up a phone of their own.
    line = field("password", say("password", look.lang), kind="password", fills="current-password")
    body = _setup(look, seed, f"{OWN}/ma-xac-thuc", OWN, line)
    return page(look, say("second_title", look.lang), told(sentence), body, _back(look), signed=signed)


def _setup(look: Look, seed: Seed, action: str, onward: str, *more: Markup) -> Markup:
    lang = look.lang
    grouped = " ".join(seed.secret[at : at + 4] for at in range(0, len(seed.secret), 4))
    picture = Markup(
        '<div class="picture" role="img" aria-label="{}">{}</div><p>{}<span class="key">{}</span></p>'
    ).format(
        say("second_picture", lang),
        Markup(seed.picture),  # noqa: S704  # drawn by us
        say("second_by_hand", lang),
        grouped,
    )
    line = field("code", say("code", lang), fills="one-time-code", longest=10)
    hidden = {"next": onward, "seed": seed.sealed}
    made = form(action, look, *more, line, button=say("second_on", lang), hidden=hidden)
    return join([lead(say("second_lead", lang)), picture, made])


def paper(look: Look, codes: Sequence[str], onward: str, signed: str) -> str:
    """The recovery codes, once."""
    lang = look.lang
    listed = Markup('<ul class="paper">{}</ul>').format(join(Markup("<li>{}</li>").format(one) for one in codes))
    done = Markup('<p><a class="button" href="{}">{}</a></p>').format(onward, say("paper_done", lang))
    return page(look, say("paper_title", lang), lead(say("paper_lead", lang)), listed, done, signed=signed)


def sign_out(look: Look, signed: str) -> str:
    made = form(SIGN_OUT, look, button=say("sign_out", look.lang))
    return page(look, say("sign_out_ask", look.lang), made, _back(look), signed=signed)


def _leave(look: Look) -> Markup:
    return form(SIGN_OUT, look, button=say("sign_out", look.lang), tone="quiet")


def _back(look: Look) -> Markup:
    return Markup('<p><a href="{}">{}</a></p>').format(OWN, say("account", look.lang))


@dataclass(frozen=True)
class Own:
    """What the holder's page tells; ``here`` is the session that asks."""

    about: Mapping[str, str]
    login: str
    name: str
    elsewhere: bool
    has_codes: bool
    codes_left: int
    least: int
    here: int
    sessions: Sequence[Mapping[Hashable, Any]]
    administers: bool


def own(look: Look, one: Own, sentence: str = "", tone: str = "good") -> str:
    """The holder's own page."""
    lang = look.lang
    parts = [section(say("second_title", lang), *_second_step(look, one)), section(say("change_title", lang), form(
        f"{OWN}/mat-khau", look, *_new_password(look, one.login, one.least), button=say("change", lang)
    ))]  # fmt: skip
    if one.elsewhere:
        parts = [section(say("password", lang), lead(say("elsewhere", lang)))]
    office = Markup('<p><a class="button is-quiet" href="{}">{}</a></p>').format(ADMIN, say("accounts", lang))
    opens = office if one.administers else NOTHING
    return page(
        look, say("account", lang), told(sentence, tone), facts(one.about), opens, _sessions(look, one), *parts,
        signed=one.name, wide=True,
    )  # fmt: skip


def _second_step(look: Look, one: Own) -> list[Markup]:
    lang = look.lang
    address = f"{OWN}/ma-xac-thuc"
    words = say("second_new" if one.has_codes else "second_on", lang)
    link = Markup('<p><a class="button is-quiet" href="{}">{}</a></p>').format(address, words)
    if not one.has_codes:
        return [lead(say("second_is_off", lang)), link]
    line = field("password", say("password", lang), kind="password", fills="current-password")
    off = form(f"{address}/tat", look, line, button=say("second_off", lang), tone="bad")
    return [lead(say("second_is_on", lang, left=one.codes_left)), link, off]


def browser(agent: str) -> str:
    """What people call a browser and the machine that it runs on."""
    program = next((name for mark, name in BROWSERS.items() if mark in agent), agent[:40] or "–")
    machine = next((name for mark, name in MACHINES.items() if mark in agent), "")
    return f"{program} · {machine}" if machine else program


def _sessions(look: Look, one: Own) -> Markup:
    lang = look.lang
    names = ("session_agent", "session_address", "session_began", "session_seen", "session_step")
    rows = [
        [
            browser(str(row["agent"])), str(row["address"]), formats.datetime(row["began_at"]),
            formats.datetime(row["seen_at"]),
            say("session_here", lang) if row["session_id"] == one.here else form(
                f"{OWN}/phien", look, button=say("session_end", lang), tone="quiet",
                hidden={"session": str(row["session_id"])},
            ),
        ]
        for row in one.sessions
    ]  # fmt: skip
    shown = table([say(name, lang) for name in names], rows, say("sessions", lang))
    out = form(f"{OWN}/moi-noi", look, button=say("everywhere", lang), tone="bad")
    return section(say("sessions", lang), shown, Markup("<br>"), out)
