"""What we promise in figures, as ratios of one run: `make bench`, or .venv/bin/python tests/benchmarks"""

import asyncio
import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="kiezfonds-bench-") as folder:
        settle_in(Path(folder))
        from report import report

        asyncio.run(report(Path(folder)))


def settle_in(folder: Path) -> None:
    """An empty place of its own; before anything of kiezfonds is imported."""
    for name in [name for name in os.environ if name.startswith("KIEZFONDS_")]:
        del os.environ[name]
    os.environ["KIEZFONDS_MODE"] = "dev"
    os.environ["KIEZFONDS_DATA"] = str(folder)
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'kiezfonds.sqlite'}"
    sys.path[:0] = [str(HERE), str(HERE.parent)]


if __name__ == "__main__":
    main()
