"""Has the rules judged at once after a step that people took, without letting them wait for it."""

from collections.abc import Iterator
from contextlib import contextmanager

from data import background, paths

LOG = "alerts.log"


@contextmanager
def afterwards() -> Iterator[None]:
    """Starts ``cli.alert_worker``, which judges, tells and ends, when the transaction inside is done."""
    yield
    background.start("cli.alert_worker", paths.home() / LOG)
