"""Scripts and styles: ours joined into one file each, all compressed once per process and kept by browsers.

A visit asks for two files of ours instead of thirty; each request costs a browser more than what is in it.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # ships no types
from flask import Flask, Response, redirect, request
from flask_compress import Compress

FOREVER = "public, max-age=31536000, immutable"
STATIC = ("/assets/", "/_dash-component-suites/", "/_favicon.ico")
TEXT = ["text/html", "text/css", "application/javascript", "text/javascript", "application/json"]
# A font that changes gets a new name; of the rest the address has the time, the version or the hash.
NAMED_BY_CONTENT = re.compile(r"[?&][mv]=|\.v[0-9_]+m[0-9]+\.|\.woff2|/chiso-[0-9a-f]{12}\.")


@dataclass(frozen=True)
class Joined:
    """All files of one kind (``css``, ``js``) of a folder, those in ``vendor/`` first, one after the other by name.

    ``before`` are names of files of the folder above that come first.
    """

    folder: Path
    kind: str
    before: tuple[str, ...] = ()

    @cached_property
    def text(self) -> str:
        first = [self.folder.parent / name for name in self.before]
        files = [
            *first,
            *sorted(self.folder.glob(f"vendor/*.{self.kind}")),
            *sorted(self.folder.glob(f"*.{self.kind}")),
        ]
        return "\n".join(file.read_text(encoding="utf-8") for file in files)

    @cached_property
    def digest(self) -> str:
        """Names the content."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]

    @property
    def address(self) -> str:
        """It has the hash, and lies beside the fonts that the styles name."""
        return f"/assets/chiso-{self.digest}.{self.kind}"

    def answer(self) -> Response:
        answer = Response(self.text, mimetype={"css": "text/css", "js": "text/javascript"}[self.kind])
        answer.set_etag(self.address)
        return answer


def fonts(folder: Path) -> list[str]:
    """Addresses of the fonts in ``folder`` that Vietnamese is written with, by name."""
    files = (file for file in sorted(folder.glob("*.woff2")) if "-latin-ext-" not in file.name)
    return [f"/assets/{folder.name}/{file.name}" for file in files]


def add(server: Flask, joined: tuple[Joined, ...]) -> None:
    """Serves the joined files; compresses what is text."""
    server.config |= {"COMPRESS_MIMETYPES": TEXT, "COMPRESS_ALGORITHM": ["br", "gzip"], "COMPRESS_BR_LEVEL": 4}
    Compress(server)
    # Browsers ask for it of every page that names no icon; Dash would answer with a page of its own.
    server.add_url_rule("/favicon.ico", "icon", lambda: redirect("/_favicon.ico", 301))
    for one in joined:
        server.add_url_rule(one.address, endpoint=one.address, view_func=one.answer)
    shelf: dict[tuple[str, str | None], bytes] = {}

    @server.after_request
    def keep(response: Response) -> Response:
        if response.status_code != 200 or not request.path.startswith(STATIC):
            return response
        known_for_good = NAMED_BY_CONTENT.search(request.full_path)
        response.headers["Cache-Control"] = FOREVER if known_for_good else "no-cache"
        if response.mimetype in TEXT and "br" in request.headers.get("Accept-Encoding", ""):
            key = (request.path, response.get_etag()[0])
            response.direct_passthrough = False
            if key not in shelf:
                shelf[key] = brotli.compress(response.get_data(), quality=6)
            response.set_data(shelf[key])
            response.headers |= {"Content-Encoding": "br", "Vary": "Accept-Encoding"}
            response.set_etag(f"{key[1]}-br")
            response.make_conditional(request)
        return response
