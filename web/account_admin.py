"""``/quan-tri/tai-khoan``: administrators make accounts, say what they may, disable, reset and sign out."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, abort, g, request
from sqlalchemy import Connection

from components import account_admin, frame
from components.account_admin import Choices, Row
from components.account_pages import ADMIN, SIGN_IN
from components.account_words import say
from components.formats import date
from data import about, catalogue_search, clock
from data.rights import roles
from data.rights.reader import COUNTRY
from data.state import accounts, passwords, sessions, store
from data.state.account_words import AccountError
from data.state.accounts import Account
from data.state.holders import Holder
from data.state.journal import Person
from geo import areas
from web.account_forms import Files, FormError, check, finish, go, look, private, told

DONE = ("done_change", "done_disable", "done_enable", "done_sign_out")


def add(blueprint: Blueprint, files: Files) -> None:
    """Registers the addresses."""
    office, guarded = Office(files), private(files)

    def rule(path: str, name: str, view: Callable[..., Response], method: str) -> None:
        blueprint.add_url_rule(f"{ADMIN}{path}", f"accounts_{name}", guarded(office.only(view)), methods=[method])

    rule("", "list", office.everybody, "GET")
    rule("/moi", "new", office.new, "GET")
    rule("/moi", "create", office.create, "POST")
    rule("/<int:number>", "edit", office.edit, "GET")
    rule("/<int:number>", "change", office.change, "POST")
    rule("/<int:number>/<any('disable', 'enable', 'reset', 'sign-out'):step>", "step", office.step, "POST")


class Office:
    """The administrator's pages and steps."""

    def __init__(self, files: Files) -> None:
        self.files = files

    def only(self, view: Callable[..., Response]) -> Callable[..., Response]:
        """For administrators; in a house without accounts it tells how the first is made."""

        def shown(**named: Any) -> Response:
            if g.session is None and g.reader is not None:
                return finish(account_admin.no_accounts(look(self.files)))
            if g.reader is None:
                return go(f"{SIGN_IN}?next={ADMIN}")
            if not roles.may(g.reader, "accounts"):
                return finish(account_admin.stopped(look(self.files), g.reader.name), 403)
            return view(**named)

        return shown

    def everybody(self, sentence: str = "", tone: str = "good", status: int = 200) -> Response:
        """The list; ``xong`` and ``ai`` in its address say what was just done, to whom."""
        lang, done = frame.language(), request.args.get("xong", "")
        if done in DONE:
            sentence = say(done, lang, login=request.args.get("ai", "")[:60])
        with store.reading() as conn:
            rows = [_row(conn, one, lang) for one in accounts.everybody(conn)]
        return finish(account_admin.accounts(look(self.files), rows, g.reader.name, sentence, tone), status)

    def new(self, one: Holder | None = None, sentence: str = "", status: int = 200) -> Response:
        """The form of a new account."""
        blank = Holder("", "", "", "staff", _province(g.reader.province_code))
        html = account_admin.new(look(self.files), one or blank, _choices(), g.reader.name, sentence)
        return finish(html, status)

    def create(self) -> Response:
        """Makes an account and tells its password once."""
        one, given = _said(request.form.get("login", "")), passwords.one_time()
        try:
            check()
            with store.writing() as conn:
                accounts.create(conn, _who(), one, clock.now(), password=given)
        except FormError:
            return self.new(_shown(one), told("old_form"), 403)
        except AccountError as error:
            return self.new(_shown(one), error.told(frame.language()), 422)
        return finish(account_admin.told_once(look(self.files), one.login, given, g.reader.name))

    def edit(self, number: int, one: Holder | None = None, sentence: str = "", status: int = 200) -> Response:
        """The form of an account."""
        lang = frame.language()
        with store.reading() as conn:
            known = _known(conn, number)
            row = _row(conn, known, lang)
        shown = one or replace(known.holder, province_code=_province(known.holder.province_code))
        html = account_admin.edit(
            look(self.files), row, shown, _choices(), accounts.mark(known), g.reader.name, sentence,
            elsewhere=known.elsewhere,
        )  # fmt: skip
        return finish(html, status)

    def change(self, number: int) -> Response:
        """Says anew what an account is."""

        def step(conn: Connection, known: Account) -> str:
            accounts.change(conn, _who(), known, _said(known.holder.login), clock.now())
            return "done_change"

        return self._stepped(number, step)

    def step(self, number: int, step: str) -> Response:
        """Disables, enables, resets, signs out."""
        if step == "reset":
            return self._reset(number)
        steps: dict[str, Callable[..., Any]] = {
            "disable": accounts.disable, "enable": accounts.enable, "sign-out": accounts.sign_out,
        }  # fmt: skip

        def take(conn: Connection, known: Account) -> str:
            steps[step](conn, _who(), known, clock.now())
            return f"done_{step.replace('-', '_')}"

        return self._stepped(number, take)

    def _reset(self, number: int) -> Response:
        given = []

        def take(conn: Connection, known: Account) -> str:
            given.append(accounts.reset(conn, _who(), known, clock.now()))
            return known.holder.login

        answer = self._stepped(number, take)
        if not given or answer.status_code != 303:
            return answer
        with store.reading() as conn:
            login = _known(conn, number).holder.login
        return finish(account_admin.told_once(look(self.files), login, given[0], g.reader.name))

    def _stepped(self, number: int, take: Callable[[Connection, Account], str]) -> Response:
        """Takes a step with an account as it was seen; what cannot be done is told beside its form."""
        try:
            check()
            with store.writing() as conn:
                known = _known(conn, number)
                if accounts.mark(known) != request.form.get("seen", ""):
                    raise AccountError("changed_meanwhile")
                done = take(conn, known)
        except FormError:
            return self.edit(number, None, told("old_form"), 403)
        except AccountError as error:
            typed = _shown(_said("")) if "name" in request.form and error.key != "changed_meanwhile" else None
            return self.edit(number, typed, error.told(frame.language()), 422)
        return go(f"{ADMIN}?xong={done}&ai={known.holder.login}")


def _known(conn: Connection, number: int) -> Account:
    found = accounts.in_hand(conn, number) if number < 2**31 else None
    if found is None:
        abort(404)
    return found


def _row(conn: Connection, one: Account, lang: str) -> Row:
    living = len(sessions.living(conn, one.account_id, clock.now()))
    marks = [say("disabled", lang, day=date(one.disabled_at)) if one.disabled_at else say("active", lang)]
    marks += [say("waits_change", lang)] if one.must_change else []
    marks += [say("with_codes", lang)] if one.has_second_step else []
    marks += [say("by_sso", lang)] if one.elsewhere else []
    marks += [say("signed_in_now", lang, count=living)] if living else []
    return Row(one.account_id, one.holder, one.disabled_at, marks)


def _who() -> Person:
    return Person(g.reader.name, g.reader.agency)


def _province(usual: str) -> str:
    """The province that was chosen in the address, else the usual one, else that of the data; of those looked after."""
    known = {code for code in (COUNTRY, *areas.provinces()["area_code"]) if roles.administers(g.reader, code)}
    return next((one for one in (request.args.get("tinh", ""), usual) if one in known), about.about().province_code)


def _said(login: str) -> Holder:
    form = request.form
    return Holder(
        login, form.get("name", ""), form.get("agency", ""), form.get("role", ""), form.get("province", ""),
        tuple(form.getlist("areas")), tuple(form.getlist("agencies")),
    )  # fmt: skip


def _shown(one: Holder) -> Holder:
    """What was typed, short enough to be shown again."""
    return replace(
        one, login=one.login[:60], name=one.name[:120], agency=one.agency[:200],
        province_code=_province(one.province_code),
    )  # fmt: skip


def _choices() -> Choices:
    provinces = [code for code in (*areas.provinces()["area_code"], COUNTRY) if roles.administers(g.reader, code)]
    return Choices([role for role in roles.ROLES if role != "screen"], catalogue_search.agencies(), provinces)
