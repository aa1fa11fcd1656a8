"""The bundle, really made: installed in a clean environment without any index, served, and refused once it is touched.

Not of the usual run, as that would fetch what a server needs: ``make bundle-check`` makes one, then runs this.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from packaging.utils import canonicalize_name

from deploy import bundle

BASE = Path(sys.base_prefix) / "bin" / "python3.11"
# Whoever asks for a network here is sent to a port where nobody answers.
NOWHERE = dict.fromkeys(("http_proxy", "https_proxy", "PIP_INDEX_URL"), "http://127.0.0.1:9")
BARE = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHON": str(BASE), **NOWHERE}


@pytest.fixture(scope="module")
def made() -> Path:
    """The bundle that was made a moment ago."""
    return Path(os.environ["CHISO_BUNDLE"].removesuffix(".tar.gz"))


def install(folder: Path, target: Path) -> subprocess.CompletedProcess[str]:
    words = ["bash", folder / "install.sh", target]
    return subprocess.run(words, env={**BARE, "HOME": str(target.parent)}, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def installed(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("may chu") / "chiso"
    told = install(made, target)
    assert told.returncode == 0, told.stderr
    return target


@pytest.fixture
def served(installed: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a server that the installed program runs, with a store of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (tmp_path / "kho").mkdir(mode=0o700)
    words = [installed / ".venv/bin/chiso", "serve", "--port", str(port), "--workers", "1"]
    with (tmp_path / "log").open("w") as log:
        running = subprocess.Popen(
            words, env={**BARE, "CHISO_HOME": str(tmp_path / "kho")}, cwd="/", stdout=log, stderr=log
        )
    try:
        until = time.monotonic() + 120
        while not _answers(f"http://127.0.0.1:{port}/healthz"):
            assert running.poll() is None, (tmp_path / "log").read_text()
            assert time.monotonic() < until, (tmp_path / "log").read_text()
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(30)


def _answers(address: str) -> bool:
    try:
        return requests.get(address, timeout=5).ok
    except (requests.ConnectionError, requests.Timeout):
        return False


def test_the_installed_program_serves_its_pages_fonts_and_styles(served: str) -> None:
    page = requests.get(served, timeout=60)
    files = re.findall(r'(?:href|src)="(/assets/[^"]+)"', page.text)
    assert (page.status_code, any(".css" in one for one in files)) == (200, True)
    assert {one: requests.get(served + one, timeout=30).status_code for one in files} == dict.fromkeys(files, 200)


def plain(line: str) -> str:
    """ "Backports.Zstd==1.8" and "backports-zstd==1.8" are one."""
    name, _, version = line.partition("==")
    return f"{canonicalize_name(name)}=={version}"


def test_nothing_is_installed_but_what_the_bundle_brings(installed: Path, made: Path) -> None:
    listed = subprocess.run(
        [installed / ".venv/bin/python", "-m", "pip", "list", "--format=freeze"],
        env=BARE, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    brought = {line.split(" ")[0] for line in (made / "requirements.lock").read_text().splitlines()}
    known = {plain(line) for line in listed.splitlines() if not line.startswith(("chiso", "pip==", "-e "))}
    assert known == {plain(line) for line in brought}
    assert not any(line.startswith(("pytest", "playwright", "mypy")) for line in brought)
    assert not (installed / "tests").exists()


def test_the_units_and_the_example_of_nginx_come_along(installed: Path) -> None:
    assert (installed / "deploy/systemd/chiso.service").exists()
    assert (installed / "deploy/nginx/chiso.conf").exists()


def test_installed_over_an_earlier_version_nothing_of_that_is_left(installed: Path, made: Path) -> None:
    old = installed / "data" / "gone_since.py"
    old.write_text("")
    told = install(made, installed)
    assert (told.returncode, old.exists()) == (0, False), told.stderr


@pytest.fixture
def copied(made: Path, tmp_path: Path) -> Path:
    """The bundle, to be spoiled."""
    return Path(shutil.copytree(made, tmp_path / "goi"))


def spoil(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))


@pytest.mark.parametrize("name", ["app/app.py", "requirements.lock", "install.sh", "wheels"])
def test_a_bundle_of_which_one_byte_differs_installs_nothing(copied: Path, tmp_path: Path, name: str) -> None:
    file = copied / name
    spoil(next(iter(sorted(file.glob("*.whl")))) if file.is_dir() else file)
    told = install(copied, tmp_path / "dich")
    assert told.returncode != 0
    assert not (tmp_path / "dich").exists()
    assert name == "install.sh" or "Chưa cài gì" in told.stderr


def test_a_wheel_that_was_exchanged_with_its_checksum_is_not_installed(copied: Path, tmp_path: Path) -> None:
    wheel = next(iter(sorted((copied / "wheels").glob("flask-*.whl"))))
    before = bundle.sum_of(wheel)
    spoil(wheel)
    sums = copied / "SHA256SUMS"
    text = sums.read_text().replace(before, bundle.sum_of(wheel))
    sums.write_text(text)
    told = install(copied, tmp_path / "dich")
    assert told.returncode != 0
    assert "HASHES" in told.stderr.upper()


def test_a_bundle_for_another_machine_says_so(copied: Path, tmp_path: Path) -> None:
    other = copied / "PLATFORM"
    other.write_text("cp312-linux-aarch64\n")
    (copied / "SHA256SUMS").unlink()
    (copied / "SHA256SUMS").write_text(bundle.sums(copied))
    told = install(copied, tmp_path / "dich")
    assert (told.returncode, "dành cho cp312-linux-aarch64" in told.stderr) == (1, True)


def test_a_folder_with_other_things_is_left_alone(made: Path, tmp_path: Path) -> None:
    (tmp_path / "dich").mkdir()
    (tmp_path / "dich" / "thu.txt").write_text("của người khác")
    told = install(made, tmp_path / "dich")
    assert (told.returncode, "có thứ không phải của Chiso" in told.stderr) == (1, True)
    assert [one.name for one in (tmp_path / "dich").iterdir()] == ["thu.txt"]
