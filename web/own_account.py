"""``/tai-khoan``: what the holder of an account sees and does: password, codes, sessions, language."""

from collections.abc import Callable

from flask import Blueprint, Response, g, request

from components import account_pages, frame
from components.account_admin import places
from components.account_pages import OWN, SIGN_IN, Own
from components.account_words import say
from data import clock
from data.rights import roles
from data.state import accounts, passwords, second_step, sessions, sign_in, store
from data.state.account_settings import settings
from data.state.account_words import AccountError
from web.account_forms import Files, FormError, caller, check, finish, go, let_in, let_out, look, private, told
from web.sign_in import new_seed, seed_of

Step = Callable[[], Response]
DONE = ("changed", "second_is_off_now", "session_ended", "session_gone")


def add(blueprint: Blueprint, files: Files) -> None:
    """Registers the addresses."""
    mine = Mine(files)
    guarded = private(files)
    blueprint.add_url_rule(OWN, "own", guarded(mine.holder(mine.show)), methods=["GET"])
    blueprint.add_url_rule(f"{OWN}/ma-xac-thuc", "own_second", guarded(mine.holder(mine.set_up)), methods=["GET"])
    steps: dict[str, Step] = {
        "mat-khau": mine.password,
        "ma-xac-thuc": mine.switch_on,
        "ma-xac-thuc/tat": mine.switch_off,
        "phien": mine.end_one,
        "moi-noi": mine.end_all,
    }
    for path, step in steps.items():
        taken = guarded(mine.holder(mine.sent(step)))
        blueprint.add_url_rule(f"{OWN}/{path}", f"own_{path}", taken, methods=["POST"])


class Mine:
    """The holder's page and its steps."""

    def __init__(self, files: Files) -> None:
        self.files = files

    def holder(self, view: Step) -> Step:
        """Only for whoever is signed in; others sign in first."""

        def shown() -> Response:
            return go(f"{SIGN_IN}?next={OWN}") if g.session is None or g.session.stage != "full" else view()

        return shown

    def sent(self, step: Step) -> Step:
        """Only from a page of ours; what cannot be done is told on the page."""

        def taken() -> Response:
            try:
                check()
                return step()
            except FormError:
                return self.show(told("old_form"), "bad", 403)
            except AccountError as error:
                return self.show(error.told(frame.language()), "bad", 422)

        return taken

    def show(self, sentence: str = "", tone: str = "good", status: int = 200) -> Response:
        """The page; ``xong`` in its address says what was just done."""
        done = request.args.get("xong", "")
        sentence = sentence or (told(done) if done in DONE else "")
        lang, holder, now = frame.language(), g.session.reader, clock.now()
        with store.reading() as conn:
            one = accounts.by_id(conn, int(holder.account_id))
            if one is None:
                return go(SIGN_IN)
            left = second_step.left(conn, one.account_id)
            living = sessions.living(conn, one.account_id, now)
        about = {
            say("name", lang): one.holder.name,
            say("login", lang): one.holder.login,
            say("agency", lang): one.holder.agency,
            say("role", lang): say(f"role_{one.holder.role}", lang),
            say("areas", lang): places(one.holder, lang),
            say("agencies", lang): ", ".join(one.holder.agencies) or say("none", lang),
        }
        own = Own(
            about, one.holder.login, one.holder.name, one.elsewhere, one.has_second_step, left, settings().min_length,
            g.session.session_id, living.to_dict("records"), roles.may(holder, "accounts"),
        )  # fmt: skip
        return finish(account_pages.own(look(self.files), own, sentence, tone), status)

    def password(self) -> Response:
        form, now = request.form, clock.now()
        with store.writing() as conn:
            one = accounts.find(conn, g.session.login)
            accounts.set_password(conn, one, form.get("old", ""), form.get("new", ""), form.get("again", ""), now)
            begun = sign_in.go_on(conn, g.session, caller(), now)
        return let_in(begun, go(f"{OWN}?xong=changed"))

    def set_up(self, sentence: str = "", status: int = 200) -> Response:
        """The picture for the app."""
        if not _has_password():
            return go(OWN)
        html = account_pages.set_up(look(self.files), new_seed(), g.session.reader.name, sentence)
        return finish(html, status)

    def switch_on(self) -> Response:
        secret = seed_of(request.form.get("seed", ""))
        if not secret or not _has_password():
            return self.set_up(told("seed_old"), 422)
        try:
            with store.writing() as conn:
                one = accounts.find(conn, g.session.login)
                if not passwords.fits(request.form.get("password", ""), one.password_hash):
                    raise AccountError("password_wrong")
                paper = second_step.switch_on(conn, one, secret, request.form.get("code", ""), clock.now())
        except AccountError as error:
            return self.set_up(error.told(frame.language()), 422)
        return finish(account_pages.paper(look(self.files), paper, OWN, g.session.reader.name))

    def switch_off(self) -> Response:
        with store.writing() as conn:
            one = accounts.find(conn, g.session.login)
            second_step.switch_off(conn, one, request.form.get("password", ""), clock.now())
        return go(f"{OWN}?xong=second_is_off_now")

    def end_one(self) -> Response:
        number = request.form.get("session", "")
        with store.writing() as conn:
            known = number.isascii() and number.isdigit() and len(number) < 10
            ended = known and sessions.end(conn, int(number), clock.now(), account_id=g.session.reader.account_id)
        return go(f"{OWN}?xong={'session_ended' if ended else 'session_gone'}")

    def end_all(self) -> Response:
        with store.writing() as conn:
            one = accounts.find(conn, g.session.login)
            accounts.sign_out(conn, accounts.person(one), one, clock.now())
        return let_out(go(f"{SIGN_IN}?da-xuat=1"))


def _has_password() -> bool:
    with store.reading() as conn:
        return not accounts.find(conn, g.session.login).elsewhere
