"""The real thing: `kiezfonds migrate`, then `kiezfonds serve --with-worker` as processes of their own."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from postgres import free_port

KIEZFONDS = Path(sys.executable).with_name("kiezfonds")
LATER = Path(__file__).with_name("later.py")
PATIENCE = 30
GRACE = 15


@dataclass
class Server:
    """One installation: its data folder, its database, its port. It can be started, stopped and killed again."""

    data: Path
    database_url: str = ""
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None
    days_later: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.data / "server.log"

    @property
    def environment(self) -> dict[str, str]:
        own = {k: v for k, v in os.environ.items() if not k.startswith("KIEZFONDS_") and k != "DATABASE_URL"}
        own |= {"KIEZFONDS_MODE": "dev", "KIEZFONDS_DATA": str(self.data), "KIEZFONDS_PORT": str(self.port)}
        return own | ({"DATABASE_URL": self.database_url} if self.database_url else {})

    @property
    def command(self) -> list[str | Path]:
        return [sys.executable, LATER, str(self.days_later)] if self.days_later else [KIEZFONDS]

    def run(self, *arguments: str) -> str:
        """A command of kiezfonds that ends by itself; what it printed."""
        done = subprocess.run(
            [*self.command, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, f"kiezfonds {' '.join(arguments)}: {done.stdout}{done.stderr}"
        return done.stdout

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self.command, "serve", "--with-worker"], env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            if self._is_healthy():
                return
            time.sleep(0.05)
        raise AssertionError(f"the server does not start:\n{self.log.read_text(errors='replace')}")

    def stop(self) -> int:
        """Ctrl-C, as a person does it; the exit status. Raises TimeoutExpired when something keeps it alive."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(timeout=GRACE)
        finally:
            self.kill()

    def kill(self) -> None:
        """As a power cut does it."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def complaints(self) -> list[str]:
        """What the server's log says of bugs."""
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return [line for line in lines if " ERROR " in line or line.startswith("Traceback")]

    def _is_healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False
