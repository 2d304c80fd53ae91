"""Sets one paper with WeasyPrint, in this process. Only the press process and benchmarks come here."""

import io
import logging
import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from kiezfonds.documents import conformance, glyphs
from kiezfonds.documents.rules import Attachment, PressFailed, refuse_excess
from kiezfonds.ground.text import N_

ASSETS = Path(__file__).parent / "assets"
VARIANT = "pdf/a-3a"
SHEETS = ("letter", "minutes")
NEEDED = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def press_here(
    html: str,
    *,
    sheet: str,
    created: datetime,
    assets: Mapping[str, bytes] | None = None,
    attachments: Sequence[Attachment] = (),
) -> bytes:
    """The PDF, or PressFailed. Not for the web process: a runaway paper could not be stopped here."""
    given = dict(assets or {})
    refuse_excess(html, given, attachments)
    weasyprint, css, fonts = _tools(sheet)
    with _nothing_reported() as complaints:
        fetcher = _fetcher(given)
        try:
            parsed = weasyprint.HTML(string=glyphs.printable(html), url_fetcher=fetcher)
            document = parsed.render(stylesheets=[css], font_config=fonts, pdf_variant=VARIANT, cache={})
            conformance.claim_ua(document)
            moment = created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            document.metadata.created = document.metadata.modified = moment
            files = [_file(weasyprint, item, fetcher) for item in sorted(attachments, key=lambda a: a.name)]
            pdf = document.write_pdf(pdf_variant=VARIANT, finisher=conformance.finish, attachments=files, cache={})
        except RecursionError:
            raise PressFailed(N_("Das Dokument ist zu tief verschachtelt.")) from None
        except MemoryError:
            raise PressFailed(N_("Das Dokument brauchte zu viel Speicher und wurde abgebrochen.")) from None
        except BaseException as failure:
            raise _told(failure, fetcher) from failure
    if complaints:
        raise PressFailed(
            N_("Das Dokument ist nicht in Ordnung und wurde nicht gesetzt. Hinweis der Technik: {detail}"),
            {"detail": complaints[0]},
            detail=" | ".join(complaints),
        )
    return bytes(pdf)


def warm() -> None:
    """Loads WeasyPrint, fonts and both sheets, so that a missing library shows at once."""
    for sheet in SHEETS:
        _tools(sheet)


def put_away() -> None:
    """Removes the unpacked fonts while the interpreter is still whole."""
    _tools.cache_clear()
    _library.cache_clear()


@cache
def _tools(sheet: str) -> tuple[Any, Any, Any]:
    if sheet not in SHEETS:
        raise PressFailed(N_("Den Druckbogen „{sheet}“ gibt es nicht."), {"sheet": sheet})
    weasyprint, fonts = _library()
    source = "".join((ASSETS / f"{name}.css").read_text() for name in ("text", sheet))
    with _nothing_reported() as complaints:
        css = weasyprint.CSS(string=source, font_config=fonts, url_fetcher=_fetcher({}))
    if complaints:
        raise PressFailed(N_("Der Druckbogen „{sheet}“ hat Fehler."), {"sheet": sheet}, " | ".join(complaints))
    return weasyprint, css, fonts


@cache
def _library() -> tuple[Any, Any]:
    os.environ["FONTCONFIG_FILE"] = str(ASSETS / "fonts" / "fonts.conf")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "No fonts configured": we bring our own
            import weasyprint
            from weasyprint.text.fonts import FontConfiguration
    except OSError as missing:
        text = N_("Für PDF-Dateien fehlt eine Bibliothek. Bitte installieren: apt-get install {packages}")
        raise PressFailed(text, {"packages": NEEDED}, detail=str(missing).splitlines()[0]) from missing
    conformance.install()
    return weasyprint, FontConfiguration()


@cache
def _house_assets() -> dict[str, bytes]:
    files = [ASSETS / "marks.svg", *(ASSETS / "fonts").glob("*.ttf")]
    return {f"house/{file.name}": file.read_bytes() for file in files}


def _fetcher(given: Mapping[str, bytes]) -> Any:
    """Serves what was handed over as asset:NAME. There is no network, no file and no data: behind it."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Locked(URLFetcher):  # type: ignore[misc]  # WeasyPrint is untyped
        refused = ""

        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002 - the signature of WeasyPrint
            name = url.removeprefix("asset:")
            found = _house_assets().get(name) or given.get(name)
            if name == url or found is None:
                self.refused = url
                raise PermissionError(url)
            return URLFetcherResponse(url, found)

    return Locked(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)


def _file(weasyprint: Any, item: Attachment, fetcher: Any) -> Any:
    moment = item.created.astimezone(UTC)
    made = weasyprint.Attachment(
        string=item.content,
        url_fetcher=fetcher,
        name=item.name,
        description=item.description,
        created=moment,
        modified=moment,
        relationship="Data",
    )
    made.source = _source(item)
    return made


@contextmanager
def _source(item: Attachment) -> Iterator[tuple[Any, None, None, str]]:
    """As WeasyPrint reads a source, with our media type instead of a guess by the machine's tables."""
    yield io.BytesIO(item.content), None, None, item.media_type


def _told(failure: BaseException, fetcher: Any) -> BaseException:
    """WeasyPrint's own fatal error is a BaseException; an interrupt stays what it is."""
    if fetcher.refused:
        text = N_("Das Dokument verweist auf „{address}“. Erlaubt sind nur mitgegebene Bilder.")
        return PressFailed(text, {"address": fetcher.refused[:100]}, detail=repr(failure))
    if not isinstance(failure, Exception):
        return failure
    return PressFailed(N_("Das Dokument ließ sich nicht setzen."), detail=repr(failure))


@contextmanager
def _nothing_reported() -> Iterator[list[str]]:
    """Collects what WeasyPrint only logs: a missing picture or description is a failure here."""
    complaints: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            message = record.getMessage()
            if record.levelno >= logging.ERROR or message.startswith(".notdef"):
                complaints.append(message[:300])

    logger = logging.getLogger("weasyprint")
    handler, propagated = Collector(logging.WARNING), logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield complaints
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagated
