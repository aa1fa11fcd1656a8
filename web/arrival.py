"""What a visit begins with: HTML that asks early for what the page needs, and a layout that already holds the page.

Dash's router asks for the page once all scripts run.  Here the page travels with the layout, which the browser fetches
while it still reads the scripts; the router takes over from the first link that is followed.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dash
from dash import Dash, html
from dash._pages import _parse_query_string, _path_to_page
from dash.fingerprint import build_fingerprint
from flask import has_request_context, request

from web.files import Joined

LAYOUT = "/_dash-layout"
EARLY = (LAYOUT, "/_dash-dependencies")
# Dash sends its own tables with every page, and no page has one; and what browsers of 2019 did not know.  AG Grid is
# fetched by ``assets/grid-library.js`` when a table is to be seen.
UNUSED = ("/dash_table/", "/polyfill@", "/dash_ag_grid/")
# Text that is laid out before its font is there is laid out twice.
FONT = '<link rel="preload" href="{address}" as="font" type="font/woff2" crossorigin>'
BEFORE_OURS = "/dash-renderer/"  # it starts the page: ours have to be there


class Chiso(Dash):
    """Dash with our arrival; ``own_styles`` and ``own_scripts`` are all of ours, ``own_fonts`` are addresses."""

    own_styles: Joined
    own_scripts: Joined
    own_fonts: Sequence[str]

    def interpolate_index(self, **parts: str) -> str:
        """The HTML of every page."""
        page, _ = _path_to_page(request.path.strip("/"))
        links = [f'<link rel="preload" href="{address}" as="fetch" crossorigin>' for address in EARLY]
        links += [FONT.format(address=address) for address in self.own_fonts]
        links.append(f'<link rel="stylesheet" href="{self.own_styles.address}">')
        scripts = self._scripts(parts["scripts"].splitlines(), page.get("needed_early", tuple)())
        parts |= {"css": "\n".join([parts["css"], *links]), "scripts": "\n".join(scripts)}
        return str(super().interpolate_index(**parts))

    def _scripts(self, lines: list[str], early: Sequence[str]) -> list[str]:
        used = [line for line in lines if not any(name in line for name in UNUSED)]
        place = next(place for place, line in enumerate(used) if BEFORE_OURS in line)
        wanted = (self.own_scripts.address, *map(named_by_content, early))
        added = [f'<script src="{address}"></script>' for address in wanted]
        return [*used[:place], *added, *used[place:]]


def named_by_content(address: str) -> str:
    """The address of a part that Dash fetches when it is wanted, so that browsers keep it as they do the others."""
    _, _, package, *path = address.split("/")
    module = import_module(package)
    file = Path(str(module.__file__)).parent.joinpath(*path)
    return str(build_fingerprint(address, module.__version__, int(file.stat().st_mtime)))


def layout() -> html.Div:
    """Dash's page container, filled with the page that the browser stands at."""
    whole = empty_layout()
    if has_request_context():
        _fill(whole.children[0], request.headers.get("Referer", ""))
    return whole


def empty_layout() -> html.Div:
    """The layout that leaves the first page to the router, too: when it failed, the router fails alike and tells."""
    return html.Div([deepcopy(dash.page_container), html.Div(id="app-error", role="alert")])


def _fill(container: html.Div, asking: str) -> None:
    """Puts the page of the address ``asking`` in; leaves it to the router where there is none."""
    address = urlsplit(asking)
    if address.netloc != request.host:
        return
    search = f"?{address.query}" if address.query else ""
    page, variables = _path_to_page(address.path.strip("/"))
    if not page:
        return
    location, place, store, _ = container.children
    place.children = _called(page["layout"], {**(variables or {}), **_parse_query_string(search)})
    store.data = {"title": _called(page["title"], variables or {})}
    location.pathname, location.search = address.path, search


def _called(made: Any, asked: Mapping[str, Any]) -> Any:
    return made(**asked) if callable(made) else made
