"""The page for an address that has none: says so, and shows the ways on that are open to the reader."""

from dash import dcc, html, register_page

from components import frame, group_list, messages, panels
from components.page_words import say
from data import about

register_page(
    __name__, path="/khong-tim-thay", name="Không tìm thấy trang", title="Không tìm thấy trang · Chiso", order=990
)


def layout(**_unknown: object) -> html.Div:
    """The same for every address."""
    lang, told = frame.language(), about.about().told()
    tools = [
        html.Li(dcc.Link(say(key, lang), href=path, className="pill"))
        for key, path in (
            ("overview", frame.OVERVIEW),
            ("catalogue", frame.CATALOGUE),
            ("deliveries", frame.DELIVERIES),
        )
        if path not in told["closed"]
    ]
    content = [
        panels.page_head(say("not_found", lang)),
        messages.message(say("not_found_lead", lang), remedy=say("not_found_remedy", lang)),
        html.Ul(tools, className="pills"),
        group_list.all_groups(told["closed"], lang),
    ]
    told["simulated"] = False  # no figure stands on this page
    return frame.page(content, active="", lang=lang, **told)
