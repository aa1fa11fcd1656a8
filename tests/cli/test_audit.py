"""``chiso audit``: verified, exported, cut; a book that was tampered with is said to be so."""

from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from typer.testing import CliRunner

from cli.main import app
from data import clock
from data.audit import trail
from data.audit.trail import Seen
from data.state import store as state
from data.state.audit_tables import audit

RUN = CliRunner()


def keep(days: int, subject: str = "/kinh-te") -> None:
    at = clock.now() - timedelta(days=days)
    with state.writing() as conn:
        trail.write(conn, [Seen(at, 1, "=cmd()", "Sở", "staff", "10.0.0.7", "view", "page.viewed", subject)])


def test_verify_says_that_both_books_hold_and_where_one_does_not(store: Path) -> None:
    keep(0)
    keep(0)
    told = RUN.invoke(app, ["audit", "verify"])
    assert (told.exit_code, told.output.count("nguyên vẹn")) == (0, 2)
    with state.writing() as conn:
        conn.execute(sa.update(audit).where(audit.c.audit_id == 2).values(actor="Khác"))
    told = RUN.invoke(app, ["audit", "verify"])
    assert told.exit_code == 1
    assert "từ mục 2" in told.output
    state.close()


def test_export_writes_every_entry_and_overwrites_nothing(store: Path, tmp_path: Path) -> None:
    keep(0, "/y-te?bo=a")
    target = tmp_path / "so.csv"
    assert RUN.invoke(app, ["audit", "export", str(target)]).exit_code == 0
    text = target.read_text(encoding="utf-8-sig")
    assert "/y-te?bo=a" in text
    assert "\n" in text
    assert ",=cmd()" not in text  # no spreadsheet takes a name for a formula
    assert RUN.invoke(app, ["audit", "export", str(target)]).exit_code != 0
    assert target.read_text(encoding="utf-8-sig") == text
    state.close()


def test_cut_takes_what_is_older_than_the_default_of_two_years_and_the_rest_verifies(store: Path) -> None:
    keep(800, "/cu")
    keep(1, "/moi")
    told = RUN.invoke(app, ["audit", "cut"])
    assert "Đã cắt 1 mục; hạn lưu 730 ngày, sổ thay đổi giữ mãi." in told.output
    assert RUN.invoke(app, ["audit", "verify"]).exit_code == 0
    state.close()
