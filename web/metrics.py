"""``/metrics`` for Prometheus: what every worker counted, and how the house stands; for the operator alone.

Workers keep their counters in files of a folder (``PROMETHEUS_MULTIPROC_DIR``, set by ``chiso serve``), so that any of
them answers for all.
"""

import hmac
import os
import time
from collections.abc import Iterator
from pathlib import Path

from dash import Dash
from flask import Response, abort, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from data import clock, settings
from data.upkeep.pulse import pulse
from web.wall_access import at_the_server

TOKEN = "CHISO_METRICS_TOKEN"  # noqa: S105  # the name of the setting
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")
BUCKETS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10)
UNKNOWN = "none"  # an address that no rule knows: what strangers type names no series of ours

REQUESTS = Counter("chiso_requests", "Requests answered", ["route", "method", "status"])
SECONDS = Histogram("chiso_request_seconds", "Time to answer", ["route"], buckets=BUCKETS)
CALLBACKS = Histogram("chiso_callback_seconds", "Time of a callback", ["output"], buckets=BUCKETS)
STARTS = Counter("chiso_worker_starts", "Workers that began: more than there are means restarts")
MEMORY = Gauge("chiso_worker_memory_bytes", "Resident memory of each worker", multiprocess_mode="liveall")


class House(Collector):
    """How the house stands, asked when somebody wants to know."""

    def collect(self) -> Iterator[Metric]:
        now, found = clock.now(), pulse(clock.now())
        version = GaugeMetricFamily("chiso_warehouse_info", "The served version", labels=["version"])
        version.add_metric([found.version], 1 if found.version else 0)
        yield version
        age = (now - found.published_at).total_seconds() if found.published_at else -1
        yield _one("chiso_warehouse_age_seconds", "Since the served version was published", age)
        yield _one("chiso_observations", "Values served", found.observations)
        yield _one("chiso_deliveries", "Files taken in", found.deliveries)
        yield _one("chiso_cells_refused", "Cells refused in them", found.cells_refused)
        yield _by("chiso_alerts_open", "Open alerts", "severity", found.alerts)
        yield _by("chiso_outbox", "Messages that were not sent", "state", found.outbox)
        yield _one("chiso_screens_seen", "Wall screens seen in the last minute", found.screens)
        yield _one("chiso_sessions", "Sessions seen in the last half hour", found.sessions)
        yield _one("chiso_troubles", "Stores that could not be asked", len(found.troubles))


def _one(name: str, told: str, value: float) -> Metric:
    return GaugeMetricFamily(name, told, value=value)


def _by(name: str, told: str, label: str, counted: dict[str, int]) -> Metric:
    family = GaugeMetricFamily(name, told, labels=[label])
    for key, count in counted.items():
        family.add_metric([key], count)
    return family


def add(app: Dash) -> None:
    """Counts every request, and answers ``/metrics``."""
    STARTS.inc()
    app.server.add_url_rule("/metrics", view_func=metrics)

    @app.server.after_request
    def count(response: Response) -> Response:
        taken = time.perf_counter() - g.get("started", time.perf_counter())
        route = str(request.url_rule or UNKNOWN)
        REQUESTS.labels(route, request.method, str(response.status_code)).inc()
        SECONDS.labels(route).observe(taken)
        if route == "/_dash-update-component" and response.status_code == 200:
            CALLBACKS.labels(_output()).observe(taken)
        MEMORY.set(_resident())
        return response


def _output() -> str:
    """What a callback filled, as Dash names it: a callback that answered is one of ours."""
    sent = request.get_json(silent=True)
    return str(sent.get("output", UNKNOWN))[:120] if isinstance(sent, dict) else UNKNOWN


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE_SIZE


def metrics() -> Response:
    """The counters, for whoever sits at the server or carries the token; 403 for everybody else."""
    if not _may_see():
        abort(403)
    registry = CollectorRegistry()
    registry.register(House())
    if os.environ.get(FOLDER):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library says nothing of it
    else:
        for one in (REQUESTS, SECONDS, CALLBACKS, STARTS, MEMORY):
            registry.register(one)
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _may_see() -> bool:
    token = settings.text(TOKEN)
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return at_the_server() or (bool(token) and hmac.compare_digest(sent.encode(), token.encode()))
