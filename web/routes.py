"""Addresses beside Dash's: polygons of a province, what can be found, tables as files, whether the server is ready."""

import io

from flask import Flask, Response, abort, jsonify, redirect, request, send_file
from werkzeug.wrappers import Response as WerkzeugResponse

from briefings import held, issuing
from components import exports, formats, frame
from components.shell import LANGUAGES
from data import catalogue, clock, deliveries, engine, paths, queries
from data.engine import WarehouseError
from data.rights.reader import HOUSE, acting, current
from data.state import briefings, store
from exports import seen, tables
from geo import boundaries
from web.files import FOREVER

GROUPS = "/nhom"
LARGEST_TABLE = 30_000_000  # bytes of what a reader sees and wants as a file


def add(server: Flask) -> None:
    """Registers ``/geo/…``, ``/tim/…``, ``/lan-gui/…``, ``/bang/…``, ``/bao-cao/tep/…``, ``/healthz``, ``/readyz``."""
    server.add_url_rule("/geo/<province>.<version>.geojson", view_func=geometry)
    server.add_url_rule("/tim/<lang>.<version>.json", view_func=ways)
    server.add_url_rule("/lan-gui/<delivery_id>/o-bi-tu-choi.xlsx", view_func=marked)
    server.add_url_rule("/bao-cao/tep/<code>.<any(docx, pptx, xlsx, pdf):kind>", view_func=briefing_file)
    server.add_url_rule("/bang/<any(csv, xlsx):kind>", view_func=table, methods=["POST"])
    server.add_url_rule("/bang/bao-cao", view_func=to_briefing, methods=["POST"])
    for one in catalogue.pages().values():
        if not one.path.startswith(GROUPS):  # a group with a room of its own has left its place among the others
            server.add_url_rule(f"{GROUPS}{one.path}", f"from {one.path}", view_func=moved, defaults={"path": one.path})
    server.add_url_rule("/healthz", view_func=healthz)
    server.add_url_rule("/readyz", view_func=readyz)


def geometry(province: str, version: str) -> Response:
    """Commune polygons of a province, compressed once and kept by the browser: the address has the hash."""
    try:
        found = boundaries.any_set(province, paths.home())
    except (boundaries.BoundaryError, KeyError):
        return Response("Không có ranh giới của tỉnh này.", 404, mimetype="text/plain")
    accepts_br = "br" in request.headers.get("Accept-Encoding", "")
    body, encoding = (found.brotli, "br") if accepts_br else (found.gzip, "gzip")
    headers = {"Content-Encoding": encoding, "Vary": "Accept-Encoding"}
    headers["Cache-Control"] = FOREVER if version == found.version else "no-cache"
    return Response(body, mimetype="application/geo+json", headers=headers)


def moved(path: str) -> WerkzeugResponse:
    """To the room that a group has now, with all that was asked."""
    asked = request.query_string.decode("latin-1")
    return redirect(f"{path}?{asked}" if asked else path, 301)


def ways(lang: str, version: str) -> Response:
    """What the command palette finds, compressed by the server and kept by the browser: the address has the hash."""
    if lang not in LANGUAGES:
        abort(404)
    found = frame.ways(lang)
    response = Response(found.text, mimetype="application/json")
    response.headers["Cache-Control"] = FOREVER if version == found.version else "no-cache"
    return response


def marked(delivery_id: str) -> Response:
    """The workbook of a delivery with its refused cells coloured and commented, as it was kept; for whoever may read
    all that it holds."""
    file = paths.marked_workbook(paths.home(), delivery_id)
    if file is None or not _is_wholly_seen(delivery_id):
        abort(404)
    return send_file(file, as_attachment=True, download_name=f"o-bi-tu-choi-{delivery_id}.xlsx")


def _is_wholly_seen(delivery_id: str) -> bool:
    if current() == HOUSE:
        return True
    with engine.connect() as conn:
        seen_by_reader = deliveries.values_of(conn, delivery_id)
    with acting(HOUSE), engine.connect() as conn:
        return seen_by_reader == deliveries.values_of(conn, delivery_id)


def briefing_file(code: str, kind: str) -> Response:
    """A file of an issued briefing, under a name that says what it is."""
    with store.reading() as state:
        is_seen = briefings.find(state, code) is not None
    file = issuing.files(paths.home(), code).get(kind)
    if file is None or not is_seen:
        abort(404)
    return send_file(file, as_attachment=True, download_name=f"{file.stem}-{code}.{kind}")


def table(kind: str) -> Response:
    """The table that a browser shows as a file, see ``exports.seen``; 400 when what was sent is none."""
    request.max_content_length = LARGEST_TABLE
    try:
        sent, about = seen.read(request.get_json())
    except seen.NotATableError as error:
        abort(400, str(error))
    written = tables.to_xlsx(sent, about) if kind == "xlsx" else tables.to_csv(sent, about)
    name = f"{formats.file_name(about.title)}.{kind}"
    return send_file(io.BytesIO(written), as_attachment=True, download_name=name)


def to_briefing() -> tuple[Response, int]:
    """Where what a browser shows can be added to a briefing (``address``); 422 with a sentence (``told``) when not."""
    try:
        key, show = held.laid(paths.home(), request.get_json(), clock.now())
    except held.HeldError as error:
        return jsonify(told=str(error)), 422
    return jsonify(address=exports.to_briefing(f"held.{show}", {"trich": key})), 200


def healthz() -> Response:
    """The process answers."""
    return Response("OK", mimetype="text/plain")


def readyz() -> tuple[Response, int]:
    """The warehouse answers: version, age in seconds, number of observations; 503 with the reason otherwise."""
    try:
        with engine.connect() as conn:
            about = queries.version(conn)
    except WarehouseError as error:
        return jsonify(ready=False, reason=str(error)), 503
    age = (clock.now() - about["published_at"]).total_seconds()
    return jsonify(ready=True, version=about["version"], age_seconds=round(age), rows=about["observations"]), 200
