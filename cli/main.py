"""``chiso``: the command line.  Every command says what it does in ``--help``; errors are sentences, exit code 1."""

from cli import (
    account,
    alerts,
    audit,
    briefing,
    catalogue,
    copies,
    doctor,
    forms,
    geo,
    intake,
    quarantine,
    reminders,
    schedule,
    screen,
    server,
    store,
    watching,
)
from cli.program import Commands

app = Commands(
    name="chiso",
    help="Chiso: số liệu điều hành của tỉnh. Bắt đầu: «chiso demo» rồi «chiso serve»; nạp báo cáo: «chiso load TỆP».",
)
app.add_typer(account.app, name="account")
app.add_typer(alerts.app, name="alerts")
app.add_typer(audit.app, name="audit")
app.add_typer(briefing.app, name="briefing")
app.add_typer(catalogue.app, name="catalogue")
app.add_typer(geo.app, name="geo")
app.add_typer(forms.app, name="layout")
app.add_typer(reminders.app, name="remind")
app.add_typer(schedule.app, name="schedule")
app.add_typer(screen.app, name="screen")
app.command()(schedule.check)
app.command()(doctor.doctor)
app.command()(copies.backup)
app.command()(copies.restore)
app.command()(copies.upgrade)
app.command()(intake.demo)
app.command()(intake.load)
app.command(name="template")(forms.write_template)
app.command()(watching.watch)
app.command()(quarantine.refused)
app.command()(quarantine.corrections)
app.command()(store.publish)
app.command()(store.status)
app.command(name="versions")(store.list_versions)
app.command()(store.rollback)
app.command()(server.serve)

if __name__ == "__main__":
    app()
