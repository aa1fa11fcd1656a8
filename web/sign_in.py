"""The way in and out: ``/dang-nhap`` step by step, ``/dang-xuat``, and the language of whoever stands at the door."""

import io
from typing import Any
from urllib.parse import urlencode

import segno
from flask import Blueprint, Response, g, request

from components import account_pages, frame
from components.account_pages import SIGN_IN, Seed
from components.shell import LANGUAGES
from data import clock
from data.state import accounts, holders, journal, second_step, sessions, sign_in, store
from data.state.account_settings import settings
from data.state.account_words import AccountError
from data.state.accounts import Account
from data.state.journal import Person
from web import oidc
from web.account_forms import (
    Files,
    FormError,
    caller,
    check,
    finish,
    go,
    let_in,
    let_out,
    look,
    onward,
    private,
    sealed,
    speak,
    told,
    unsealed,
)

SEED_LIVES = 900  # seconds to set up an authenticator app


def add(blueprint: Blueprint, files: Files) -> None:
    """Registers the addresses."""
    door = Door(files)
    guarded = private(files)
    blueprint.add_url_rule(SIGN_IN, "sign_in", guarded(door.show), methods=["GET"])
    blueprint.add_url_rule(SIGN_IN, "sign_in_step", guarded(door.step), methods=["POST"])
    blueprint.add_url_rule(account_pages.SIGN_OUT, "sign_out_ask", guarded(door.ask_out), methods=["GET"])
    blueprint.add_url_rule(account_pages.SIGN_OUT, "sign_out", guarded(door.out), methods=["POST"])
    blueprint.add_url_rule("/ngon-ngu", "language", door.language, methods=["POST"])


class Door:
    """The pages on the way in, by how far somebody is."""

    def __init__(self, files: Files) -> None:
        self.files = files

    def show(self) -> Response:
        """The step that is next."""
        asked = onward(request.args.get("next", "/"))
        if g.reader is not None and g.session is not None:
            return go(asked)
        sentence = told("signed_out") if "da-xuat" in request.args else ""
        return self._page(asked, sentence, tone="good")

    def _page(
        self, asked: str, sentence: str = "", status: int = 200, *, tone: str = "bad", login: str = ""
    ) -> Response:
        """The page of the step that is next; ``sentence`` says what went wrong before."""
        how, stage = look(self.files), g.session.stage if g.session else "password"
        if stage == "code":
            return finish(account_pages.code(how, onward=asked, sentence=sentence), status)
        if stage == "change":
            least = settings().min_length
            html = account_pages.change(how, onward=asked, login=g.session.login, least=least, sentence=sentence)
            return finish(html, status)
        if stage == "second":
            html = account_pages.second(how, new_seed(), onward=asked, sentence=sentence)
            return finish(html, status)
        sso = f"{account_pages.SSO}?{urlencode({'next': asked})}" if oidc.is_set_up() else ""
        html = account_pages.sign_in(how, onward=asked, login=login, sentence=sentence, tone=tone, sso=sso)
        return finish(html, status)

    def step(self) -> Response:
        """Takes what the page of the step has asked for."""
        try:
            check()
        except FormError:
            login = request.form.get("login", "")[:60]
            return self._page(onward(request.form.get("next", "/")), told("old_form"), 403, login=login)
        asked = onward(request.form.get("next", "/"))
        steps = {"password": self._password, "code": self._code, "change": self._change, "second": self._second}
        try:
            return steps[g.session.stage if g.session else "password"](asked)
        except KeyError:  # signed in already, in another tab
            return go(asked)
        except AccountError as error:
            status = 429 if error.key == "locked" else 422
            answer = self._page(asked, error.told(frame.language()), status, login=request.form.get("login", "")[:60])
            if error.key == "locked":
                answer.headers["Retry-After"] = str(int(str(error.values["minutes"])) * 60)
            return answer

    def _password(self, asked: str) -> Response:
        form = request.form
        begun = sign_in.by_password(form.get("login", ""), form.get("password", ""), caller(), clock.now())
        return let_in(begun, go(asked if begun.stage == "full" else _back_here(asked)))

    def _code(self, asked: str) -> Response:
        begun = sign_in.by_code(g.session, request.form.get("code", ""), caller(), clock.now())
        return let_in(begun, go(asked if begun.stage == "full" else _back_here(asked)))

    def _change(self, asked: str) -> Response:
        form, now = request.form, clock.now()
        with store.writing() as conn:
            one = _own(conn)
            accounts.set_password(conn, one, form.get("old", ""), form.get("new", ""), form.get("again", ""), now)
            begun = sign_in.go_on(conn, g.session, caller(), now)
        return let_in(begun, go(asked if begun.stage == "full" else _back_here(asked)))

    def _second(self, asked: str) -> Response:
        secret = seed_of(request.form.get("seed", ""))
        if not secret:
            return self._page(asked, told("seed_old"), 422)
        now = clock.now()
        with store.writing() as conn:
            paper = second_step.switch_on(conn, _own(conn), secret, request.form.get("code", ""), now)
            begun = sign_in.go_on(conn, g.session, caller(), now)
        return let_in(begun, finish(account_pages.paper(look(self.files), paper, asked, g.session.reader.name)))

    def ask_out(self) -> Response:
        """Asks before it signs out: links are followed by more than people."""
        if g.session is None:
            return go(SIGN_IN)
        return finish(account_pages.sign_out(look(self.files), g.session.reader.name))

    def out(self) -> Response:
        """Ends the session of this browser."""
        try:
            check()
        except FormError:
            return self.ask_out() if g.session else let_out(go(SIGN_IN))
        if g.session is not None:
            now = clock.now()
            with store.writing() as conn:
                sessions.end(conn, g.session.session_id, now)
                if g.session.stage == "full":
                    who = Person(g.session.reader.name, g.session.reader.agency)
                    journal.write(conn, who, "session.ended", f"account:{holders.key_of(g.session.login)}", at=now)
        return let_out(go(f"{SIGN_IN}?da-xuat=1"))

    def language(self) -> Response:
        """Takes the other language, and goes back to where that was asked for."""
        answer = go(onward(request.form.get("next", "/")))
        lang = request.form.get("lang", "")
        try:
            check()
        except FormError:
            return answer
        if lang in LANGUAGES:
            speak(answer, lang)
            if g.session is not None:
                with store.writing() as conn:
                    accounts.set_language(conn, int(g.session.reader.account_id or 0), lang)
        return answer


def _back_here(asked: str) -> str:
    return SIGN_IN if asked == "/" else f"{SIGN_IN}?{urlencode({'next': asked})}"


def _own(conn: Any) -> Account:
    """The account of the session.  Raises AccountError when it is gone."""
    found = accounts.by_id(conn, int(g.session.reader.account_id or 0))
    if found is None:
        raise AccountError("refused")
    return found


def new_seed() -> Seed:
    """A new secret for an authenticator app, as picture, as text, and signed for this session alone."""
    secret = second_step.draw()
    drawn = io.BytesIO()
    segno.make(second_step.address(secret, g.session.login), error="m").save(
        drawn, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2
    )
    return Seed(secret, drawn.getvalue().decode(), sealed(_purpose(), secret))


def seed_of(text: str) -> str:
    """The secret that was shown to this session; "" when it was not, or too long ago."""
    return str(unsealed(_purpose(), text, SEED_LIVES) or "")


def _purpose() -> str:
    return f"chiso.seed.{g.session.session_id}"
