"""Whether anybody else on the machine can read the store, and whether its files are ours."""

import os
import shlex
import stat
from collections.abc import Iterator
from pathlib import Path

from data import paths
from data.state import store
from data.upkeep.findings import Finding, danger, fine, notice

SUBJECT = "Quyền trên kho"
OTHERS = stat.S_IROTH | stat.S_IWOTH | stat.S_IXOTH


def found(home: Path) -> Iterator[Finding]:
    """Who may read the store, and whose files lie in it."""
    if not home.exists():
        yield notice(SUBJECT, f"Chưa có kho ở {home}.", "Chạy «chiso demo» hoặc «chiso load TỆP».")
        return
    folder = shlex.quote(str(home))
    if is_open_to_others(home):
        yield danger(
            SUBJECT,
            f"Mọi người dùng của máy này đều đọc được kho {home}.",
            f"Chạy: chmod -R o-rwx {folder}",
            stops=True,
        )
    if strangers := foreign(home):
        who = owner(strangers[0])
        yield danger(
            SUBJECT,
            f"{len(strangers)} tệp hay thư mục của kho thuộc về «{who}», không phải người đang chạy chương trình, "
            f"ví dụ {strangers[0]}.",
            f"Chạy bằng đúng người dùng, hoặc: chown -R {owner_name(os.geteuid())} {folder}",
            stops=True,
        )
    elif not is_open_to_others(home):
        yield fine(SUBJECT, "Chỉ người chạy chương trình (và nhóm của người đó) đọc được kho.")


def is_open_to_others(path: Path) -> bool:
    """Whether somebody who is neither owner nor of the group comes to ``path``: every folder above it lets them in."""
    whole = path.resolve()
    reachable = all(above.stat().st_mode & stat.S_IXOTH for above in whole.parents)
    return reachable and bool(whole.stat().st_mode & OTHERS)


def foreign(home: Path) -> list[Path]:
    """What in the store belongs to somebody else than whoever runs this; folders of deliveries, not what is in them."""
    ours = os.geteuid()
    places = (home, home / store.FILE, paths.warehouse(home), paths.deliveries(home), paths.boundaries(home))
    inside = [one for folder in places[2:] if folder.is_dir() for one in sorted(folder.iterdir())]
    return [one for one in (*places, *inside) if one.exists() and one.lstat().st_uid != ours]


def owner(path: Path) -> str:
    return owner_name(path.lstat().st_uid)


def owner_name(uid: int) -> str:
    """The name of a user; its number where it has none."""
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
