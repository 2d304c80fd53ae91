"""A page of a list: searched, narrowed, ordered and cut by the database, the same way for every list."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiezfonds.database.work import Row, rows

PAGE_SIZE = 50
CAPITALS = ("Ä", "ä"), ("Ö", "ö"), ("Ü", "ü")


@dataclass(frozen=True)
class Asked:
    """What a list is asked for; all names are columns of its query, never anything typed.

    Every word of `text` is looked for in the columns `searched`, `chosen` must be equal, `order` orders
    (with `is_text` without regard to capital letters).
    """

    text: str = ""
    searched: tuple[str, ...] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)
    order: str = "id"
    is_descending: bool = False
    is_text: bool = False
    page: int = 1


async def paged(asked: Asked, source: str, *args: object, whole: bool = False) -> tuple[list[Row], int]:
    """One page of what `source` selects (all of it with `whole`), and how many there are in all.

    `source` is a SELECT with a column `id`, which settles the order of equals.
    """
    where, more = _narrowed(asked)
    order = _folded(asked.order) if asked.is_text else f'"{asked.order}"'
    way = "DESC" if asked.is_descending else "ASC"
    sql = (
        f"SELECT t.*, COUNT(*) OVER () AS found_count FROM ({source}) t WHERE {where}"  # noqa: S608 - our own column names
        f' ORDER BY "{asked.order}" IS NULL, {order} {way}, t.id {way}'
    )
    cut = () if whole else (PAGE_SIZE, PAGE_SIZE * (asked.page - 1))
    found = await rows(sql + ("" if whole else " LIMIT {} OFFSET {}"), *args, *more, *cut)
    return found, int(found[0]["found_count"]) if found else 0


def pattern(text: str) -> str:
    """Found anywhere; signs that mean something to LIKE are taken as they are (with ESCAPE '!')."""
    for sign in "!%_":
        text = text.replace(sign, f"!{sign}")
    return f"%{text}%"


def _narrowed(asked: Asked) -> tuple[str, list[object]]:
    parts = ["1 = 1"]
    args: list[object] = []
    for column, value in asked.chosen.items():
        parts.append(f'CAST("{column}" AS TEXT) = {{}}')
        args.append(value)
    for word in asked.text.split()[:8]:
        parts.append("(" + " OR ".join(f"{_folded(each)} LIKE {{}} ESCAPE '!'" for each in asked.searched) + ")")
        args += [pattern(word.lower())] * len(asked.searched)
    return " AND ".join(parts), args


def _folded(column: str) -> str:
    """Small letters on both engines; SQLite alone leaves umlauts as they are."""
    sql = f'LOWER("{column}")'
    for capital, small in CAPITALS:
        sql = f"REPLACE({sql}, '{capital}', '{small}')"
    return sql
