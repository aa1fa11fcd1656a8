"""Answers that hold for as long as a version does: a published file never changes, so a question is asked of it once.

The memory belongs to the engine of a version (``engine.open_version``) and goes with it; a new version begins with
none.  Other connections, as to a warehouse that is being built, remember nothing.  Where machines share a Redis, what
is not remembered here may be remembered there (``data.memory_shared``).
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from functools import partial, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from sqlalchemy import Connection

from data import memory_shared

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
OPTION = "chiso_memory"  # of an engine and its connections
ROOM = 1000  # answers; the largest, an indicator in every commune of a province, takes half a megabyte


class Memory:
    """The answers given last, by what was asked; of more than ``ROOM`` those go that nobody asked for the longest."""

    def __init__(self, shared: memory_shared.Answers | None = None) -> None:
        self._shared = shared
        self._lock = threading.Lock()
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._by: Hashable = None

    def seen_by(self, reach: Hashable) -> "Memory":
        """The same memory as readers of one reach have it: without what others were answered; the room is shared."""
        own = Memory(self._shared)
        own._lock, own._answers, own._by = self._lock, self._answers, reach
        return own

    def __contains__(self, key: Hashable) -> bool:
        return (self._by, key) in self._answers

    def forget(self) -> None:
        """Everything, as a process that has just begun."""
        with self._lock:
            self._answers.clear()

    def recall(self, key: Hashable, ask: Callable[[], Answer], *, alone: bool = False) -> Answer:
        """What is remembered under ``key``; otherwise what ``ask`` answers, from now on remembered.

        ``alone``: it means nothing to other processes.
        """
        key = (self._by, key)
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                known: Answer = self._answers[key]
                return known
        # Outside the lock: two that ask the same at once both get it right.
        answer = ask() if alone or self._shared is None else self._shared.recall(key, ask)
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > ROOM:
                self._answers.popitem(last=False)
        return answer

    def recall_each(
        self, keys: Mapping[str, Hashable], ask: Callable[[list[str]], Mapping[str, Answer]]
    ) -> dict[str, Answer]:
        """The same of several, by name; what is not remembered is asked for together."""
        new = {name: key for name, key in keys.items() if key not in self}
        fetched = self._fetched(new, ask) if new else {}

        def one(name: str) -> Answer:
            if name not in fetched:  # forgotten since a moment ago
                fetched.update(ask([name]))
            return fetched[name]

        return {name: self.recall(key, partial(one, name), alone=True) for name, key in keys.items()}

    def _fetched(
        self, keys: Mapping[str, Hashable], ask: Callable[[list[str]], Mapping[str, Answer]]
    ) -> dict[str, Answer]:
        if self._shared is None:
            return dict(ask(list(keys)))
        return self._shared.recall_each({name: (self._by, key) for name, key in keys.items()}, ask)


def of_version(name: str) -> Memory:
    """A new memory of a version, in front of what machines share of it."""
    return Memory(memory_shared.of_version(name))


def of(conn: Connection) -> Memory:
    """The memory of the version that ``conn`` reads; an empty one where nothing may be remembered."""
    memory = conn.get_execution_options().get(OPTION)
    return memory if isinstance(memory, Memory) else Memory()


def per_version(
    question: Callable[Concatenate[Connection, Asked], Answer],
) -> Callable[Concatenate[Connection, Asked], Answer]:
    """``question``, asked once per version and set of (hashable) arguments.  Its answer is shared: only read it."""

    @wraps(question)
    def answer(conn: Connection, *args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        key = (question, args, tuple(sorted(kwargs.items())))
        return of(conn).recall(key, lambda: question(conn, *args, **kwargs))

    return cast("Callable[Concatenate[Connection, Asked], Answer]", answer)
