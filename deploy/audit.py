"""Looks at every package of the lock before it is trusted: ``make audit``.

Each has one version and checksums; the lock is what the project declares; every licence is one of those that may be
given away with the program; and the index has withdrawn none of them, which pip tells when it is asked for them as if
they were to be installed.  Known vulnerabilities are kept by a service of their own that this does not ask.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from importlib import metadata
from pathlib import Path

from packaging.utils import canonicalize_name

from deploy.locked import ROOT, Pinned, declared, lock

LOCK = ROOT / "requirements.lock"
# As packages write them, in small letters: a word of it is enough.
FREE = (
    "mit",
    "bsd",
    "apache",
    "mpl",
    "mozilla",
    "isc",
    "python",
    "psf",
    "zlib",
    "unlicense",
    "cc0",
    "0bsd",
    "ofl",
    "lgpl",
)
# Others that a person has read, as they were then.
JUDGED = {
    "colorcet": "CC-BY-4.0",  # of colours; of the benchmarks and tests only
    "unidecode": "GNU General Public License v2 or later (GPLv2+)",  # unchanged, beside the program; see NOTICE.md
    "zope-event": "ZPL-2.1",  # permissive
    "zope-interface": "ZPL-2.1",
}


def loose(packages: Iterable[Pinned]) -> Iterator[str]:
    """Packages that are not one version with checksums."""
    for one in packages:
        specifiers = list(one.requirement.specifier)
        if len(specifiers) != 1 or specifiers[0].operator != "==" or "*" in one.version:
            yield f"{one.requirement}: khóa phải là đúng một phiên bản."
        if not one.hashes:
            yield f"{one.name}: thiếu mã kiểm tra sha256."


def differing(packages: Iterable[Pinned], root: Path = ROOT) -> Iterator[str]:
    """What the project declares that the lock does not hold, or holds in a version that it does not allow."""
    known = {one.name: one for one in packages}
    for wanted in (one for group in declared(root).values() for one in group):
        found = known.get(canonicalize_name(wanted.name))
        if found is None:
            yield f"{wanted.name}: pyproject.toml cần, tệp khóa không có; chạy «make lock»."
        elif not wanted.specifier.contains(found.version, prereleases=True):
            yield f"{wanted.name}: pyproject.toml cần {wanted.specifier}, tệp khóa có {found.version}."


def unlicensed(packages: Iterable[Pinned]) -> Iterator[str]:
    """Packages under a licence that nobody has allowed yet."""
    for one in (each for each in packages if each.is_meant):
        told = licence(one.name)
        if told != JUDGED.get(one.name) and not any(word in told.lower() for word in FREE):
            yield f"{one.name}: giấy phép «{told or 'không ghi'}» chưa được chấp nhận."


def licence(name: str) -> str:
    """What a package says of its licence; raises where it is not installed."""
    about = metadata.metadata(name)
    told = {key: about.get_all(key) or [""] for key in ("License-Expression", "Classifier", "License")}
    classes = [one.rpartition("::")[2].strip() for one in told["Classifier"] if one.startswith("License")]
    return told["License-Expression"][0] or "; ".join(classes) or told["License"][0].partition("\n")[0]


def withdrawn(file: Path = LOCK, *options: str) -> Iterator[str]:
    """Packages whose version the index has withdrawn since it was locked; ``options`` are for pip."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        ask = [sys.executable, "-m", "pip", "install", "-q", "--dry-run", "--ignore-installed", "--no-deps", *options]
        asked = [*ask, "--require-hashes", "--report", str(report), "-r", str(file)]
        told = subprocess.run(asked, check=False, capture_output=True, text=True)  # noqa: S603  # our own words
        if told.returncode:
            yield f"Máy chủ gói không trả lời đủ: {told.stderr.strip().splitlines()[-1]}"
            return
        found = json.loads(report.read_text(encoding="utf-8"))["install"]
    if len(found) != len([one for one in lock(file) if one.is_meant]):
        yield f"Máy chủ gói chỉ trả lời về {len(found)} gói."
    for line in told.stderr.splitlines():  # the report of older versions of pip does not say so, all of them warn
        if "yanked version" in line:
            yield f"Đã bị rút khỏi máy chủ gói: {line.partition('yanked version: ')[2]}; chạy «make lock»."


def main() -> int:
    """Tells what is wrong, one line each."""
    packages = lock(LOCK)
    looks: list[Callable[[], Iterator[str]]] = [
        lambda: loose(packages), lambda: differing(packages), lambda: unlicensed(packages), withdrawn,
    ]  # fmt: skip
    wrong = [line for look in looks for line in look()]
    print(
        "\n".join(wrong) or f"{len(packages)} gói: đúng phiên bản, có mã kiểm tra, giấy phép rõ, không gói nào bị rút."
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
