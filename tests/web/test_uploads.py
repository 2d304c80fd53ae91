import pytest

from kiezfonds.web.uploads import kind_of, shown_name


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        (b"\0\0\0\x18ftypheic\0\0", "heic"),
        (b"\0\0\0\x18ftypmif1\0\0", "heic"),
        (b"\0\0\0\x18ftypmp42\0\0", ""),
        (b"RIFF\0\0\0\0WAVEfmt ", ""),
        (b"GIF89a", ""),
        (b"<svg onload=alert(1)>", ""),
        (b"PK\x03\x04", ""),
        (b" %PDF-1.7", ""),
        (b"", ""),
    ],
)
def test_the_first_bytes_say_what_it_is(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("IMG_0001.HEIC", "IMG_0001.HEIC"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Ay\u015fe\\Bank.jpg", "Bank.jpg"),
        ("foto\u202egpj.exe", "fotogpj.exe"),
        ('a"b;c\r\nX: y.pdf', "abc X y.pdf"),
        ("...", "Datei"),
        ("", "Datei"),
        ("x" * 300 + ".jpeg", "x" * 94 + "….jpeg"),
    ],
)
def test_a_name_is_for_people_only(raw: str, shown: str) -> None:
    assert shown_name(raw) == shown
