"""The administrator's pages: who has an account, in which role, for what; and a password that is told once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from markupsafe import Markup

from components import formats
from components.account_pages import ADMIN
from components.account_parts import (
    NOTHING,
    Look,
    choice,
    field,
    form,
    join,
    lead,
    page,
    section,
    table,
    ticks,
    told,
)
from components.account_words import say
from geo import areas

COUNTRY = "VN"


class Holder(Protocol):
    """As what somebody signs in; see ``data.state.accounts``."""

    @property
    def login(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def agency(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def province_code(self) -> str: ...
    @property
    def areas(self) -> tuple[str, ...]: ...
    @property
    def agencies(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Row:
    """One account of the list; ``marks`` are words about how it stands."""

    account_id: int
    holder: Holder
    disabled_at: datetime | None
    marks: Sequence[str]


def places(one: Holder, lang: str = "vi") -> str:
    """The areas of an account by name."""
    return ", ".join(_place(code, lang) for code in one.areas) or say("none", lang)


def _place(code: str, lang: str) -> str:
    if code == COUNTRY:
        return say("whole_country", lang)
    name = areas.names().get(code, code)
    return f"{name} ({say('whole_province', lang)})" if len(code) == len("08") else name


def role_names(roles: Sequence[str], lang: str) -> dict[str, str]:
    return {role: say(f"role_{role}", lang) for role in roles}


def accounts(look: Look, rows: Sequence[Row], signed: str, sentence: str = "", tone: str = "good") -> str:
    """Every account."""
    lang = look.lang
    headings = [say(key, lang) for key in ("login", "name", "agency", "role", "areas", "state", "session_step")]
    disabled = sum(row.disabled_at is not None for row in rows)
    lines = [
        [
            row.holder.login, row.holder.name, row.holder.agency, say(f"role_{row.holder.role}", lang),
            places(row.holder, lang), "; ".join(row.marks),
            Markup('<a class="button is-quiet" href="{}/{}" aria-label="{}">{}</a>').format(
                ADMIN, row.account_id, f"{say('edit', lang)} {row.holder.login}", say("edit", lang)
            ),
        ]
        for row in rows
    ]  # fmt: skip
    new = Markup('<p><a class="button" href="{}/moi">{}</a></p>').format(ADMIN, say("create", lang))
    about = lead(say("accounts_lead", lang, count=len(rows), disabled=disabled))
    return page(look, say("accounts", lang), told(sentence, tone), about, new,
                table(headings, lines, say("accounts", lang)), signed=signed, wide=True)  # fmt: skip


def no_accounts(look: Look) -> str:
    """How the first one is made."""
    return page(look, say("accounts", look.lang), lead(say("accounts_none", look.lang)), wide=True)


def stopped(look: Look, signed: str) -> str:
    return page(look, say("accounts", look.lang), told(say("not_allowed", look.lang)), signed=signed)


@dataclass(frozen=True)
class Choices:
    """What an account may be given."""

    roles: Sequence[str]
    agencies: Sequence[str]
    provinces: Sequence[str]  # that whoever asks looks after; ``VN`` of the whole country


def new(look: Look, one: Holder, choices: Choices, signed: str, sentence: str = "") -> str:
    """The form of a new account."""
    lang = look.lang
    line = field("login", say("login", lang), value=one.login, longest=60, first=True)
    made = form(f"{ADMIN}/moi", look, line, *_of(look, one, choices), button=say("create", lang), is_long=True)
    return page(look, say("create_title", lang), told(sentence), _province(look, one, choices, f"{ADMIN}/moi"), made,
                _back(look), signed=signed, wide=True)  # fmt: skip


def edit(look: Look, row: Row, one: Holder, choices: Choices, mark: str, signed: str, sentence: str = "",
         tone: str = "bad", *, elsewhere: bool = False) -> str:  # fmt: skip
    """The form of an account that there is; ``mark`` says as what it was seen."""
    lang, address, kept = look.lang, f"{ADMIN}/{row.account_id}", {"seen": mark}
    made = form(address, look, *_of(look, one, choices), button=say("save", lang), hidden=kept, is_long=True)
    steps = [] if elsewhere else [("reset", "quiet", say("reset_lead", lang))]
    steps += [("sign-out", "quiet", ""), ("enable", "quiet", "") if row.disabled_at else ("disable", "bad", "")]
    words = {"reset": "reset", "sign-out": "everywhere", "enable": "enable", "disable": "disable"}
    forms = [
        join([form(f"{address}/{step}", look, button=say(words[step], lang), tone=tone_, hidden=kept), _small(about)])
        for step, tone_, about in steps
    ]
    title = say("edit_title", lang, login=one.login)
    return page(look, title, told(sentence, tone), lead("; ".join(row.marks)),
                _province(look, one, choices, address), made,
                section(say("state", lang), *forms), _back(look), signed=signed, wide=True)  # fmt: skip


def _small(words: str) -> Markup:
    return Markup("<p><small>{}</small></p>").format(words) if words else NOTHING


def _province(look: Look, one: Holder, choices: Choices, address: str) -> Markup:
    """Which province the communes below are of; whoever looks after one only is not asked."""
    if len(choices.provinces) < 2:
        return NOTHING
    lang = look.lang
    names = {**_provinces(), COUNTRY: say("whole_country", lang)}
    line = choice("tinh", say("province", lang), {code: names[code] for code in choices.provinces}, one.province_code)
    return Markup('<form method="get" action="{}">{}<button class="button is-quiet">{}</button></form>').format(
        address, line, say("choose", lang)
    )


def _provinces() -> Mapping[str, str]:
    frame = areas.provinces()
    return dict(zip(frame["area_code"], frame["full_name"], strict=True))


def _of(look: Look, one: Holder, choices: Choices) -> list[Markup]:
    lang = look.lang
    return [
        field("name", say("name", lang), value=one.name, longest=120),
        field("agency", say("agency", lang), value=one.agency, longest=200, required=False),
        choice("role", say("role", lang), role_names(choices.roles, lang), one.role),
        Markup('<input type="hidden" name="province" value="{}">').format(one.province_code),
        ticks("areas", say("areas", lang), _places(one.province_code, lang), one.areas),
        ticks("agencies", say("agencies", lang), {name: name for name in choices.agencies}, one.agencies),
    ]


def _places(province_code: str, lang: str) -> Mapping[str, str]:
    """What an account may be for: all of a province or communes of it; the whole country or provinces."""
    if province_code == COUNTRY:
        return {COUNTRY: say("whole_country", lang), **_provinces()}
    communes = areas.communes(province_code)
    names = dict(zip(communes["area_code"], communes["full_name"], strict=True))
    return {province_code: say("all_of", lang), **names}


def told_once(look: Look, login: str, password: str, signed: str) -> str:
    """A password for one use, shown once."""
    lang = look.lang
    shown = Markup('<p class="secret">{}</p>').format(password)
    return page(look, say("password", lang), lead(say("told_once", lang, login=login)), shown, _back(look),
                signed=signed)  # fmt: skip


def _back(look: Look) -> Markup:
    return Markup('<p><a href="{}">{}</a></p>').format(ADMIN, say("back", look.lang))


def day(at: datetime | None) -> str:
    return formats.datetime(at)
