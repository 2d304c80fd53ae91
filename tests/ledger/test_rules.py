from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiezfonds.ground.money import Cents
from kiezfonds.ledger.rules import (
    EFFECTS,
    Balance,
    Entry,
    EntryKind,
    balance_after,
    balance_of,
    broken_promises,
    commitment_step,
    problems_with_commitment,
    problems_with_entry,
    problems_with_payment,
    problems_with_reservation,
    repayment_kind,
)

POT = Balance(budget=1_300_000, reserved=100_000, committed=400_000, paid=250_000)


def test_a_years_pot_from_budget_to_repayment() -> None:
    entries = [
        (EntryKind.BUDGET, 1_300_000),
        (EntryKind.TRANSFER_IN, 50_000),
        (EntryKind.TRANSFER_OUT, 20_000),
        (EntryKind.RESERVATION, 100_000),
        (EntryKind.RELEASE, 100_000),
        (EntryKind.COMMITMENT, 90_000),
        (EntryKind.PAYMENT, 90_000),
        (EntryKind.RETURN, 90_000),
        (EntryKind.PAYMENT, 90_000),
        (EntryKind.REPAYMENT, 15_000),
        (EntryKind.BUDGET_CUT, 30_000),
    ]

    balance = balance_of(entries)

    assert balance == Balance(budget=1_300_000, reserved=0, committed=75_000, paid=75_000)
    assert balance.available == 1_225_000


def test_every_kind_has_its_effect_and_none_pays_what_was_not_promised() -> None:
    assert set(EFFECTS) == set(EntryKind)
    assert balance_of([]) == Balance()


def test_sums_by_kind_make_the_same_balance_as_the_entries() -> None:
    entries = [(EntryKind.BUDGET, 700), (EntryKind.BUDGET, 300), (EntryKind.RESERVATION, 50)]

    assert balance_of(entries) == balance_of({EntryKind.BUDGET: 1000, EntryKind.RESERVATION: 50}.items())


@pytest.mark.parametrize(
    ("kind", "most", "refusal"),
    [
        (EntryKind.RESERVATION, 800_000, "Im Topf sind nur noch 8.000 € frei."),
        (EntryKind.COMMITMENT, 800_000, "Im Topf sind nur noch 8.000 € frei."),
        (EntryKind.TRANSFER_OUT, 800_000, "Im Topf sind nur noch 8.000 € frei."),
        (EntryKind.RELEASE, 100_000, "Vorgemerkt sind nur 1.000 €."),
        (EntryKind.REDUCTION, 150_000, "Zugesagt und nicht ausgezahlt sind nur 1.500 €."),
        (EntryKind.PAYMENT, 150_000, "Ausgezahlt werden können nur noch 1.500 €."),
        (EntryKind.RETURN, 250_000, "Ausgezahlt sind nur 2.500 €."),
        (EntryKind.REPAYMENT, 250_000, "Ausgezahlt sind nur 2.500 €."),
        (EntryKind.LATE_REPAYMENT, 250_000, "Ausgezahlt sind nur 2.500 €."),
        (EntryKind.BUDGET_CUT, 1_300_000, "Der Topf hat nur 13.000 €."),
    ],
)
def test_each_kind_goes_to_its_limit_and_not_a_cent_further(kind: EntryKind, most: int, refusal: str) -> None:
    assert problems_with_entry(POT, Entry(kind, Cents(most)), "Haushaltssperre") == []
    [problem] = problems_with_entry(POT, Entry(kind, Cents(most + 1)), "Haushaltssperre")
    assert problem.said().replace("\u00a0", " ") == refusal


@pytest.mark.parametrize("kind", list(EntryKind))
@pytest.mark.parametrize("amount", [0, -1])
def test_no_entry_without_an_amount(kind: EntryKind, amount: int) -> None:
    assert [one.field for one in problems_with_entry(POT, Entry(kind, Cents(amount)), "Grund")] == ["amount"]


def test_only_a_cut_with_a_reason_goes_below_zero() -> None:
    cut = Entry(EntryKind.BUDGET_CUT, Cents(1_000_000))

    assert [one.field for one in problems_with_entry(POT, cut, " ")] == ["reason"]
    assert problems_with_entry(POT, cut, "Haushaltssperre") == []
    after = balance_after(POT, cut)
    assert after.available == -200_000
    assert problems_with_reservation(after, Cents(1)) != []
    assert broken_promises(after, was_cut=True) == []
    assert broken_promises(after, was_cut=False) != []


def test_a_pot_below_zero_says_that_nothing_is_left() -> None:
    [problem] = problems_with_reservation(Balance(budget=0, committed=500), Cents(1))

    assert problem.said().replace("\u00a0", " ") == "Im Topf sind nur noch 0 € frei."


def test_the_last_euro_is_reserved_once() -> None:
    pot = Balance(budget=100)

    assert problems_with_reservation(pot, Cents(100)) == []
    after = balance_after(pot, Entry(EntryKind.RESERVATION, Cents(100)))
    assert problems_with_reservation(after, Cents(1)) != []


def test_a_commitment_releases_its_reservation_in_the_same_step() -> None:
    pot = Balance(budget=1000, reserved=1000)

    assert problems_with_commitment(pot, reserved=Cents(600), amount=Cents(600)) == []
    after = balance_after(pot, *commitment_step(Cents(600), Cents(500)))
    assert after == Balance(budget=1000, reserved=400, committed=500)


def test_a_commitment_above_its_reservation_needs_free_money() -> None:
    pot = Balance(budget=1000, reserved=900)

    assert problems_with_commitment(pot, reserved=Cents(600), amount=Cents(700)) == []
    assert problems_with_commitment(pot, reserved=Cents(600), amount=Cents(701)) != []


def test_a_commitment_cannot_release_more_than_is_reserved() -> None:
    assert problems_with_commitment(Balance(budget=1000), reserved=Cents(1), amount=Cents(5)) != []


def test_a_commitment_without_reservation_is_one_entry() -> None:
    assert commitment_step(Cents(0), Cents(5)) == (Entry(EntryKind.COMMITMENT, Cents(5)),)


def test_paid_never_exceeds_committed() -> None:
    assert problems_with_payment(Balance(1000, 0, 300, 100), Cents(200)) == []
    assert problems_with_payment(Balance(1000, 0, 300, 100), Cents(201)) != []


@pytest.mark.parametrize(
    ("repaid_on", "kind", "freed"),
    [
        (date(2026, 12, 31), EntryKind.REPAYMENT, 100),
        (date(2027, 1, 2), EntryKind.LATE_REPAYMENT, 0),
    ],
)
def test_a_repayment_frees_money_only_in_its_budget_year(repaid_on: date, kind: EntryKind, freed: int) -> None:
    found = repayment_kind(2026, repaid_on)
    after = balance_after(POT, Entry(found, Cents(100)))

    assert found is kind
    assert after.available - POT.available == freed


@pytest.mark.parametrize(
    "balance",
    [Balance(10, 0, 5, 6), Balance(10, 6, 5, 0), Balance(10, -1, 5, 0)],
    ids=["overpaid", "overspent", "released twice"],
)
def test_a_broken_pot_is_named(balance: Balance) -> None:
    assert broken_promises(balance, was_cut=False) != []


entries = st.builds(Entry, st.sampled_from(EntryKind), st.integers(-5, 400).map(Cents))


@settings(max_examples=60)
@given(tried=st.lists(entries, max_size=40), budget=st.integers(0, 1000))
def test_no_accepted_sequence_of_entries_overspends(tried: list[Entry], budget: int) -> None:
    balance = Balance(budget=budget)
    was_cut = False
    for entry in tried:
        if not problems_with_entry(balance, entry, "Grund"):
            balance = balance_after(balance, entry)
            was_cut = was_cut or entry.kind is EntryKind.BUDGET_CUT
            assert broken_promises(balance, was_cut) == []


class Deal(NamedTuple):
    reserved: int
    committed: int
    paid: int


@settings(max_examples=60)
@given(deals=st.lists(st.builds(Deal, *[st.integers(1, 500)] * 3), max_size=15))
def test_many_notices_never_promise_more_than_the_pot_has(deals: list[Deal]) -> None:
    balance = Balance(budget=1000)
    for deal in deals:
        if problems_with_reservation(balance, Cents(deal.reserved)):
            continue
        balance = balance_after(balance, Entry(EntryKind.RESERVATION, Cents(deal.reserved)))
        if problems_with_commitment(balance, Cents(deal.reserved), Cents(deal.committed)):
            continue
        balance = balance_after(balance, *commitment_step(Cents(deal.reserved), Cents(deal.committed)))
        if not problems_with_payment(balance, Cents(deal.paid)):
            balance = balance_after(balance, Entry(EntryKind.PAYMENT, Cents(deal.paid)))
    assert 0 <= balance.paid <= balance.committed <= balance.budget - balance.reserved
