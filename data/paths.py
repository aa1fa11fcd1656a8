"""Where the store lies on disk; see docs/architecture.md for its rooms."""

import os
from pathlib import Path

BESIDE_THE_CODE = Path(__file__).resolve().parent.parent / "var"
MARKED = "refused.xlsx"  # in the folder of a delivery: what was sent, its refused cells coloured and commented


def home() -> Path:
    """The folder of deliveries, warehouse and boundaries: ``CHISO_HOME``, or ``var/`` beside the code."""
    return Path(os.environ.get("CHISO_HOME") or BESIDE_THE_CODE)


def deliveries(root: Path) -> Path:
    return root / "deliveries"


def marked_workbook(root: Path, delivery_id: str) -> Path | None:
    """The workbook to mend of a kept delivery; None when nothing was refused, or it is no delivery of this store."""
    folder = deliveries(root) / delivery_id
    file = folder / MARKED
    return file if folder.parent == deliveries(root) and delivery_id.isalnum() and file.exists() else None


def warehouse(root: Path) -> Path:
    return root / "warehouse"


def boundaries(root: Path) -> Path:
    return root / "boundaries"


def sources(root: Path) -> Path:
    return root / "sources"


def watched(root: Path) -> Path:
    return root / "watched"
