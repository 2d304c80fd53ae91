"""The command `kiezfonds`: each command parses, calls and prints."""

import argparse
import asyncio
import logging
import os
import signal
import sys
from collections.abc import Coroutine, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kiezfonds.database.errors import Unreachable
from kiezfonds.settings import Settings, SettingsError, load

EXIT_BAD_USE = 2
EXIT_FINDINGS = 1


class BadUse(Exception):  # noqa: N818 - one clear line for whoever typed it
    pass


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 done, 1 something was found or failed, 2 bad use."""
    options = _parser().parse_args(arguments)
    try:
        settings = load(os.environ)
        os.environ["PICCOLO_CONF"] = "kiezfonds.piccolo_conf"
        _set_up_log(settings)
        _make_folder(settings.data)
        return int(options.run(options, settings))
    except (SettingsError, BadUse) as error:
        print(f"kiezfonds: {error}", file=sys.stderr)
        return EXIT_BAD_USE
    except Unreachable as error:
        print(f"kiezfonds: the database cannot be reached: {error}", file=sys.stderr)
        return EXIT_BAD_USE
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kiezfonds", description="Berliner Kieze entscheiden über ihr eigenes Geld.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    web = _add(commands, "serve", serve, "the web server")
    web.add_argument("--with-worker", action="store_true", help="run the worker in the same process")
    web.add_argument("--print-links", action="store_true", help="print a sign-in link per demo role (mode demo only)")
    _add(commands, "worker", worker, "does jobs: sends mail, makes PDFs")
    _add(commands, "migrate", migrate, "brings the database up to date, under a lock")
    _add(commands, "demo", demo, "loads the demo district; only into an empty database").add_argument(
        "--if-empty", action="store_true", help="do nothing when there is a district already"
    )
    _add(commands, "verify", verify, "recomputes ledger, ballots and audit chain of every district")
    _add(commands, "backup", backup, "writes a consistent copy of the database").add_argument("file", type=Path)
    _add(commands, "restore", restore, "puts a backup in place of an empty database").add_argument("file", type=Path)
    district = commands.add_parser("district", help="districts").add_subparsers(required=True, metavar="WHAT")
    add = _add(district, "add", add_district, "a new district with the areas and rules of a preset")
    add.add_argument("name")
    add.add_argument("--from", dest="preset", required=True, metavar="PRESET")
    invite = _add(
        commands, "invite-admin", invite_admin, "prints a one-time link that sets an administrator's password"
    )
    invite.add_argument("district", metavar="DISTRICT")
    invite.add_argument("mail", metavar="MAIL")
    reset = _add(
        commands, "reset-factor", reset_factor, "for a lost telephone: the next sign-in sets up a new second factor"
    )
    reset.add_argument("district", metavar="DISTRICT")
    reset.add_argument("mail", metavar="MAIL")
    return parser


def _add(commands: Any, name: str, run: Any, text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(run=run)
    return parser


def serve(options: argparse.Namespace, settings: Settings) -> int:
    from kiezfonds.serving import PortTaken, serve_until_stopped

    if options.print_links:
        _print_links(settings)
    try:
        return serve_until_stopped(settings, with_worker=options.with_worker)
    except PortTaken as error:
        raise BadUse(str(error)) from error


def worker(_options: argparse.Namespace, settings: Settings) -> int:
    from kiezfonds.worker import run

    return asyncio.run(_until_signal(settings, run))


def migrate(_options: argparse.Namespace, _settings: Settings) -> int:
    from kiezfonds.database.migrating import migrate as run

    names = asyncio.run(run())
    print(f"migrated: {', '.join(names)}" if names else "nothing to migrate")
    return 0


def demo(options: argparse.Namespace, settings: Settings) -> int:
    from kiezfonds.demo.play import DemoError, load_demo

    if settings.is_production:
        raise BadUse("the demo is not loaded in production; set KIEZFONDS_MODE=demo")
    try:
        print(_in_database(load_demo(now(), if_empty=options.if_empty, base_url=settings.base_url)))
    except DemoError as error:
        raise BadUse(str(error)) from error
    return 0


def verify(_options: argparse.Namespace, _settings: Settings) -> int:
    from kiezfonds.records.verify import verify_all

    report = _in_database(verify_all())
    print(report.text)
    return 0 if report.is_clean else EXIT_FINDINGS


def backup(options: argparse.Namespace, settings: Settings) -> int:
    from kiezfonds.records.backup import BackupError, write_backup

    try:
        print(write_backup(settings.database_url, options.file))
    except BackupError as error:
        raise BadUse(str(error)) from error
    return 0


def restore(options: argparse.Namespace, settings: Settings) -> int:
    from kiezfonds.records.backup import BackupError, read_backup

    try:
        print(read_backup(settings.database_url, options.file))
    except BackupError as error:
        raise BadUse(str(error)) from error
    return 0


def add_district(options: argparse.Namespace, _settings: Settings) -> int:
    from kiezfonds.records.setting_up import PRESETS, SetUpError, add_from_preset

    if options.preset not in PRESETS:
        raise BadUse(f"no preset {options.preset!r}; there are {', '.join(PRESETS)}")
    try:
        print(_in_database(add_from_preset(options.name, options.preset, now())))
    except SetUpError as error:
        raise BadUse(str(error)) from error
    return 0


def invite_admin(options: argparse.Namespace, settings: Settings) -> int:
    from kiezfonds.records.invitations import invite_first_administrator

    name, _, host = options.mail.partition("@")
    if not (name and "." in host):
        raise BadUse(f"{options.mail!r} is not a mail address")
    path = _in_database(invite_first_administrator(options.district, options.mail, now()))
    if not path:
        raise BadUse(f"no district {options.district!r}")
    print(f"{settings.base_url}{path}")
    return 0


def reset_factor(options: argparse.Namespace, _settings: Settings) -> int:
    from kiezfonds.records.invitations import reset_second_factor

    if not _in_database(reset_second_factor(options.district, options.mail, now())):
        raise BadUse(f"nobody signs in to {options.district!r} as {options.mail!r}")
    print("done: all sessions are over; the next sign-in sets up a new second factor")
    return 0


def _print_links(settings: Settings) -> None:
    from kiezfonds.demo.play import role_links

    print(f"\nKiezfonds: {settings.base_url}")
    if settings.mode == "demo":
        for role, path in _in_database(role_links(now())):
            print(f"  {role:<44} {settings.base_url}{path}")
    print("Ctrl-C beendet alles.\n", flush=True)


def now() -> datetime:
    return datetime.now(UTC)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise BadUse(f"KIEZFONDS_DATA is {str(folder)!r} and cannot be made: {error.strerror}") from error


def _in_database(work: Coroutine[Any, Any, Any]) -> Any:
    from kiezfonds.database.migrating import pending
    from kiezfonds.database.work import close_database, open_database

    async def run() -> Any:
        try:
            await open_database()
            if await pending():
                raise BadUse("the database is not up to date; run: kiezfonds migrate")
            return await work
        finally:
            work.close()
            await close_database()

    return asyncio.run(run())


async def _until_signal(settings: Settings, run: Any) -> int:
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await run(settings, stop)
    return 0


def _set_up_log(settings: Settings) -> None:
    logging.basicConfig(
        level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s %(message)s", stream=sys.stderr
    )
    logging.getLogger("piccolo").setLevel(logging.WARNING)


if __name__ == "__main__":
    sys.exit(main())
