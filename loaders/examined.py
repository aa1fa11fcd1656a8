"""What a delivery is examined against: the values known in the store in use, its points, its corrections."""

from dataclasses import replace
from functools import partial

import pandas as pd

from data import known, paths, points
from loaders import corrections, rules
from loaders.pipeline import Options


def examined(about: Options) -> Options:
    """The options, with what is known and what was decided of earlier values: the checks need both."""
    return replace(
        about, known=_known, points=partial(points.known, paths.home()), corrections=corrections.register(paths.home())
    )


def _known(observations: pd.DataFrame) -> pd.DataFrame:
    """What the served version knows of these observations and of what they are summed from."""
    also = [term.partition("@")[0] for about in rules.identities() for term in (about.total, *about.parts)]
    return known.history(paths.home(), observations, also)
