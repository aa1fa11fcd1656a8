"""How long 2,000 rules take on 124 communes: judged alone, and with everything that is kept, twice."""

import os
import tempfile
import time
from collections.abc import Sequence
from itertools import cycle, islice, product
from pathlib import Path

import sqlalchemy as sa

from data import catalogue, clock, engine, memory
from data.alerts import running
from data.alerts.evaluation import Evaluation
from data.alerts.rules import AlertRule, sound
from data.state import store as state
from data.state.tables import alert_run
from data.tables import series
from tests.benchmarks.measured import Measured, milliseconds

RULES = 2000
KINDS: Sequence[dict[str, object]] = (
    {"kind": "threshold", "low": -1.0},
    {"kind": "change", "low": -60.0},
    {"kind": "change", "low": -80.0, "against": "same_last_year"},
    {"kind": "trend", "length": 3},
    {"kind": "seasonal"},
    {"kind": "missed"},
    {"kind": "no_data", "length": 3},
    {"kind": "pace", "margin": 20.0},
)


def rules(conn: sa.Connection) -> list[AlertRule]:
    """As many rules as are asked for, over what communes report; severities and lengths make them differ."""
    query = sa.select(series.c.indicator_code).where(series.c.area_level == "commune", series.c.breakdown == "total")
    codes = sorted(set(conn.execute(query).scalars()) & set(catalogue.indicators()))
    made = [
        AlertRule(code=f"rule-{code}-{number}", name=code, indicator=code, **about)  # type: ignore[arg-type]
        for code, (number, about) in product(codes, enumerate(KINDS))
    ]
    able = sound(made)[0]
    return [AlertRule(**{**vars(one), "code": f"rule-{place}"}) for place, one in enumerate(islice(cycle(able), RULES))]


def measured() -> list[Measured]:
    """Judging from nothing remembered; then a whole run, kept in a database of its own, and the same once more."""
    with engine.connect() as conn:
        wanted, today = rules(conn), clock.today()
        memory.of(conn).forget()
        started = time.perf_counter()
        evaluation = Evaluation(conn, today, coming=wanted)
        broken = sum(int((evaluation.judge(rule)[0].outcome[-1:] == 3).sum()) for rule in wanted)
        judged = milliseconds(started) / 1000
        with tempfile.TemporaryDirectory() as folder:
            kept = [_run(conn, wanted, Path(folder)) for _ in range(2)]
    indicators = len({one.indicator for one in wanted})
    note = f"{len(wanted)} rules on {indicators} indicators x 124 communes, {broken} broken cells"
    return [
        Measured("Alert rules judged", judged, 5, "s", note),
        Measured("… judged and kept, first time", kept[0][0], None, "s", f"{kept[0][1]} steps in the journal"),
        Measured("… judged and kept, next version", kept[1][0], 5, "s", f"{kept[1][1]} steps"),
    ]


def _run(conn: sa.Connection, wanted: Sequence[AlertRule], folder: Path) -> tuple[float, int]:
    """Seconds and steps of a run; afterwards the same is to be judged again, as after the next publication."""
    before = os.environ.get("CHISO_STATE_URL")
    os.environ["CHISO_STATE_URL"] = f"sqlite:///{folder}/state.sqlite3"
    try:
        with state.writing():
            pass  # its shape is made now
        started = time.perf_counter()
        made = running.run(conn, wanted, clock.today())
        taken = milliseconds(started) / 1000
        with state.writing() as own:  # so that the next run does not find this one done
            own.execute(sa.update(alert_run).values(finished_at=None, next_rule=0))
    finally:
        if before is None:
            del os.environ["CHISO_STATE_URL"]
        else:
            os.environ["CHISO_STATE_URL"] = before
    return taken, made.steps
