import gzip
import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import brotli
import pytest

from kiezfonds.web.assets import StaticFiles

STATIC = Path(__file__).parents[2] / "src" / "kiezfonds" / "static"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "letters.woff2").write_bytes(b"letters")
    (tmp_path / "app.css").write_text('@font-face{src:url("part/letters.woff2")} i{mask:url(data:image/svg+xml,x)}')
    (tmp_path / "robots.txt").write_text("User-agent: *\n")
    (tmp_path / "notes.md").write_text("not for readers")
    return tmp_path


async def ask(files: StaticFiles, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    await files({"type": "http", "method": method, "path": path, "headers": raw}, receive, send)
    answered = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], answered, b"".join(message.get("body", b"") for message in sent[1:])


def test_a_name_carries_the_hash_of_its_content(folder: Path) -> None:
    digest = hashlib.sha256(b"letters").hexdigest()[:10]

    assert StaticFiles(folder).asset_url("part/letters.woff2") == f"/static/part/letters.{digest}.woff2"


def test_a_style_sheet_gets_another_name_when_its_font_changes(folder: Path) -> None:
    before = StaticFiles(folder).asset_url("app.css")
    (folder / "part" / "letters.woff2").write_bytes(b"other letters")

    assert StaticFiles(folder).asset_url("app.css") != before


async def test_addresses_in_a_style_sheet_are_rewritten_and_data_is_left(folder: Path) -> None:
    files = StaticFiles(folder)

    _, _, body = await ask(files, files.asset_url("app.css"))

    name = files.asset_url("part/letters.woff2").removeprefix("/static/")
    assert body.decode() == f"@font-face{{src:url({name})}} i{{mask:url(data:image/svg+xml,x)}}"


def test_a_style_sheet_that_names_a_missing_file_stops_the_start(folder: Path) -> None:
    (folder / "bad.css").write_text("a{background:url(gone.png)}")

    with pytest.raises(ValueError, match="which is not there"):
        StaticFiles(folder)


def test_an_unknown_name_is_refused(folder: Path) -> None:
    with pytest.raises(KeyError):
        StaticFiles(folder).asset_url("gone.css")


async def test_a_file_is_sent_for_ever_with_its_type(folder: Path) -> None:
    files = StaticFiles(folder)

    status, headers, _ = await ask(files, files.asset_url("app.css"))

    assert status == 200
    assert headers["content-type"] == "text/css; charset=utf-8"
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert headers["vary"] == "Accept-Encoding"
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("", None),
        ("identity", None),
    ],
)
async def test_the_best_coding_both_sides_know_is_used(folder: Path, accepted: str, coding: str | None) -> None:
    files = StaticFiles(folder)
    plain = (await ask(files, files.asset_url("app.css")))[2]

    _, headers, body = await ask(files, files.asset_url("app.css"), accept_encoding=accepted)

    undo = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]
    assert headers.get("content-encoding") == coding
    assert undo(body) == plain


async def test_fonts_are_never_compressed_again(folder: Path) -> None:
    files = StaticFiles(folder)

    _, headers, body = await ask(files, files.asset_url("part/letters.woff2"), accept_encoding="br")

    assert "content-encoding" not in headers
    assert body == b"letters"


async def test_a_known_file_is_not_sent_again(folder: Path) -> None:
    files = StaticFiles(folder)
    etag = (await ask(files, files.asset_url("app.css"), accept_encoding="br"))[1]["etag"]

    known = await ask(files, files.asset_url("app.css"), accept_encoding="br", if_none_match=f'"x", W/{etag}')
    other_coding = await ask(files, files.asset_url("app.css"), accept_encoding="gzip", if_none_match=etag)

    assert (known[0], known[2]) == (304, b"")
    assert known[1]["etag"] == etag
    assert other_coding[0] == 200


async def test_head_has_the_length_and_no_body(folder: Path) -> None:
    files = StaticFiles(folder)

    status, headers, body = await ask(files, files.asset_url("part/letters.woff2"), "HEAD")

    assert (status, headers["content-length"], body) == (200, "7", b"")


async def test_other_methods_are_refused(folder: Path) -> None:
    files = StaticFiles(folder)

    status, headers, _ = await ask(files, files.asset_url("app.css"), "POST")

    assert (status, headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "path",
    [
        "/static/app.css",
        "/static/../robots.txt",
        "/static/..%2frobots.txt",
        "/static/notes.md",
        "/static/",
        "/static//etc/passwd",
    ],
)
async def test_what_is_not_in_the_list_is_not_found(folder: Path, path: str) -> None:
    assert (await ask(StaticFiles(folder), path))[0] == 404


async def test_robots_lie_at_the_root_and_are_asked_for_again(folder: Path) -> None:
    status, headers, body = await ask(StaticFiles(folder), "/robots.txt")

    assert (status, body) == (200, b"User-agent: *\n")
    assert headers["cache-control"] == "public, max-age=86400"


def test_compressing_is_done_once_per_content(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = StaticFiles(folder, cache)
    made = {path: path.stat().st_mtime_ns for path in cache.iterdir()}
    second = StaticFiles(folder, cache)

    assert {path: path.stat().st_mtime_ns for path in cache.iterdir()} == made
    assert len(made) == 2
    assert second.files == first.files


def test_our_own_folder_can_be_served_whole() -> None:
    files = StaticFiles(STATIC)

    assert {"/favicon.ico", "/robots.txt", files.asset_url("app.css")} <= set(files.files)
    assert not [path for path in files.files if path.endswith((".md", ".cjs"))]


@pytest.mark.parametrize("folder", [STATIC / "vendor", Path(__file__).parents[1] / "assets"], ids=["vendor", "tests"])
def test_foreign_files_are_what_their_list_says(folder: Path) -> None:
    listed = dict(reversed(line.split()) for line in (folder / "SHA256SUMS").read_text().splitlines())
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}

    assert present - {"SHA256SUMS", "README.md"} == set(listed)
    for name, digest in listed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_our_own_scripts_stay_small() -> None:
    lengths = [len(path.read_text().splitlines()) for path in STATIC.glob("*.js")]

    assert max(lengths) <= 150
    assert sum(lengths) <= 600


def test_our_own_style_sheets_use_logical_directions_only() -> None:
    physical = (
        "left:",
        "right:",
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        "text-align: left",
    )

    for path in STATIC.glob("*.css"):
        text = path.read_text()
        assert not [word for word in physical if f"{word}:" in text or f"{word};" in text], path.name


def test_what_a_first_visit_loads_weighs_less_than_its_promise(tmp_path: Path) -> None:
    files = StaticFiles(STATIC, tmp_path)
    names = [
        "vendor/kern/kern.min.css", "fonts.css", "accent.css", "app.css", "facts.css", "forms.css",
        "meeting.css", "print.css", "kf.js", "live.js", "vendor/htmx/htmx.min.js",
        "vendor/htmx/hx-csp.min.js", "vendor/htmx/hx-sse.min.js", "favicon.svg",
        "vendor/fonts/fira-sans-latin-400.woff2", "vendor/fonts/fira-sans-latin-600.woff2",
    ]  # fmt: skip
    bodies = [files.files[files.asset_url(name)].bodies for name in names]

    weight = sum(len(body.get("br", body["identity"])) for body in bodies)

    assert weight < 78_000  # of 90 kB; the rest is the page


def test_two_that_start_at_once_share_a_cache(folder: Path, tmp_path: Path) -> None:
    for number in range(40):
        (folder / f"sheet{number}.css").write_text(f"i{{order:{number}}}" * 200)
    cache = tmp_path / "cache"
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: StaticFiles(folder, cache).names, range(4)))

    assert made == [made[0]] * 4
    assert {path.suffix for path in cache.iterdir()} == {".br"}
