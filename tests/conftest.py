"""What every test may ask for."""

from pathlib import Path

import pytest


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty CHISO_HOME."""
    home = tmp_path / "kho"
    monkeypatch.setenv("CHISO_HOME", str(home))
    return home
