"""What a delivery is examined against: the values known in the store in use, its points, its corrections."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

import pandas as pd

from data import known, paths, points
from loaders import corrections, rules
from loaders.delivery import Delivery
from loaders.pipeline import Options


def examined(about: Options) -> Options:
    """The options, with what is known and what was decided of earlier values: the checks need both."""
    return replace(
        about,
        known=_known,
        before=_before,
        points=partial(points.known, paths.home()),
        corrections=corrections.register(paths.home()),
    )


def _known(observations: pd.DataFrame) -> pd.DataFrame:
    """What the served version knows of these observations and of what they are summed from."""
    also = [term.partition("@")[0] for about in rules.identities() for term in (about.total, *about.parts)]
    return known.history(paths.home(), observations, also)


def _before(delivery: Delivery) -> Iterable[pd.DataFrame]:
    """What earlier files of the table that a delivery is still say."""
    same = (delivery.layout, delivery.agency, delivery.province_code, delivery.period)
    return known.said_before(paths.home(), *same, delivery.published_at)
