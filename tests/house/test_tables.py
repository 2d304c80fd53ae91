"""What every table keeps to, read from Piccolo's own description of it."""

import ast
import importlib
from functools import cache

import pytest
from piccolo.columns import BigInt, Boolean, Date, ForeignKey, Numeric, Real, Serial, Timestamp, Timestamptz
from piccolo.columns.base import Column, OnDelete
from piccolo.table import Table

from house.tree import dotted, modules, order, syntax

# Tables that belong to no district, each with its reason.
NO_DISTRICT = {
    "district": "it is the district",
    "change": "says only that something changed, on which topic",
    "request_key": "is looked up before anything of the request is known",
}
MONEY = ("amount", "price", "euro", "budget")


@cache
def tables() -> list[type[Table]]:
    found: list[type[Table]] = []
    for path in modules():
        if any(
            isinstance(node, ast.ClassDef) and "Table" in map(ast.unparse, node.bases) for node in syntax(path).body
        ):
            module = importlib.import_module(dotted(path))
            found += [
                item
                for item in vars(module).values()
                if isinstance(item, type) and issubclass(item, Table) and item.__module__ == module.__name__
            ]
    return found


def columns(kind: type[Column] = Column) -> list[tuple[str, Column]]:
    return [
        (f"{table.__module__.split('.')[1]}.{table._meta.tablename}.{column._meta.name}", column)
        for table in tables()
        for column in table._meta.columns
        if isinstance(column, kind)
    ]


def test_there_are_tables() -> None:
    assert "district" in {table._meta.tablename for table in tables()}


def test_no_two_tables_share_a_name() -> None:
    names = [table._meta.tablename for table in tables()]
    assert sorted(names) == sorted(set(names))


def test_every_table_knows_its_district() -> None:
    without = {table._meta.tablename for table in tables() if not knows_its_district(table)}
    assert without - set(NO_DISTRICT) == set()


def test_every_table_spells_out_its_number() -> None:
    assert [table.__name__ for table in tables() if "id" not in table.__annotations__] == []
    assert [where for where, column in columns(Serial) if column._meta.name != "id"] == []


def test_foreign_keys_restrict_and_point_down() -> None:
    wrong = []
    for where, column in columns(ForeignKey):
        meta = column._foreign_key_meta  # type: ignore[attr-defined] - columns() gave foreign keys only
        if meta.on_delete != OnDelete.restrict or not points_down(where, meta.resolved_references):
            wrong.append(f"{where} -> {meta.resolved_references.__name__}")
    assert wrong == []


def test_foreign_keys_are_named_by_the_noun() -> None:
    assert [where for where, _ in columns(ForeignKey) if where.endswith("_id")] == []


def test_money_is_whole_cents() -> None:
    assert [where for where, column in columns() if isinstance(column, Numeric | Real)] == []
    assert [where for where, column in columns() if where.endswith("_cents") and not isinstance(column, BigInt)] == []
    money = [where for where, column in columns(BigInt) if any(word in where.split(".")[2] for word in MONEY)]
    assert [where for where in money if not where.endswith("_cents")] == []


@pytest.mark.parametrize(("kind", "endings"), [(Timestamptz, "_at"), (Date, "_on")])
def test_moments_and_days_say_which_they_are(kind: type[Column], endings: str) -> None:
    assert [where for where, _ in columns(kind) if not where.endswith(endings)] == []
    assert [where for where, column in columns() if where.endswith(endings) and not isinstance(column, kind)] == []


def test_no_moment_is_without_a_zone() -> None:
    assert [where for where, column in columns(Timestamp) if not isinstance(column, Timestamptz)] == []


def test_yes_or_no_is_asked_as_a_question() -> None:
    named = [(where, where.split(".")[2].startswith(("is_", "has_"))) for where, _ in columns(Boolean)]
    assert [where for where, well in named if not well] == []


def knows_its_district(table: type[Table]) -> bool:
    found = [column for column in table._meta.foreign_key_columns if column._meta.name == "district"]
    return [column._foreign_key_meta.resolved_references.__name__ for column in found] == ["District"]


def points_down(where: str, target: type[Table]) -> bool:
    owner, below = where.split(".", maxsplit=1)[0], target.__module__.split(".")[1]
    return owner == below or order().index(below) < order().index(owner)
