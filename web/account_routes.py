"""Everything about accounts that has an address: the ways in and out, the holder's page, administration."""

from flask import Blueprint, Flask, Response

from web import account_admin, own_account, sign_in, sign_on
from web.account_forms import Files, trouble
from web.files import Joined
from web.signed_in import TROUBLES


def add(server: Flask, style: Joined, script: Joined) -> None:
    """Registers ``/dang-nhap``, ``/dang-xuat``, ``/ngon-ngu``, ``/tai-khoan``, ``/quan-tri/tai-khoan``."""
    files = Files(style.address, script.address)
    blueprint = Blueprint("account", __name__)
    for room in (sign_in, sign_on, own_account, account_admin):
        room.add(blueprint, files)

    def away(error: Exception) -> Response:
        return trouble(files, str(error))

    for kind in TROUBLES:
        blueprint.register_error_handler(kind, away)
    server.register_blueprint(blueprint)
