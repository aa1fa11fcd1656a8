"""What is remembered of a version, and what is not."""

from data import memory, queries, reported, versions
from tests.shelf import PROVINCE, REVENUE, deliver, observed, reading


def test_a_question_is_asked_once_per_version(store):
    asked = []
    question = memory.per_version(lambda conn, code: asked.append(code) or len(asked))
    deliver(store, "d1", observed(800.0))
    versions.publish(store, "thử")
    with reading(store) as conn:
        assert [question(conn, "a"), question(conn, "a"), question(conn, "b")] == [1, 1, 2]
    versions.publish(store, "lần nữa")
    with reading(store) as conn:
        assert question(conn, "a") == 3


def test_a_new_version_is_answered_anew(store):
    for value, delivery in ((800.0, "d1"), (815.0, "d2")):
        deliver(store, delivery, observed(value))
        versions.publish(store, "thử")
        with reading(store) as conn:
            frame = queries.history(conn, [REVENUE], PROVINCE)
            assert frame["value"].tolist() == [value]
            assert reported.offer(conn, PROVINCE, (REVENUE,))[REVENUE].newest == "2026-01"


def test_what_nobody_asked_for_the_longest_is_forgotten_first():
    kept = memory.Memory()
    for number in range(memory.ROOM + 1):
        kept.recall(number, lambda number=number: number)
        assert kept.recall(0, lambda: -1) == 0
    assert 1 not in kept
    assert memory.ROOM in kept


def test_of_several_only_what_is_not_remembered_is_asked_for_and_that_at_once():
    kept, asked = memory.Memory(), []

    def ask(names):
        asked.append(names)
        return {name: name.upper() for name in names}

    assert kept.recall_each({"a": "key a"}, ask) == {"a": "A"}
    assert kept.recall_each({"a": "key a", "b": "key b", "c": "key c"}, ask) == {"a": "A", "b": "B", "c": "C"}
    assert asked == [["a"], ["b", "c"]]
    assert kept.recall_each({}, ask) == {}
