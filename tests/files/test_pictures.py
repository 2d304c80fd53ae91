import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from kiezfonds.files.pictures import BROKEN, TOO_BIG, Unusable, picture_of

HEIC = Path(__file__).with_name("sample.heic").read_bytes()


def picture(kind: str, size: tuple[int, int] = (300, 200), mode: str = "RGB", **more: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **more)
    return out.getvalue()


def drawn(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
async def test_a_picture_comes_out_as_a_plain_jpeg_of_the_same_size(kind: str) -> None:
    made = await picture_of(picture(kind))

    assert (made.width, made.height) == (300, 200)
    assert (drawn(made.content).format, drawn(made.content).size) == ("JPEG", (300, 200))


async def test_a_heic_of_a_phone_becomes_a_jpeg_without_its_secrets() -> None:
    assert b"GeheimeKamera" in HEIC
    made = await picture_of(HEIC)

    assert (made.width, made.height) == (96, 64)
    assert b"GeheimeKamera" not in made.content
    assert dict(drawn(made.content).getexif()) == {}


async def test_place_camera_and_comment_are_gone_and_the_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "GeheimeKamera", 6
    exif.get_ifd(0x8825)[1] = "N"
    made = await picture_of(picture("JPEG", (400, 200), exif=exif, comment=b"GeheimerGruss"))

    assert (made.width, made.height) == (200, 400)
    assert (b"Geheime" in made.content, dict(drawn(made.content).getexif())) == (False, {})
    assert "comment" not in drawn(made.content).info


async def test_a_large_picture_is_made_smaller() -> None:
    made = await picture_of(picture("JPEG", (4000, 1000)))
    assert (made.width, made.height) == (1600, 400)


async def test_what_is_transparent_becomes_white() -> None:
    made = await picture_of(picture("PNG", (10, 10), "RGBA"))
    assert drawn(made.content).getpixel((1, 1)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (lambda: picture("PNG", (20_000, 20_000), "1"), TOO_BIG),
        (lambda: picture("JPEG")[:200], BROKEN),
        (lambda: HEIC[:600], BROKEN),
        (lambda: b"\xff\xd8\xff" + b"x" * 1000, BROKEN),
        (lambda: picture("GIF"), BROKEN),
        (lambda: picture("TIFF"), BROKEN),
        (lambda: b"", BROKEN),
    ],
)
async def test_a_bomb_or_a_broken_file_is_refused_in_plain_words(content: Callable[[], bytes], sentence: str) -> None:
    with pytest.raises(Unusable) as refused:
        await picture_of(content())
    assert refused.value.text == sentence
