"""``chiso serve``: the production server (gunicorn), bound to this machine unless told otherwise."""

import atexit
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from typing import Annotated, Any

import typer
from gunicorn.app.base import BaseApplication

from cli import logs
from cli.console import complain, stderr
from data import background, paths, settings
from data.audit import recorder
from data.state.store import StateError
from data.upkeep import doctor
from data.wall import settling


class Server(BaseApplication):
    """Gunicorn with its settings given here instead of in a file."""

    def __init__(self, make: Callable[[], Any], settings: dict[str, Any]) -> None:
        self._make, self._settings = make, settings
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return self._make()


def make_server() -> Any:
    """The WSGI app; imported here so that every worker opens its own warehouse."""
    from app import create_app, rehearse
    from briefings import waking
    from submissions import steps

    app = create_app(check_ids=False)
    rehearse(app)
    logs.configure()
    background.keep_waking(settings.due_seconds(), waking.wake_if_needed)
    background.keep_waking(settings.due_seconds(), steps.wake_if_needed)
    return app.server


def leave(_server: Any, worker: Any) -> None:
    """A worker that has answered its last request, or cannot begin, writes down what was seen and goes at once.

    The interpreter is not taken apart: DuckDB waits there for its threads, or aborts when one still runs.
    """
    if worker.pid != os.getpid():
        return  # gunicorn tells of a worker that was gone already, in its own process
    if worker.booted:
        recorder.RECORDER.flush_or_tell()
    logging.shutdown()
    ending = sys.exc_info()[1]  # its code tells gunicorn whether the worker could begin
    os._exit(ending.code if isinstance(ending, SystemExit) and isinstance(ending.code, int) else 0)


def forget_worker(_server: Any, worker: Any) -> None:
    """A worker that ended holds no memory any more; what it counted stays."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]  # the library says nothing of it


def serve(
    host: Annotated[str, typer.Option(envvar="HOST", help="Địa chỉ lắng nghe.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="PORT", min=1, max=65535, help="Cổng.")] = 8050,
    workers: Annotated[int, typer.Option(envvar="WORKERS", min=1, max=64, help="Số tiến trình phục vụ.")] = 2,
) -> None:
    """Chạy máy chủ web. Mặc định chỉ máy này truy cập được: http://127.0.0.1:8050."""
    if obstacles := doctor.obstacles(paths.home(), host):
        for one in obstacles:
            complain(f"{one.subject}: {one.sentence}")
        stderr.print("Máy chủ không khởi động khi còn những điều trên; «chiso doctor» cho biết tất cả.", soft_wrap=True)
        raise typer.Exit(1)
    with suppress(StateError, OSError):  # the page of the wall and «chiso upgrade» tell what is left
        settling.settle(paths.home())
    counters = tempfile.mkdtemp(prefix="chiso-dem-")  # of this run: every worker adds to them
    os.environ["HOST"] = host
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = counters
    atexit.register(shutil.rmtree, counters, ignore_errors=True)
    given = {
        "bind": f"{host}:{port}",
        "workers": workers,
        "threads": 8,
        "worker_class": "gthread",
        "preload_app": False,
        "worker_exit": leave,
        "child_exit": forget_worker,
        "control_socket_disable": True,  # a door that nobody asked for, kept by a thread beside the forking
    }
    Server(make_server, given | {"timeout": 60, "graceful_timeout": 10, "loglevel": "warning"}).run()
