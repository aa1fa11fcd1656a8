"""Judges every rule on the served version and keeps what changed: a batch of rules is one transaction.

Killed at any moment, a run goes on with the first batch that is not kept.  Judging again what is kept already takes no
step, because causes are keyed to periods.  What must be told at once is put into the outbox in the same transaction.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from data import clock, queries, remembered
from data.alerts import legal, outbox
from data.alerts.channels import Channel
from data.alerts.evaluation import Evaluation, counts
from data.alerts.keeping import keep, subject
from data.alerts.machine import NORMAL
from data.alerts.rules import AlertRule, Trouble, sound
from data.state import journal, store
from data.state.journal import THE_SYSTEM, Entry
from data.state.tables import alert, alert_rule, alert_run

BATCH = 50  # rules


@dataclass(frozen=True)
class Ran:
    """What a run did; ``is_new`` is False when the same version was judged on the same day already."""

    rules: int
    steps: int
    fired: int
    troubles: Sequence[Trouble]
    is_new: bool


@dataclass(frozen=True)
class _Run:
    run_id: int
    next_rule: int
    finished: bool


def run(
    conn: Connection,
    rules: Sequence[AlertRule],
    today: date,
    channels: Sequence[Channel] = (),
    troubles: Sequence[Trouble] = (),
    now: datetime | None = None,
    batch_size: int = BATCH,
) -> Ran:
    """Judges ``rules``; of those about indicators only of provinces that have data.

    ``troubles`` are of rules that could not even be read; so many rules as ``batch_size`` are kept in one transaction.

    Raises:
        StateError: the state database cannot be used.
    """
    sound_ones, unable = sound(rules)
    here = set(queries.provinces_with_data(conn))
    able = [rule for rule in sound_ones if not rule.indicator or rule.province_code in here]
    problems = [*troubles, *unable]
    version = str(remembered.version(conn)["version"])
    moment = now or clock.now()
    begun_run = _begin(version, today, able, problems, legal.stands(able, moment))
    if begun_run.finished:
        return Ran(len(able), 0, 0, problems, is_new=False)
    run_key = f"{version}/{begun_run.run_id}"  # a version is judged on many days, and after many decisions
    done, steps, fired = begun_run.next_rule, 0, 0
    left = able[done:]
    evaluation = Evaluation(conn, today, moment, left)
    for batch in _batches(left, batch_size):
        judged = [(rule, *evaluation.judge(rule)) for rule in batch]
        done += len(batch)
        with store.writing() as writing:
            own = 0
            for rule, found, simulated in judged:
                kept = keep(writing, rule, found, simulated, clock.now().replace(microsecond=0))
                own, fired = own + kept.steps, fired + kept.fired
                outbox.tell_at_once(writing, channels, rule, kept.tells, run_key, simulated=simulated)
                _note_rule(writing, rule, counts(found), clock.now().replace(microsecond=0))
            update = sa.update(alert_run).where(alert_run.c.run_id == begun_run.run_id)
            writing.execute(update.values(next_rule=done, steps=alert_run.c.steps + own))
            steps += own
    with store.writing() as writing:
        steps += _retire(writing, [rule.code for rule in able])
        _tell_troubles(writing, problems)
        ended = sa.update(alert_run).where(alert_run.c.run_id == begun_run.run_id)
        writing.execute(ended.values(finished_at=clock.now().replace(microsecond=0)))
    return Ran(len(able), steps, fired, problems, is_new=True)


def _batches(rules: Sequence[AlertRule], size: int) -> list[Sequence[AlertRule]]:
    return [rules[first : first + size] for first in range(0, len(rules), size)]


def _begin(version: str, today: date, able: Sequence[AlertRule], problems: Sequence[Trouble], stands: str) -> _Run:
    """The run of this version, day, rules and of how events stand: the one that was begun before, or a new one."""
    told = (
        [asdict(rule) for rule in able] + [asdict(one) for one in problems] + ([{"events": stands}] if stands else [])
    )
    rules_hash = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]
    key = {"version": version, "on_day": today, "rules_hash": rules_hash}
    with store.writing() as conn:
        same = (alert_run.c[name] == value for name, value in key.items())
        known = conn.execute(sa.select(alert_run).where(*same)).mappings().one_or_none()
        if known is not None:
            return _Run(known["run_id"], known["next_rule"], known["finished_at"] is not None)
        now = clock.now().replace(microsecond=0)
        made = sa.insert(alert_run).values(**key, rules=len(able), next_rule=0, steps=0, started_at=now)
        return _Run(conn.execute(made.returning(alert_run.c.run_id)).scalar_one(), 0, finished=False)


def _note_rule(conn: Connection, rule: AlertRule, counted: dict[str, int], now: datetime) -> None:
    conn.execute(sa.delete(alert_rule).where(alert_rule.c.rule_code == rule.code))
    row = {"rule_code": rule.code, "definition": asdict(rule), "problem": "", "judged_at": now}
    conn.execute(sa.insert(alert_rule).values(**row, **counted))


def _tell_troubles(conn: Connection, troubles: Sequence[Trouble]) -> None:
    """What kept a rule from being judged stands in its place."""
    nothing = {"areas": 0, "broken": 0, "without_data": 0, "errors": 0}
    for one in troubles:
        conn.execute(sa.delete(alert_rule).where(alert_rule.c.rule_code == one.rule_code))
        row = {"rule_code": one.rule_code, "definition": {}, "problem": one.sentence, "judged_at": clock.now()}
        conn.execute(sa.insert(alert_rule).values(**row, **nothing))


def _retire(conn: Connection, judged: Sequence[str]) -> int:
    """Ends what rules found that are judged no more; the number of causes."""
    conn.execute(sa.delete(alert_rule).where(alert_rule.c.rule_code.not_in(judged)))
    gone = sa.and_(alert.c.rule_code.not_in(judged), alert.c.state != NORMAL)
    rows = conn.execute(sa.select(alert.c.alert_id, alert.c.rule_code, alert.c.state).where(gone)).all()
    now = clock.now().replace(microsecond=0)
    conn.execute(sa.update(alert).where(gone).values(state=NORMAL, ended_at=now))
    steps = [Entry("alert.rule_gone", subject(one), {"rule": code, "from": state}) for one, code, state in rows]
    journal.write_all(conn, THE_SYSTEM, steps)
    return len(rows)
