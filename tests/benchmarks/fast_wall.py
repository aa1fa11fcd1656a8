"""``python -m tests.benchmarks.fast_wall PORT RATE``: the server with a wall whose clock runs faster."""

import sys
from typing import Any

from cli.server import Server, make_server
from web import wall_scenes


def main(port: str, rate: str) -> None:
    def make() -> Any:
        server = make_server()
        server.config[wall_scenes.RATE] = float(rate)
        return server

    settings = {"bind": f"127.0.0.1:{port}", "workers": 1, "threads": 8, "worker_class": "gthread"}
    Server(make, settings | {"loglevel": "warning"}).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
