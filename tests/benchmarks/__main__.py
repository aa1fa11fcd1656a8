"""``make bench``: every figure that has to be reached, measured here and now, with the size of its data."""

import os
import platform
import sys

from tests.benchmarks import store
from tests.benchmarks.measured import show

os.environ["CHISO_HOME"] = str(store.HOME)

from app import create_app  # reads CHISO_HOME
from tests.benchmarks import browser, economy, serving


def main() -> int:
    """Prints the table; 1 when a figure was not reached."""
    about = store.ready()
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    title = (
        f"{about['observations']:,} observations, published in {about['seconds']:.0f} s; "
        f"{os.cpu_count()} cores, {platform.platform()}, load {load}"
    )
    figures = [*economy.measured(create_app()), *browser.measured(), *serving.measured()]
    return 0 if show(figures, title) else 1


if __name__ == "__main__":
    sys.exit(main())
