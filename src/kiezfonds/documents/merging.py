"""Several of our own papers as one file for the printer. Only what the press writes is understood.

The pages are the ones that were issued, byte for byte; what makes a paper accessible stays in the single files.
"""

import re
import zlib
from collections.abc import Sequence
from itertools import pairwise

STRING_OR_REFERENCE = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>|(?<![\d.])(\d+) 0 R\b", re.DOTALL)
HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
Objects = dict[int, bytes]


def merged(papers: Sequence[bytes]) -> bytes:
    """All pages one after the other; raises ValueError for a file the press did not make."""
    collected: Objects = {}
    page_trees: list[int] = []
    count = 0
    first = 3  # 1 and 2 are the catalog and the tree above all others
    for paper in papers:
        objects, root = _objects(paper)
        tree = _number(rb"/Pages (\d+) 0 R", objects[root])
        count += _number(rb"/Count (\d+)", objects[tree])
        shifted = {number + first: _shifted(body, first) for number, body in objects.items()}
        shifted[tree + first] = shifted[tree + first].replace(b"<<", b"<</Parent 2 0 R", 1)
        page_trees.append(tree + first)
        collected |= shifted
        first = max(collected) + 1
    kids = b" ".join(b"%d 0 R" % tree for tree in page_trees)
    collected[1] = b"<</Type /Catalog/Pages 2 0 R>>"
    collected[2] = b"<</Type /Pages/Count %d/Kids [%b]>>" % (count, kids)
    return _written(collected)


def _objects(paper: bytes) -> tuple[Objects, int]:
    """Every object by its number, and the number of the catalog."""
    start = _number(rb"startxref\s+(\d+)\s+%%EOF\s*\Z", paper)
    table = paper[start:]
    entries = _entries(table)
    offsets = sorted([*(place for kind, place, _ in entries.values() if kind == 1), start])
    ends = dict(pairwise(offsets))
    found: Objects = {}
    for number, (kind, place, _) in entries.items():
        if kind == 1 and place != start:
            body = paper[place : ends[place]].partition(b"obj\n")[2]
            found[number] = body.rstrip().removesuffix(b"endobj").rstrip(b"\n")
    for holder in {place for kind, place, _ in entries.values() if kind == 2}:
        found |= _packed(found.pop(holder))
    return found, _number(rb"/Root (\d+) 0 R", table)


def _entries(table: bytes) -> dict[int, tuple[int, int, int]]:
    """The cross-reference stream: kind, place and index of each object."""
    widths = [int(text) for text in _group(rb"/W ?\[(\d+ \d+ \d+)\]", table).split()]
    rows = zlib.decompress(_stream(table))
    step = sum(widths)
    entries = {}
    for number in range(len(rows) // step):
        row, values, at = rows[number * step : (number + 1) * step], [], 0
        for width in widths:
            values.append(int.from_bytes(row[at : at + width], "big"))
            at += width
        entries[number] = (values[0], values[1], values[2])
    return entries


def _packed(holder: bytes) -> Objects:
    """The objects inside an object stream."""
    content = zlib.decompress(_stream(holder))
    first = _number(rb"/First (\d+)", holder)
    heads = [int(text) for text in content[:first].split()]
    starts = [first + offset for offset in heads[1::2]]
    ends = [*starts[1:], len(content)]
    return {number: content[start:end].strip() for number, start, end in zip(heads[::2], starts, ends, strict=True)}


def _stream(body: bytes) -> bytes:
    length = _number(rb"/Length (\d+)", body)
    start = body.index(b"stream\n") + len(b"stream\n")
    return body[start : start + length]


def _shifted(body: bytes, by: int) -> bytes:
    """References moved on; strings and what a stream holds stay as they are."""
    head, mark, rest = body.partition(b"stream\n")

    def moved(found: re.Match[bytes]) -> bytes:
        return b"%d 0 R" % (int(found[1]) + by) if found[1] else found[0]

    return STRING_OR_REFERENCE.sub(moved, head) + mark + rest


def _written(objects: Objects) -> bytes:
    out, places = bytearray(HEADER), {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n" % size
    out += b"".join(
        b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n" for number in range(size)
    )
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    return bytes(out)


def _number(pattern: bytes, text: bytes) -> int:
    return int(_group(pattern, text))


def _group(pattern: bytes, text: bytes) -> bytes:
    found = re.search(pattern, text)
    if found is None:
        raise ValueError("not a paper of ours")
    return found[1]
