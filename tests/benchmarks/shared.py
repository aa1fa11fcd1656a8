"""The first look at heavy pages by a server that has just begun: alone, and where another machine was asked before.

``python -m tests.benchmarks.shared`` is what the measured processes run; it prints what it found as JSON.
"""

import json
import os
import subprocess
import sys

from data import catalogue, engine, queries
from data.redis_server import SETTING
from tests.benchmarks.measured import Measured
from tests.redis_servers import redis_server

SET = "lao-cai"
PAGES = {
    f"/so-sanh?bo={SET}": b"compare-set",
    f"/xa/{{commune}}?bo={SET}": b"profile-table",
    f"/bat-thuong?bo={SET}&linh-vuc=economy": b"odd-list",
    f"/du-lieu?bo={SET}": b"quality-tiles",
    f"/kinh-te?bo={SET}": b"group-cards",
}


def measured() -> list[Measured]:
    with redis_server() as server:
        together = {SETTING: server.address}
        alone, asking, told = _apart({}), _apart(together), _apart(together)
    note = "; ".join(f"{page} {alone[page]:,.0f} → {told[page]:,.0f} ms" for page in PAGES)
    of_alone = {"told by another machine": told, "asked first, and telling": asking}
    return [
        Measured(
            f"First look at {len(PAGES)} pages, {what}, against alone", _sum(found) / _sum(alone), None, "times", note
        )
        for what, found in of_alone.items()
    ]


def _sum(found: dict[str, float]) -> float:
    return sum(found.values())


def _apart(environment: dict[str, str]) -> dict[str, float]:
    """Milliseconds to each page in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.shared"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | environment)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    from app import create_app  # reads CHISO_HOME
    from tests.benchmarks.analyst import ask

    client = create_app(check_ids=False).server.test_client()
    ask(client, "/dang-nhap", b"")  # the first request registers the callbacks
    with engine.connect() as conn:
        commune = queries.communes(conn, catalogue.sets()[SET].province_code)["area_code"].iloc[0]
    found = {page: ask(client, page.format(commune=commune), expected) for page, expected in PAGES.items()}
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
