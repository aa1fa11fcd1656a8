"""The files for whoever installs: their own programs accept them, and they call commands that there are."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import typer

from cli.main import app
from data import settings
from tests.loaders.sources.programs import program, server_mark

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
HARDENED = ("NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes", "UMask=0027")
NGINX = program("nginx")
SYSTEMD = program("systemd-analyze")


def test_there_are_units_for_server_schedule_workers_and_copies() -> None:
    names = {unit.stem for unit in SERVICES}
    assert names == {f"chiso{end}" for end in ("", "-schedule", "-alerts", "-briefings", "-backup", "-drill")}
    timed = {unit.stem for unit in UNITS if unit.suffix == ".timer"}
    assert timed == {unit.stem for unit in SERVICES if "Type=oneshot" in unit.read_text(encoding="utf-8")}


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.stem)
def test_every_service_is_hardened_and_calls_a_command_that_there_is(unit: Path) -> None:
    lines = unit.read_text(encoding="utf-8").splitlines()
    assert set(HARDENED) <= set(lines)
    (call,) = (line.split()[1:] for line in lines if line.startswith("ExecStart="))
    group = typer.main.get_command(app)
    for word in call:
        if hasattr(group, "commands") and not word.startswith(("-", "/")):
            group = group.commands[word]
    assert not hasattr(group, "commands")
    options = {option for param in group.params for option in param.opts}
    assert {word for word in call if word.startswith("--")} <= options


@pytest.mark.skipif(SYSTEMD is None, reason="systemd is not installed")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8")
        text = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", text, flags=re.MULTILINE)
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    words = [str(SYSTEMD), "verify", "--recursive-errors=no", *sorted(map(str, tmp_path.iterdir()))]
    verified = subprocess.run(words, capture_output=True, text=True, check=False)
    ours = [line for line in verified.stderr.splitlines() if "chiso" in line]
    assert ours == []


@server_mark("nginx", NGINX)
def test_nginx_accepts_its_example(tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    assert openssl
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    words = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=chiso"]
    subprocess.run([*words, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    text = (DEPLOY / "nginx" / "chiso.conf").read_text(encoding="utf-8")
    text = text.replace("/etc/chiso/tls/fullchain.pem", str(certificate))
    text = text.replace("/etc/chiso/tls/privkey.pem", str(key))
    whole = tmp_path / "nginx.conf"
    logs = f"pid {tmp_path}/pid; error_log {tmp_path}/error.log;"
    whole.write_text(f"{logs}\nevents {{}}\nhttp {{ access_log off;\n{text}\n}}\n", encoding="utf-8")
    tested = subprocess.run(
        [str(NGINX), "-t", "-c", whole, "-p", tmp_path], capture_output=True, text=True, check=False
    )
    assert tested.returncode == 0, tested.stderr
    assert "warn" not in tested.stderr


def test_the_example_of_the_environment_names_only_settings_that_are_read() -> None:
    text = (DEPLOY / "chiso.env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"^#?([A-Z_]+)=", text, re.MULTILINE))
    root = DEPLOY.parent
    code = "".join(
        file.read_text(encoding="utf-8") for room in ("data", "web", "cli") for file in (root / room).rglob("*.py")
    )
    assert settings.PROXIES in named
    assert {name for name in named if f'"{name}"' not in code} == set()
