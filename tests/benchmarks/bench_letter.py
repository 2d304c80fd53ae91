"""CPU of one warm letter through the press, against bare WeasyPrint with the same HTML and PDF variant."""

import asyncio
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from documents.samples import ASSETS, NOW, letter
from kiezfonds.documents import press, wire

ROUNDS = 15
VARIANT = "pdf/a-3a"
SHEETS = Path(press.__file__).parent / "assets"


def measure(rounds: int = ROUNDS) -> dict[str, Any]:
    """Medians of interleaved rounds in seconds of CPU; `ratio` is press / bare (promised: at most 1.15)."""
    return asyncio.run(_measured(rounds))


async def _measured(rounds: int) -> dict[str, Any]:
    html, bare = letter(), _bare()
    ours = press.Press()
    job = wire.Job(html, "letter", ASSETS, [], NOW)
    for _ in range(3):
        await ours.set_paper(job)
        bare(html)
    pressed, plain = [], []
    for _ in range(rounds):
        start = _spent(ours)
        await ours.set_paper(job)
        middle = _spent(ours)
        bare(html)
        pressed.append(middle - start)
        plain.append(_spent(ours) - middle)
    await ours.close()
    press_cpu, bare_cpu = statistics.median(pressed), statistics.median(plain)
    return {
        "what": "one warm letter of two pages",
        "ratio": round(press_cpu / bare_cpu, 3),
        "promised": 1.15,
        "press_cpu_s": round(press_cpu, 4),
        "bare_cpu_s": round(bare_cpu, 4),
        "noise": round(statistics.stdev(plain) / bare_cpu, 3),
        "rounds": rounds,
    }


def _spent(ours: press.Press) -> float:
    """CPU of this process and of the press process together."""
    assert ours.process is not None
    nanoseconds = int(Path(f"/proc/{ours.process.pid}/schedstat").read_text().split()[0])
    return time.process_time() + nanoseconds / 1e9


def _bare() -> Callable[[str], bytes]:
    """WeasyPrint as its manual shows it: sheet and fonts read once, no tags repaired, no limits."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    files = {f"asset:house/{path.name}": path.read_bytes() for path in SHEETS.rglob("*") if path.is_file()}
    files |= {f"asset:{name}": content for name, content in ASSETS.items()}

    class Given(URLFetcher):  # type: ignore[misc]  # WeasyPrint is untyped
        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002 - the signature of WeasyPrint
            return URLFetcherResponse(url, files[url])

    fonts, fetcher = FontConfiguration(), Given()
    source = "".join((SHEETS / f"{name}.css").read_text() for name in ("text", "letter"))
    css = weasyprint.CSS(string=source, font_config=fonts, url_fetcher=fetcher)

    def write(html: str) -> bytes:
        parsed = weasyprint.HTML(string=html, url_fetcher=fetcher)
        return bytes(parsed.write_pdf(stylesheets=[css], font_config=fonts, pdf_variant=VARIANT))

    return write


if __name__ == "__main__":
    print(measure())
