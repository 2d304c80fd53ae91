import pytest

from kiezfonds.ground.traces import trace_of


def read(typed: str) -> int:
    try:
        return int(typed)
    except ValueError as error:
        raise LookupError(typed) from error


def test_a_trace_names_kinds_and_places_but_never_what_was_typed() -> None:
    with pytest.raises(LookupError) as caught:
        read("@".join(["ayse", "kiez.example"]))
    trace = trace_of(caught.value)

    assert "ayse@" not in trace
    assert trace.splitlines()[-1] == "builtins.LookupError"
    assert "builtins.ValueError" in trace
    assert "in read" in trace


def test_exceptions_that_name_each_other_come_to_an_end() -> None:
    one, other = ValueError("a"), LookupError("b")
    one.__cause__, other.__cause__ = other, one

    assert trace_of(one).splitlines() == ["builtins.LookupError", "builtins.ValueError"]
