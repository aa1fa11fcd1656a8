"""The frame around every page: navigation, province, banner of simulated data, as-of and version, language and theme.

What it does in the browser (folding the menu, marking the open page, remembering the theme) is in ``assets/shell.js``.
The chosen language travels in the cookie ``chiso_lang``, the theme in localStorage, so the server keeps no session.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from dash import dcc, html

from components import account_words, alert_words, formats
from components.account_pages import OWN, SIGN_OUT
from components.attributes import attrs
from components.icons import icon
from components.plain import plain
from components.way_words import say
from components.words import word
from data.alert_answers import Tally
from data.rights import reader

LANGUAGES = ("vi", "en")
THEMES = ("auto", "light", "dark")
ALERTS = "/canh-bao"


class NavItem(NamedTuple):
    """One room in the navigation."""

    path: str
    label: str
    icon: str  # a name in ``assets/80-icons.css``
    waiting: int = 0  # what waits there; 0 shows nothing
    is_plain: bool = False  # a page that Dash does not draw: it is loaded anew


class NavGroup(NamedTuple):
    """Rooms under a heading; an empty ``label`` draws only a line above the group."""

    label: str
    items: Sequence[NavItem]


def shell(
    content: Any,
    *,
    province_name: str,
    active: str,
    groups: Sequence[NavGroup],
    simulated: bool,
    alarm: Tally,
    as_of: str,
    version: str,
    lang: str = "vi",
    theme: str = "auto",
    numbers_open: bool = False,
    ways: str = "",
    set_code: str = "",
) -> html.Div:
    """The whole body of the page around ``content``; ``numbers_open`` says that its numbers open their source.

    ``ways`` is the address of the index of the command palette, ``set_code`` whose indicators it names first.

    ``active`` is the path that is open; ``as_of`` and ``version`` are shown as given.  Callbacks may set ``children``
    of ``shell-as-of`` and ``shell-version`` and ``hidden`` of ``shell-simulated``.
    """
    main = html.Main(content, id="main", className="main", tabIndex=-1)
    footer = _footer(as_of, version, numbers_open, lang)
    return html.Div(
        [
            html.A(word("skip", lang), href="#main", className="skip-link"),
            plain(_sidebar(province_name, active, groups, lang, theme)),
            html.Div(
                [
                    plain(_topbar(province_name, lang)),
                    *_alarm(alarm, active, lang),
                    _banner(simulated, lang),
                    main,
                    footer,
                ],
                className="column",
            ),
            html.Div(className="scrim", **attrs({"data-chiso-menu": "close", "aria-hidden": "true"})),
        ],
        className="shell",
        lang=lang,
        **attrs(
            {
                "data-theme-choice": theme,
                "data-ways": ways,
                "data-ways-failed": say("no_index", lang),
                "data-ways-take": say("take", lang),
                "data-set": set_code,
            }
        ),
    )


def _sidebar(province_name: str, active: str, groups: Sequence[NavGroup], lang: str, theme: str) -> html.Header:
    return html.Header(
        [
            html.Div(
                [
                    dcc.Link("Chiso", href="/", className="brand-name"),
                    html.Span(province_name, className="brand-province"),
                ],
                className="brand",
            ),
            _menu_button("sidebar-fold", lang),
            _ways(lang),
            html.Nav(
                [_group(group, active, lang) for group in groups], **attrs({"aria-label": word("navigation", lang)})
            ),
            *_account(lang),
            html.Div([_languages(lang), _themes(theme, lang)], className="switches"),
        ],
        className="sidebar",
        id="sidebar",
    )


def _account(lang: str) -> list[html.Div]:
    """Who is signed in, and the way out; nothing in a house without accounts."""
    one = reader.current()
    if one.account_id is None:
        return []
    ways = ((OWN, one.name, "person-workspace"), (SIGN_OUT, account_words.say("sign_out", lang), "box-arrow-up-right"))
    links = [
        html.A(html.Span(words, className="nav-label"), href=path, className=f"nav-link icon-{name}", title=words)
        for path, words, name in ways
    ]
    return [html.Div(links, className="nav-account")]


def _group(group: NavGroup, active: str, lang: str) -> html.Div:
    heading = [html.P(group.label, className="nav-heading")] if group.label else []
    return html.Div(
        [*heading, html.Ul([html.Li(_link(item, _is_open(item, active), lang)) for item in group.items])],
        className="nav-group",
    )


def _is_open(item: NavItem, active: str) -> bool:
    return item.path.partition("?")[0] == active


def _link(item: NavItem, is_active: bool, lang: str) -> dcc.Link | html.A:
    state = [f"icon-{item.icon}", *(["is-active"] if is_active else [])]
    label: list[Any] = [html.Span(item.label, className="nav-label")]
    if item.waiting:
        label.append(html.B(formats.number(item.waiting, lang=lang), className="nav-count"))
    kind = html.A if item.is_plain else dcc.Link
    return kind(label, href=item.path, className=" ".join(["nav-link", *state]), title=item.label)


def _topbar(province_name: str, lang: str) -> html.Div:
    return html.Div(
        [
            _menu_button("topbar-menu", lang),
            html.B("Chiso"),
            html.Span(province_name, className="topbar-province"),
            _find_button(lang, [icon("search")]),
        ],
        className="topbar",
    )


def _ways(lang: str) -> html.Div:
    """What leads anywhere: search, saved views, the list of shortcuts."""
    words = [icon("search"), html.Span(say("find", lang), className="nav-label"), html.Kbd("Ctrl K")]
    tools = [
        html.Button(say(label, lang), type="button", className="way-tool", **attrs({"data-way-open": name}))
        for name, label in (("views", "views"), ("help", "shortcuts"))
    ]
    return html.Div([_find_button(lang, words), html.Div(tools, className="way-tools")], className="ways")


def _find_button(lang: str, content: list[Any]) -> html.Button:
    hint = say("find_hint", lang)
    told = {"aria-label": hint, "aria-keyshortcuts": "Control+K Meta+K", "data-way-open": "palette"}
    return html.Button(content, type="button", className="way-find", title=hint, **attrs(told))


def _menu_button(class_name: str, lang: str) -> html.Button:
    return html.Button(
        icon("list"),
        type="button",
        className=f"icon-button {class_name}",
        title=word("menu", lang),
        **attrs(
            {
                "aria-label": word("menu_open", lang),
                "aria-controls": "sidebar",
                "aria-expanded": "false",
                "data-chiso-menu": "toggle",
                "data-label-open": word("menu_open", lang),
                "data-label-close": word("menu_close", lang),
            }
        ),
    )


def _languages(lang: str) -> html.Div:
    names = {"vi": word("vietnamese", lang), "en": word("english", lang)}
    buttons = [
        html.Button(
            code.upper(),
            type="button",
            className="switch",
            title=names[code],
            **attrs({"aria-label": names[code], "aria-pressed": str(code == lang).lower(), "data-chiso-lang": code}),
        )
        for code in LANGUAGES
    ]
    return html.Div(buttons, className="switch-group", role="group", **attrs({"aria-label": word("language", lang)}))


def _themes(theme: str, lang: str) -> html.Div:
    pictures = {"auto": "circle-half", "light": "sun", "dark": "moon"}
    buttons = [
        html.Button(
            icon(pictures[choice]),
            type="button",
            className="switch",
            title=word(choice, lang),
            **attrs(
                {
                    "aria-label": word(choice, lang),
                    "aria-pressed": str(choice == theme).lower(),
                    "data-chiso-theme": choice,
                }
            ),
        )
        for choice in THEMES
    ]
    return html.Div(buttons, className="switch-group", role="group", **attrs({"aria-label": word("theme", lang)}))


def _alarm(alarm: Tally, active: str, lang: str) -> list[html.Section]:
    """One line about critical alerts that nobody has put aside, on every page but their own."""
    if alarm.problem:
        words: list[Any] = [icon("exclamation-triangle"), html.Span(alert_words.say("unreadable", lang))]
    elif alarm.critical and active != ALERTS:
        told = alert_words.say("banner", lang, count=alarm.critical)
        worst = alert_words.say("banner_worst", lang, rule=alarm.worst.get(lang, ""))
        link = dcc.Link(alert_words.say("open", lang), href=ALERTS)
        words = [icon("exclamation-triangle"), html.B(told), html.B(worst, className="banner-long"), link]
    else:
        return []
    return [html.Section(words, className="banner-alarm", **attrs({"aria-label": alert_words.say("title", lang)}))]


def _banner(simulated: bool, lang: str) -> html.Section:
    return html.Section(
        [html.B(word("simulated", lang)), html.Span(word("simulated_long", lang), className="banner-long")],
        id="shell-simulated",
        className="banner-simulated",
        hidden=not simulated,
        **attrs({"aria-label": word("simulated", lang)}),
    )


def _footer(as_of: str, version: str, numbers_open: bool, lang: str) -> html.Section:
    # Not a footer element: Dash keeps its scripts in one, and a page has but one.
    return html.Section(
        [
            html.Span(
                [
                    f"{word('as_of', lang)} ",
                    html.Span(as_of, id="shell-as-of"),
                    f" · {word('version', lang)} ",
                    html.Span(version, id="shell-version", className="version"),
                ]
            ),
            *([html.Span(word("click_number", lang), className="footer-hint")] if numbers_open else []),
        ],
        className="footer",
        **attrs({"aria-label": word("as_of", lang)}),
    )
