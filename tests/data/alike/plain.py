"""Answers of any shape as plain lists, dictionaries and values, to be compared to the last digit."""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AnySet
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pandas as pd

from data.levels import Levels

UNORDERED = "in no order"  # what a question says of itself that promises no order of its rows


def told(answer: Any, question: Callable[..., Any]) -> Any:
    """The answer in plain values; of a frame that promises no order, in one."""
    if isinstance(answer, pd.DataFrame) and UNORDERED in (question.__doc__ or ""):
        return sorted_rows(answer)
    return plain(answer)


def plain(answer: Any) -> Any:
    """The answer in plain values; what is absent is None, however it was written."""
    if isinstance(answer, Levels):
        return sorted_rows(answer.frame("subject"))
    if isinstance(answer, pd.DataFrame):
        return {str(name): plain(answer[name].tolist()) for name in answer.columns}
    if isinstance(answer, pd.Series | np.ndarray | pd.Index):
        return plain(answer.tolist())
    if is_dataclass(answer) and not isinstance(answer, type):
        return {field.name: plain(getattr(answer, field.name)) for field in fields(answer)}
    if isinstance(answer, Mapping):
        return {str(plain(key)): plain(value) for key, value in answer.items()}
    if isinstance(answer, AnySet):
        return sorted((plain(one) for one in answer), key=repr)
    if isinstance(answer, list | tuple | Iterator):
        return [plain(one) for one in answer]
    if isinstance(answer, np.generic):
        return plain(answer.item())
    if isinstance(answer, pd.Timestamp):
        return answer.to_pydatetime()
    return None if answer is None or answer is pd.NaT or answer is pd.NA or answer != answer else answer


def sorted_rows(frame: pd.DataFrame) -> dict[str, Any]:
    """A frame that promises no order, in the order of its rows' words."""
    order = sorted(range(len(frame)), key=[repr(row) for row in frame.itertuples(index=False)].__getitem__)
    found: dict[str, Any] = plain(frame.iloc[order])
    return found


def says_anything(answer: Any) -> bool:
    """Whether a plain answer holds a number, a word, a moment, a yes or a no, however deep."""
    if isinstance(answer, dict):
        return any(says_anything(value) for value in answer.values())
    return (
        any(says_anything(one) for one in answer) if isinstance(answer, list) else answer is not None and answer != ""
    )
