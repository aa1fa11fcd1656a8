"""Whether the packages are those that this version was tested with, and what of the machine is needed."""

from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from data import settings
from data.upkeep.findings import Finding, fine, notice, warning

SUBJECT = "Gói phần mềm"
SHOWN = 5


def found(lock: Path | None = None) -> Iterator[Finding]:
    """Packages that differ from the lock; those that are not installed are only missing when they are needed."""
    file = lock or settings.lock_file()
    yield fine("Chromium", "Không cần khi chạy: báo cáo, bản đồ và biểu đồ được vẽ không qua trình duyệt.")
    if not file.exists():
        yield notice(SUBJECT, f"Không có tệp khóa phiên bản {file.name} để đối chiếu.")
        return
    differing = [
        f"{pinned.name} {installed} (khóa: {str(pinned.specifier).removeprefix('==')})"
        for pinned in _pinned(file)
        if (installed := _version(pinned.name)) and not pinned.specifier.contains(installed, prereleases=True)
    ]
    if not differing:
        yield fine(SUBJECT, "Đúng các phiên bản trong tệp khóa.")
        return
    more = f" và {len(differing) - SHOWN} gói khác" if len(differing) > SHOWN else ""
    told = f"Khác tệp khóa: {', '.join(differing[:SHOWN])}{more}."
    yield warning(SUBJECT, told, "Cài lại: make setup, hoặc install.sh của gói cài đặt.")


def _pinned(file: Path) -> Iterator[Requirement]:
    """What the lock pins for a machine and Python like these."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if "==" in line and line[:1].isalnum():
            pinned = Requirement(line.removesuffix("\\").strip())
            if pinned.marker is None or pinned.marker.evaluate():
                yield pinned


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
