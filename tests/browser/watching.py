"""Tabs that notice what a reader should never meet."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import ConsoleMessage, Error, Page, Request, Response

OWN_SCHEMES = ("data:", "blob:")


class Watch:
    """Faults of a page: errors (also of the security policy), requests that leave the server, answers that failed."""

    def __init__(self, page: Page, origin: str) -> None:
        self.faults: list[str] = []
        self.requests: list[str] = []
        self._own = (origin, *OWN_SCHEMES)
        self._page = page
        self._listeners = {
            "console": self._said,
            "pageerror": self._broke,
            "request": self._asked,
            "response": self._answered,
        }
        for event, listener in self._listeners.items():
            page.on(event, listener)  # type: ignore[call-overload]

    def stop(self) -> None:
        for event, listener in self._listeners.items():
            self._page.remove_listener(event, listener)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console: {message.text}")

    def _broke(self, error: Error) -> None:
        self.faults.append(f"page error: {error}")

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)
        if not request.url.startswith(self._own):
            self.faults.append(f"left the house: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} {response.url}")


@contextmanager
def watched(page: Page, origin: str) -> Iterator[Watch]:
    """Watches ``page`` for the block and fails at its end if anything was noticed."""
    watch = Watch(page, origin)
    try:
        yield watch
    finally:
        watch.stop()
    assert not watch.faults, "\n".join(watch.faults)
