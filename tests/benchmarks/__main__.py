"""``make bench``: every figure that has to be reached, measured here and now, with the size of its data.

``python -m tests.benchmarks publish filters browser start`` measures only what is named.
"""

import os
import platform
import sys
from collections.abc import Callable

from tests.benchmarks import store
from tests.benchmarks.measured import Measured, show

os.environ["CHISO_HOME"] = str(store.HOME)

from app import create_app  # reads CHISO_HOME
from tests.benchmarks import (
    alerts,
    analyst,
    briefing,
    browser,
    bulk,
    crowd,
    economy,
    emergency,
    explorer,
    quality,
    reach,
    rights,
    rooms,
    serving,
    shared,
    signing_in,
    users,
    wall,
)

PARTS: dict[str, Callable[[], list[Measured]]] = {
    "publish": store.measured,
    "bulk": bulk.measured,
    "filters": lambda: economy.measured(create_app(check_ids=False)),
    "analyst": lambda: analyst.measured(create_app(check_ids=False)),
    "quality": lambda: quality.measured(create_app(check_ids=False)),
    "explorer": lambda: explorer.measured(create_app(check_ids=False)),
    "alerts": alerts.measured,
    "rooms": rooms.measured,
    "emergency": emergency.measured,
    "briefing": briefing.measured,
    "wall": wall.measured,
    "crowd": lambda: crowd.measured(create_app(check_ids=False)),
    "users": lambda: users.measured(create_app(check_ids=False)),
    "rights": rights.measured,
    "shared": shared.measured,
    "browser": browser.measured,
    "reach": reach.measured,
    "start": serving.measured,
    "accounts": signing_in.measured,
}


def main(named: list[str]) -> int:
    """Prints the table; 1 when a figure was not reached."""
    os.umask(0o077)  # as every command does: a server does not start on a store that others can read
    about = store.ready()
    figures = [figure for name, measure in PARTS.items() if name in named or not named for figure in measure()]
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    machine = f"{os.cpu_count()} cores, {platform.platform()}, load {load} at the end"
    return 0 if show(figures, f"{about['observations']:,} observations; {machine}") else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
