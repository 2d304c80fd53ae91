from datetime import date, time

import pytest

from kiezfonds.ground.problems import Problem
from kiezfonds.web.fields import Check, Choice, Day, Email, Money, Number, Text, Time
from kiezfonds.web.forms import Form


class Sample(Form):
    title = Text("Titel", max=10)
    mail = Email("E-Mail", required=False)
    people = Number("Leute", required=False, high=500)
    amount = Money("Betrag", required=False, high=1_000_00)
    day = Day("Tag", required=False)
    hour = Time("Uhrzeit", required=False)
    kind = Choice("Art", options=(("a", "A"), ("b", "B")), required=False)
    agreed = Check("Gelesen", required=False)


def filled(**data: str) -> Sample:
    form = Sample()
    form.fill({"title": ["Hofbank"], **{name: [value] for name, value in data.items()}})
    return form


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("title", "  Hof\u202ebank ", "Hofbank"),
        ("mail", "ayse@kiez.example", "ayse@kiez.example"),
        ("mail", "", ""),
        ("people", "1.00", 100),
        ("people", "", None),
        ("amount", "12,50 €", 1250),
        ("amount", "1.000", 100000),
        ("day", "12.03.2026", date(2026, 3, 12)),
        ("day", "2026-03-12", date(2026, 3, 12)),
        ("hour", "18:30", time(18, 30)),
        ("hour", "18", time(18)),
        ("kind", "a", "a"),
        ("agreed", "on", True),
    ],
)
def test_what_people_type_becomes_a_value(name: str, typed: str, value: object) -> None:
    form = filled(**{name: typed})

    assert form.field_errors == {}
    assert form.values[name] == value


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("title", ""),
        ("title", "viel zu lang für hier"),
        ("mail", "ayse"),
        ("mail", "a b@c.de"),
        ("mail", "ayse@kiez."),
        ("mail", "ayse@@kiez.example"),
        ("mail", "ayse@kiez.example,bernd@kiez.example"),
        ("people", "viele"),
        ("people", "501"),
        ("people", "²"),
        ("people", "9" * 5000),
        ("amount", "viel"),
        ("amount", "1.000,01"),
        ("day", "31.02.2026"),
        ("day", "morgen"),
        ("hour", "25:00"),
        ("hour", "abends"),
        ("kind", "c"),
    ],
)
def test_what_cannot_be_read_keeps_its_text_and_gets_a_sentence(name: str, typed: str) -> None:
    form = filled(**{name: typed})

    assert form.is_valid is False
    assert form.bound(name).value == typed
    assert form.bound(name).error
    assert form.errors == [{"id": f"f-{name}", "text": form.bound(name).error}]


def test_every_field_says_its_own_error_at_once() -> None:
    form = filled(title="", people="viele", day="nie")

    assert [e["id"] for e in form.errors] == ["f-title", "f-people", "f-day"]


def test_a_problem_goes_to_its_field_or_to_the_top() -> None:
    form = filled()
    form.add(
        [Problem("Zu teuer: {amount}", field="amount", values={"amount": "9 €"}), Problem("Zu spät", clause="§ 1")]
    )

    assert form.bound("amount").error == "Zu teuer: 9 €"
    assert form.errors[0] == {"id": "", "text": "Zu spät (§ 1)"}


def test_a_form_that_was_not_sent_has_no_errors_and_is_not_valid() -> None:
    form = Sample(title="Hofbank", amount=1250)

    assert form.is_valid is False
    assert form.errors == []
    assert form.bound("amount").value == "12,50"


@pytest.mark.parametrize(
    ("typed", "fits"),
    [("", True), ("2026-03-12", True), ("12.03.2026", False), ("2026-02-30", False), ("20260312", False)],
)
def test_a_calendar_is_shown_only_where_it_keeps_what_was_typed(typed: str, fits: bool) -> None:
    assert filled(day=typed).bound("day").fits_calendar is fits
