"""Server processes, what CPU they used, a client that keeps its connection, and rounds that take turns."""

import http.client
import os
import socket
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

LONGEST_START = 60.0
LONGEST_ANSWER = 20.0


@dataclass(frozen=True)
class Result:
    """`ratio` is ours / bare; `noise` the larger of the two spreads between rounds (deviation / median)."""

    what: str
    ours: float
    bare: float
    noise: float
    aim: float | None = None
    note: str = ""
    unit: str = "us"

    @property
    def ratio(self) -> float:
        return self.ours / self.bare


class Process:
    """A server of its own on a free port, killed at the end however that comes."""

    def __init__(self, command: Sequence[str], log: Path, environment: dict[str, str] | None = None) -> None:
        self.port = free_port()
        surroundings = {**os.environ, **(environment or {}), "KIEZFONDS_PORT": str(self.port)}
        self.log = log
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [part.format(port=self.port) for part in command], stdout=output, stderr=output, env=surroundings
            )

    def __enter__(self) -> "Process":
        ends = time.monotonic() + LONGEST_START
        while time.monotonic() < ends and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return self
        self.__exit__()
        raise RuntimeError(f"the server did not start:\n{self.log.read_text(errors='replace')[-2000:]}")

    def __exit__(self, *_error: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def cpu(self) -> float:
        """Seconds of all threads, to the nanosecond."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


class Site:
    """A server as one client sees it: one kept connection, cookies given once, answers read whole."""

    def __init__(self, process: Process, cookies: str = "") -> None:
        self.process = process
        self.connection = http.client.HTTPConnection("127.0.0.1", process.port, timeout=LONGEST_ANSWER)
        self.cookies = cookies

    def get(self, path: str, expected: int = 200) -> bytes:
        self.connection.request("GET", path, headers={"Cookie": self.cookies})
        return self._answer(path, expected)

    def post(self, path: str, body: str, cookies: str = "", expected: int = 303) -> bytes:
        headers = {
            "Cookie": cookies or self.cookies,
            "Content-Type": "application/x-www-form-urlencoded",
            "Sec-Fetch-Site": "same-origin",
        }
        self.connection.request("POST", path, body=body, headers=headers)
        return self._answer(path, expected)

    def cpu_of(self, act: Callable[[], object], times: int = 1) -> float:
        """CPU of the server for one act, in seconds."""
        before = self.process.cpu()
        for _ in range(times):
            act()
        time.sleep(0.002)  # what is done after the last byte is sent belongs to it
        return (self.process.cpu() - before) / times

    def _answer(self, path: str, expected: int) -> bytes:
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != expected:
            raise RuntimeError(f"{path}: {answer.status} instead of {expected}\n{body.decode(errors='replace')[:1500]}")
        return body


def in_turns(rounds: int, *measures: Callable[[], float]) -> list[list[float]]:
    """One figure of each measure per round, so that a neighbour's load meets all of them alike."""
    figures: list[list[float]] = [[] for _ in measures]
    for _ in range(rounds):
        for each, measure in zip(figures, measures, strict=True):
            each.append(measure())
    return figures


def noise_of(*figures: Sequence[float]) -> float:
    return max(statistics.stdev(each) / statistics.median(each) for each in figures)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
