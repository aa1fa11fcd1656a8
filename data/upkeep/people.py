"""Whether anybody has to say who they are: a server that others reach needs accounts."""

from collections.abc import Iterator

import sqlalchemy as sa

from data import settings
from data.state import accounts, store
from data.state.account_settings import AccountSettingsError
from data.state.account_settings import settings as asked_of_accounts
from data.state.account_tables import account
from data.state.store import StateError
from data.upkeep.findings import Finding, danger, fine, notice

SUBJECT = "Tài khoản"
FIRST = "Tạo quản trị viên đầu tiên: chiso account create-admin TÊN --name 'HỌ TÊN' --province MÃ_TỈNH."


def found(host: str) -> Iterator[Finding]:
    """Asked at every start; nothing is changed or made."""
    try:
        asked_of_accounts()
        has_any = _has_any()
    except AccountSettingsError as error:
        yield danger(SUBJECT, str(error), "Sửa tệp này rồi chạy lại.", stops=True)
        return
    except StateError as error:  # what is wrong with the database is told where it is looked at
        if not settings.is_loopback(host):
            yield danger(SUBJECT, "Không biết đã có tài khoản nào chưa.", str(error), stops=True)
        return
    if has_any:
        yield fine(SUBJECT, "Ai vào cũng phải đăng nhập.")
    elif settings.is_loopback(host):
        yield notice(SUBJECT, "Chưa có tài khoản: chỉ người ngồi tại máy chủ xem được, và xem được tất cả.", FIRST)
    else:
        yield danger(SUBJECT, f"Mở cho mạng ngoài ({host}) mà chưa có tài khoản nào.", FIRST, stops=True)


def _has_any() -> bool:
    if not store.begun():
        return False
    with store.as_it_stands() as conn:
        return sa.inspect(conn).has_table(account.name) and accounts.any_account(conn)
