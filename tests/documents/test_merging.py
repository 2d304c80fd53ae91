"""Several papers as one file for the printer."""

from pathlib import Path

import pytest

from documents.conftest import Set, told
from documents.samples import letter
from kiezfonds.documents.merging import merged


async def test_all_pages_come_one_after_the_other_as_they_were(paper: Set, tmp_path: Path) -> None:
    first = (await paper(letter())).read_bytes()
    second = (await paper(letter(salutation="Herrn (Bernd) 5 0 R Beispiel"))).read_bytes()
    path = tmp_path / "all.pdf"

    path.write_bytes(merged([first, second, first]))

    told("qpdf", "--check", path)
    text = told("pdftotext", "-layout", path, "-")
    single = tmp_path / "one.pdf"
    single.write_bytes(first)
    alone = told("pdftotext", "-layout", single, "-")
    assert text.startswith(alone)
    assert text.endswith(alone)
    assert "Herrn (Bernd) 5 0 R Beispiel" in text


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 printed elsewhere", b"%PDF-1.7\nstartxref\n9\n%%EOF"])
def test_a_file_the_press_did_not_make_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="not a paper of ours"):
        merged([content])
