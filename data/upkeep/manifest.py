"""What a copy says of itself, and the proof that it is whole: a checksum of every file."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from data.upkeep.figures import Figures

FILE = "manifest.json"
FORMAT = 1
STORE, STATE = "store", "state"  # the folders of a copy
PREFIX = "chiso-"
SHOWN = 5


class CopyError(Exception):
    """A copy cannot be made or used; the message is a Vietnamese sentence that says what to do."""


@dataclass(frozen=True)
class Manifest:
    """A copy: when, of what, and which files with what in them."""

    made_at: datetime
    program: str
    revision: str  # the shape of the state database; empty without one
    state_rows: dict[str, int]
    version: str  # of the warehouse that was served; empty without one
    deliveries: list[str]  # that were in it
    figures: Figures
    files: dict[str, str]  # checksum by path
    format: int = FORMAT


def checksum(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def files_of(copy: Path) -> dict[str, str]:
    """The checksums of everything in a copy except the manifest."""
    files = (path for path in sorted(copy.rglob("*")) if path.is_file() and path != copy / FILE)
    return {path.relative_to(copy).as_posix(): checksum(path) for path in files}


def write(copy: Path, manifest: Manifest) -> None:
    told = asdict(manifest) | {"made_at": manifest.made_at.isoformat()}
    (copy / FILE).write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


def read(copy: Path) -> Manifest:
    """Raises CopyError when the folder is no copy, or one of a program that writes them otherwise."""
    try:
        told = json.loads((copy / FILE).read_text(encoding="utf-8"))
        if told["format"] != FORMAT:
            raise CopyError(f"Bản sao lưu {copy} do phiên bản Chiso khác tạo (dạng {told['format']}). Cập nhật Chiso.")
        return Manifest(**told | {"made_at": datetime.fromisoformat(told["made_at"])})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CopyError(f"{copy} không phải là bản sao lưu trọn vẹn của Chiso (không đọc được {FILE}).") from error


def copies(folder: Path) -> list[Path]:
    """The copies in a folder, oldest first; what a killed backup left has another name."""
    return sorted(path.parent for path in folder.glob(f"{PREFIX}*/{FILE}"))


def chosen(folder: Path) -> Path:
    """The folder itself where it is a copy, else the newest copy in it.  Raises CopyError where there is none."""
    if (folder / FILE).exists():
        return folder
    found = copies(folder)
    if not found:
        raise CopyError(f"Không có bản sao lưu nào trong {folder}. Tạo bằng: chiso backup {folder}.")
    return found[-1]


def verify(copy: Path, manifest: Manifest) -> None:
    """Raises CopyError that names the files that are not as they were written, are gone, or came in since."""
    found = files_of(copy)
    names = sorted(found.keys() | manifest.files.keys())
    wrong = [f"{name} ({_why(manifest, found, name)})" for name in names if found.get(name) != manifest.files.get(name)]
    if wrong:
        more = f" và {len(wrong) - SHOWN} tệp khác" if len(wrong) > SHOWN else ""
        raise CopyError(
            f"Bản sao lưu {copy.name} không còn nguyên vẹn: {', '.join(wrong[:SHOWN])}{more}. Dùng một bản khác."
        )


def _why(manifest: Manifest, found: dict[str, str], name: str) -> str:
    if name not in found:
        return "đã mất"
    return "sai mã kiểm tra" if name in manifest.files else "không thuộc bản sao lưu"
