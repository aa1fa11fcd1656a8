"""A new app in a process that may have had others."""

import sys
from typing import Any

from dash import Dash


def fresh(**how: Any) -> Dash:
    """``app.create_app`` with every callback there is.

    What pages share registers its callbacks when it is imported, and an app of an earlier test has taken those.
    """
    from app import create_app

    for name in [one for one in sys.modules if one.partition(".")[0] == "pages"]:
        del sys.modules[name]
    return create_app(**how)
