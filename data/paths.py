"""Where the store lies on disk; see docs/architecture.md for its rooms."""

import os
from pathlib import Path


def home() -> Path:
    """The folder of deliveries, warehouse and boundaries: ``CHISO_HOME``, or ``var/`` beside the code."""
    return Path(os.environ.get("CHISO_HOME") or Path(__file__).resolve().parent.parent / "var")


def deliveries(root: Path) -> Path:
    return root / "deliveries"


def warehouse(root: Path) -> Path:
    return root / "warehouse"


def boundaries(root: Path) -> Path:
    return root / "boundaries"


def sources(root: Path) -> Path:
    return root / "sources"


def watched(root: Path) -> Path:
    return root / "watched"
