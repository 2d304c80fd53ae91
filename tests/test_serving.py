"""The command as a process: starts, answers, and ends at once, also with live connections open."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

KIEZFONDS = [sys.executable, "-m", "kiezfonds.cli"]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("KIEZFONDS_") and k != "DATABASE_URL"}
    return {
        **kept,
        "KIEZFONDS_MODE": "dev",
        "KIEZFONDS_DATA": str(tmp_path / "var"),
        "KIEZFONDS_PORT": str(free_port()),
    }


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*KIEZFONDS, *arguments], env=environment, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture
def server(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    assert run(environment, "migrate").returncode == 0
    process = subprocess.Popen([*KIEZFONDS, "serve", "--with-worker"], env=environment, stderr=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{environment['KIEZFONDS_PORT']}"
    wait_for(base)
    yield process, base
    process.kill()
    process.wait()


def wait_for(base: str) -> None:
    for _ in range(300):
        try:
            httpx.get(f"{base}/healthz", timeout=5)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not start")


def test_health_is_plain_and_the_key_is_private(
    server: tuple[subprocess.Popen[bytes], str], environment: dict[str, str]
) -> None:
    answer = httpx.get(f"{server[1]}/healthz")

    assert (answer.status_code, answer.text) == (200, "ok\n")
    key = Path(environment["KIEZFONDS_DATA"]) / "key"
    assert key.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_everything_with_a_live_connection_open(
    server: tuple[subprocess.Popen[bytes], str], sign: signal.Signals
) -> None:
    process, base = server
    with httpx.stream("GET", f"{base}/muster/strom", timeout=10) as live:
        next(live.iter_lines())
        process.send_signal(sign)
        assert process.wait(timeout=10) in (0, -sign)


def test_an_unmigrated_database_is_unhealthy_and_says_so(environment: dict[str, str]) -> None:
    Path(environment["KIEZFONDS_DATA"]).mkdir()
    process = subprocess.Popen([*KIEZFONDS, "serve"], env=environment, stderr=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{environment['KIEZFONDS_PORT']}"
    try:
        wait_for(base)
        answer = httpx.get(f"{base}/healthz")
        assert answer.status_code == 503
        assert answer.text.startswith("migrations waiting")
        assert answer.text.count("\n") == 1
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize(
    "arguments",
    [
        ("nothing",),
        (),
        ("district", "add", "Pankow"),
        ("district", "add", "Pankow", "--from", "nowhere"),
        ("district", "add", "", "--from", "lichtenberg"),
        ("invite-admin",),
        ("invite-admin", "pankow", "keine-adresse"),
        ("verify",),
    ],
)
def test_bad_use_ends_with_status_2_and_a_clear_line(environment: dict[str, str], arguments: tuple[str, ...]) -> None:
    done = run(environment, *arguments)

    assert done.returncode == 2
    assert "kiezfonds" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_setting_ends_with_status_2_and_one_line(environment: dict[str, str]) -> None:
    done = run({**environment, "KIEZFONDS_MODE": "fast"}, "migrate")

    assert done.returncode == 2
    assert done.stderr.strip().count("\n") == 0
    assert "KIEZFONDS_MODE" in done.stderr


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"DATABASE_URL": "postgres://127.0.0.1:1/nobody"}, "cannot be reached"),
        ({"KIEZFONDS_DATA": "/proc/nothing"}, "KIEZFONDS_DATA"),
    ],
)
def test_what_cannot_be_reached_is_said_in_one_line(
    environment: dict[str, str], wrong: dict[str, str], said: str
) -> None:
    done = run({**environment, **wrong}, "migrate")

    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.strip().count("\n") == 0


def test_two_processes_may_start_at_once(environment: dict[str, str]) -> None:
    both = [subprocess.Popen([*KIEZFONDS, "migrate"], env=environment, stderr=subprocess.DEVNULL) for _ in range(2)]

    assert [process.wait(timeout=60) for process in both] == [0, 0]


def test_a_taken_port_ends_with_status_2_and_one_line(environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", int(environment["KIEZFONDS_PORT"]))):
        done = run(environment, "serve")

    assert done.returncode == 2
    assert done.stderr.strip().count("\n") == 0
    assert environment["KIEZFONDS_PORT"] in done.stderr
