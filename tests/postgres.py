"""A PostgreSQL for one command: started in a new folder as an unprivileged user, gone afterwards.

    python tests/postgres.py run -- pytest tests/database

The command finds it in DATABASE_URL; its exit status is handed on.
"""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=200")
UNPRIVILEGED = ("postgres", "nobody")


def main(arguments: list[str]) -> int:
    if len(arguments) < 3 or arguments[:2] != ["run", "--"]:
        sys.stderr.write("usage: python tests/postgres.py run -- COMMAND...\n")
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with cluster() as url:
        return subprocess.run(arguments[2:], env={**os.environ, "DATABASE_URL": url}, check=False).returncode


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """The address of an empty database whose user may create others."""
    programs = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="kiezfonds-postgres-"))
    as_user = unprivileged(folder)
    password, port = secrets.token_hex(16), free_port()
    (folder / "password").write_text(password)
    if os.geteuid() == 0:
        hand_over(folder)
    place = folder / "cluster"
    made = [
        programs / "initdb",
        "-D",
        place,
        "-U",
        "kiezfonds",
        "--pwfile",
        folder / "password",
        "-A",
        "password",
    ]
    try:
        run_quietly([*as_user, *made, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"])
        server = subprocess.Popen(
            [*as_user, programs / "postgres", "-D", place, "-p", str(port), *options()],
            stdout=(folder / "log").open("wb"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            wait_until_it_answers(server, port, folder)
            yield f"postgres://kiezfonds:{password}@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: float(path.parts[4]))
    on_path = shutil.which("postgres")
    if not found and not on_path:
        sys.exit("PostgreSQL is not installed: apt-get install --no-install-recommends postgresql")
    return found[-1].parent if found else Path(str(on_path)).parent


def unprivileged(folder: Path) -> list[str | Path]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    user = unprivileged_user()
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--"]


def unprivileged_user() -> pwd.struct_passwd:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return pwd.getpwnam(next(name for name in UNPRIVILEGED if name in names))


def hand_over(folder: Path) -> None:
    user = unprivileged_user()
    for path in (folder, *folder.iterdir()):
        os.chown(path, user.pw_uid, user.pw_gid)


def options() -> list[str]:
    settings = (*FAST, "listen_addresses=127.0.0.1", "unix_socket_directories=")
    return [part for setting in settings for part in ("-c", setting)]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run_quietly(command: list[str | Path]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    if done.returncode:
        sys.exit(f"{command[-1]}: {done.stdout}{done.stderr}")


def wait_until_it_answers(server: "subprocess.Popen[bytes]", port: int, folder: Path) -> None:
    """The port opens before the server lets anyone in, so the log is read, not the port."""
    log = folder / "log"
    for _ in range(600):
        if b"ready to accept connections" in log.read_bytes():
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    sys.exit(f"PostgreSQL does not start on port {port}:\n{log.read_text(errors='replace')}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
