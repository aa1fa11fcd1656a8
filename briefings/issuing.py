"""Making a briefing: composed once, written in every format, kept under the code of its content."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from briefings import outline as outlines
from briefings.archive import archive
from briefings.compose import compose
from briefings.memory import letting_go
from components import formats
from data import catalogue
from data.state import briefings, store
from data.state.briefings import Job
from exports.briefing import deck, frozen, packed, printed, slides, word, word_form, workbook
from exports.briefing.forms import FormError
from exports.briefing.model import Briefing

KINDS: Mapping[str, Callable[[Briefing], bytes]] = {
    "docx": letting_go(word.to_docx), "pptx": letting_go(slides.to_pptx),
    "xlsx": letting_go(workbook.to_xlsx), "pdf": printed.to_pdf,
}  # fmt: skip


FORMS: Mapping[str, tuple[Callable[[Path], str], Callable[[Briefing, Path], bytes]]] = {
    "docx": (word_form.examined, letting_go(word.to_docx)),
    "pptx": (deck.examined, letting_go(slides.to_pptx)),
}  # which the province may have a template for: how it is examined, and written into


def template(home: Path, kind: str) -> Path:
    """Where the province's own template for Word or slides lies, if it has one."""
    return home / "briefings" / f"mau.{kind}"


def examined(home: Path) -> dict[str, str]:
    """What is to be known of the templates of the province, by file name; "" of one that has nothing wrong."""
    found = {}
    for kind, (look, _) in FORMS.items():
        if (own := template(home, kind)).exists():
            try:
                found[own.name] = look(own)
            except FormError as error:
                found[own.name] = str(error)
    return found


def files(home: Path, code: str) -> dict[str, Path]:
    """The files of an issued briefing by format; those that are there."""
    folder = home / "briefings" / code
    found = {path.suffix[1:]: path for path in folder.glob("*.*")} if frozen.tidied(code) == code else {}
    return {kind: found[kind] for kind in KINDS if kind in found}


def make(home: Path, job: Job) -> str:
    """Composes, writes and issues what a job asks for, and gives its code.

    Killed at any moment, it leaves nothing that anybody sees; made again, it comes to the same code.

    Raises:
        KindError, WarehouseError, BoundaryError, StateError: it cannot be made; the message says why.
    """
    wanted = outlines.from_json(job.outline)
    written, unwritten = outlines.parted(wanted)
    with archive(wanted.set_code) as conn:
        composed = compose(conn, written, home, job.on)
    briefing = replace(composed.briefing, code=frozen.code_of(composed.briefing))
    folder, told = home / "briefings" / briefing.code, [sentence for _, sentence in composed.troubles]
    told += [f"Mục «{one.title}» chưa có lời văn nên không in." for one in unwritten]
    if not folder.exists():
        told += _write(home, job, briefing, folder)
    with store.writing() as conn:
        briefings.step(conn, job, "issue")
        briefings.issue(conn, job, row_of(briefing, wanted), " ".join(told))
    return briefing.code


def row_of(briefing: Briefing, wanted: outlines.Outline) -> dict[str, object]:
    """What is kept of an issued briefing."""
    province = catalogue.sets()[wanted.set_code].province_code
    known = datetime.strptime(briefing.as_of, "%d/%m/%Y %H:%M")  # noqa: DTZ007  # Vietnam time, as everywhere
    return {
        "code": briefing.code, "province_code": province, "title": briefing.subject, "version": briefing.version,
        "known_at": known, "content": frozen.to_json(briefing),
    }  # fmt: skip


def _write(home: Path, job: Job, briefing: Briefing, folder: Path) -> list[str]:
    """Every format into a folder that appears whole; what is to be known of it."""
    making = home / "briefings" / f".making-{job.job_id}"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    told = []
    for kind in KINDS:
        with store.writing() as conn:
            briefings.step(conn, job, kind)
        content, trouble = _written(home, kind, briefing)
        told += [trouble] if trouble else []
        (making / f"{file_name(briefing)}.{kind}").write_bytes(content)
    making.rename(folder)
    return told


def _written(home: Path, kind: str, briefing: Briefing) -> tuple[bytes, str]:
    """The file, equal in every bit whenever it is made of the same, and what is to be known of it."""
    content, told = _in_form(home, kind, briefing)
    return (content if kind == "pdf" else packed.settled(content, briefing.on)), told


def _in_form(home: Path, kind: str, briefing: Briefing) -> tuple[bytes, str]:
    """The file; with the province's template where it has one that can be used, and a sentence where it cannot."""
    own = template(home, kind)
    if kind not in FORMS or not own.exists():
        return KINDS[kind](briefing), ""
    look, write = FORMS[kind]
    try:
        return write(briefing, own), look(own)
    except FormError as error:
        return KINDS[kind](briefing), f"{error} Tệp này dùng thể thức của Chiso."


def file_name(briefing: Briefing) -> str:
    return formats.file_name(f"{briefing.name} {briefing.period} {briefing.area}")
