"""One line for every request: method, path, status, milliseconds."""

import logging
import time

from flask import Flask, Response, g, request

log = logging.getLogger("chiso")


def add(server: Flask) -> None:
    """Writes to the log ``chiso``; how it looks is for ``cli.logs`` to say."""

    @server.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @server.after_request
    def write(response: Response) -> Response:
        taken = (time.perf_counter() - g.get("started", time.perf_counter())) * 1000
        fields = {"method": request.method, "path": request.path, "status": response.status_code, "ms": round(taken, 1)}
        log.info("request", extra={"fields": fields})
        return response
