"""Makes the bundle that installs Chiso where there is no network: ``make bundle``.

    chiso-<version>-<platform>/
      install.sh          checks, then installs from this folder alone
      SHA256SUMS          of every other file
      PLATFORM            the machine and Python that the wheels are for: the bundle is made on one like the server
      requirements.lock   the wheels, each with the one checksum that it may have
      wheels/             what a server needs of the lock, nothing of the tests
      app/                the program with its fonts, assets and catalogue, and ``deploy`` with units and nginx

The wheels are fetched (or built, where there is only a source) against the checksums of the project's lock.
"""

import hashlib
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
from importlib.metadata import version
from pathlib import Path

from packaging.utils import parse_wheel_filename

from deploy.locked import ROOT, Pinned, to_run

LEFT_OUT = ("tests/", ".ci/", ".gitignore")  # of the files of the project
PLATFORM = f"cp{sys.version_info.major}{sys.version_info.minor}-{sysconfig.get_platform()}"


def make(target: Path) -> Path:
    """The folder of the bundle, made anew in ``target``, and beside it the same as ``.tar.gz``."""
    folder = target / f"chiso-{version('chiso')}-{PLATFORM}"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "wheels").mkdir(parents=True)
    _fetch(to_run(), folder / "wheels")
    (folder / "requirements.lock").write_text(_lock_of(folder / "wheels"), encoding="utf-8")
    (folder / "PLATFORM").write_text(f"{PLATFORM}\n", encoding="utf-8")
    _copy_program(folder / "app")
    shutil.copy2(ROOT / "deploy" / "install.sh", folder)
    (folder / "SHA256SUMS").write_text(sums(folder), encoding="utf-8")
    with tarfile.open(f"{folder}.tar.gz", "w:gz", compresslevel=1) as packed:  # wheels are packed already
        packed.add(folder, folder.name)
    return folder


def _fetch(wanted: list[Pinned], folder: Path) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".lock", encoding="utf-8") as asked:
        for one in wanted:
            asked.write(f"{one.name}=={one.version} {' '.join(f'--hash=sha256:{sum_}' for sum_ in one.hashes)}\n")
        asked.flush()
        fetch = [sys.executable, "-m", "pip", "wheel", "-qqq", "--no-deps", "--require-hashes"]
        subprocess.run([*fetch, "--wheel-dir", folder, "-r", asked.name], check=True)  # noqa: S603  # our own words
    came = {parse_wheel_filename(file.name)[0] for file in folder.glob("*.whl")}
    if missing := {one.name for one in wanted} - came:
        raise SystemExit(f"No wheels came for {', '.join(sorted(missing))}.")


def _lock_of(wheels: Path) -> str:
    """Exactly these files: a wheel built here from a source has a checksum that no other lock knows."""
    named = {parse_wheel_filename(file.name)[:2]: file for file in wheels.glob("*.whl")}
    lines = [f"{name}=={number} --hash=sha256:{sum_of(file)}" for (name, number), file in sorted(named.items())]
    return "\n".join(lines) + "\n"


def _copy_program(folder: Path) -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S607
    for name in filter(None, listed.stdout.split("\0")):
        if not name.startswith(LEFT_OUT) and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


def sums(folder: Path) -> str:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return "".join(f"{sum_of(file)}  {file.relative_to(folder).as_posix()}\n" for file in files)


def sum_of(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


if __name__ == "__main__":
    print(f"{make(Path(sys.argv[1]).resolve())}.tar.gz")
