"""The pot of an area: entries of twelve kinds, a balance that is always computed, and what it permits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from kiezfonds.ground.money import Cents, format_euro, largest_remainder, split_equally
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_


class EntryKind(StrEnum):
    BUDGET = "budget"  # Haushaltsmittel
    BUDGET_CUT = "budget_cut"  # Kürzung; the only way below zero
    TRANSFER_IN = "transfer_in"
    TRANSFER_OUT = "transfer_out"
    RESERVATION = "reservation"  # Vormerkung by a resolution
    RELEASE = "release"  # the reservation, or a part, is free again
    COMMITMENT = "commitment"  # Bindung by a notice
    REDUCTION = "reduction"  # the commitment, or an unpaid part, is free again
    PAYMENT = "payment"
    RETURN = "return"  # Rücklauf: the bank sent it back, it is still owed
    REPAYMENT = "repayment"  # Rückzahlung within the budget year: free again
    LATE_REPAYMENT = "late_repayment"  # after the budget year: no longer this pot's money

    @property
    def label(self) -> str:
        return ENTRY_WORDS[self]


ENTRY_WORDS: Final[Mapping[EntryKind, str]] = {
    EntryKind.BUDGET: N_("Zuteilung"),
    EntryKind.BUDGET_CUT: N_("Kürzung"),
    EntryKind.TRANSFER_IN: N_("Übertrag herein"),
    EntryKind.TRANSFER_OUT: N_("Übertrag hinaus"),
    EntryKind.RESERVATION: N_("Vormerkung"),
    EntryKind.RELEASE: N_("Vormerkung aufgehoben"),
    EntryKind.COMMITMENT: N_("Zusage"),
    EntryKind.REDUCTION: N_("Zusage verringert"),
    EntryKind.PAYMENT: N_("Zahlung"),
    EntryKind.RETURN: N_("Rücklauf"),
    EntryKind.REPAYMENT: N_("Rückzahlung"),
    EntryKind.LATE_REPAYMENT: N_("Rückzahlung nach dem Haushaltsjahr"),
}


class PotState(StrEnum):
    OPEN = "open"
    FROZEN = "frozen"  # Haushaltssperre

    @property
    def label(self) -> str:
        return POT_WORDS[self]


POT_WORDS: Final = {PotState.OPEN: N_("offen"), PotState.FROZEN: N_("Haushaltssperre")}
STEP: Final = Cents(100_00)
"""Shares by inhabitants are whole hundreds of euros."""
FROZEN = Problem(N_("Haushaltssperre: Zurzeit kann kein Geld vorgemerkt oder zugesagt werden."), clause="§ 41 LHO")


@dataclass(frozen=True)
class Entry:
    """The amount is always above zero; the kind says what it does."""

    kind: EntryKind
    amount: Cents


@dataclass(frozen=True)
class Balance:
    """Budget with transfers, and what is reserved, committed and paid of it; paid is part of committed."""

    budget: int = 0
    reserved: int = 0
    committed: int = 0
    paid: int = 0

    @property
    def available(self) -> Cents:
        return Cents(self.budget - self.reserved - self.committed)


# what one cent of each kind does to (budget, reserved, committed, paid)
EFFECTS: Final[Mapping[EntryKind, tuple[int, int, int, int]]] = {
    EntryKind.BUDGET: (1, 0, 0, 0),
    EntryKind.BUDGET_CUT: (-1, 0, 0, 0),
    EntryKind.TRANSFER_IN: (1, 0, 0, 0),
    EntryKind.TRANSFER_OUT: (-1, 0, 0, 0),
    EntryKind.RESERVATION: (0, 1, 0, 0),
    EntryKind.RELEASE: (0, -1, 0, 0),
    EntryKind.COMMITMENT: (0, 0, 1, 0),
    EntryKind.REDUCTION: (0, 0, -1, 0),
    EntryKind.PAYMENT: (0, 0, 0, 1),
    EntryKind.RETURN: (0, 0, 0, -1),
    EntryKind.REPAYMENT: (0, 0, -1, -1),
    EntryKind.LATE_REPAYMENT: (0, 0, 0, 0),
}


def balance_of(entries: Iterable[tuple[EntryKind, int]]) -> Balance:
    """From (kind, amount) pairs: single entries or sums by kind, of a pot or of one cause in it."""
    sums = [0, 0, 0, 0]
    for kind, amount in entries:
        for place, sign in enumerate(EFFECTS[kind]):
            sums[place] += sign * amount
    return Balance(*sums)


def balance_after(balance: Balance, *steps: Entry) -> Balance:
    change = balance_of((step.kind, step.amount) for step in steps)
    return Balance(
        balance.budget + change.budget,
        balance.reserved + change.reserved,
        balance.committed + change.committed,
        balance.paid + change.paid,
    )


def problems_with_entry(balance: Balance, entry: Entry, reason: str = "") -> list[Problem]:
    """Whether the pot bears this one entry; a commitment after a reservation: `problems_with_commitment`."""
    if entry.amount <= 0:
        return [_of_amount(N_("Der Betrag muss größer als null sein."), entry.amount)]
    match entry.kind:
        case EntryKind.RESERVATION | EntryKind.COMMITMENT | EntryKind.TRANSFER_OUT:
            return _at_most(entry, balance.available, N_("Im Topf sind nur noch {limit} frei."))
        case EntryKind.BUDGET_CUT if not reason.strip():
            return [Problem(N_("Eine Kürzung braucht eine Begründung."), "reason")]
        case EntryKind.BUDGET_CUT:
            return _at_most(entry, balance.budget, N_("Der Topf hat nur {limit}."))
        case EntryKind.RELEASE:
            return _at_most(entry, balance.reserved, N_("Vorgemerkt sind nur {limit}."))
        case EntryKind.REDUCTION:
            unpaid = balance.committed - balance.paid
            return _at_most(entry, unpaid, N_("Zugesagt und nicht ausgezahlt sind nur {limit}."))
        case EntryKind.PAYMENT:
            unpaid = balance.committed - balance.paid
            return _at_most(entry, unpaid, N_("Ausgezahlt werden können nur noch {limit}."))
        case EntryKind.RETURN | EntryKind.REPAYMENT | EntryKind.LATE_REPAYMENT:
            return _at_most(entry, balance.paid, N_("Ausgezahlt sind nur {limit}."))
    return []


def problems_with_reservation(balance: Balance, amount: Cents) -> list[Problem]:
    return problems_with_entry(balance, Entry(EntryKind.RESERVATION, amount))


def commitment_step(reserved: Cents, amount: Cents) -> tuple[Entry, ...]:
    """The entries of one transaction: the open reservation of this cause goes, the commitment comes."""
    released = (Entry(EntryKind.RELEASE, reserved),) if reserved else ()
    return (*released, Entry(EntryKind.COMMITMENT, amount))


def problems_with_commitment(balance: Balance, reserved: Cents, amount: Cents) -> list[Problem]:
    """`reserved` is what is still open of this cause's own reservation."""
    *released, commitment = commitment_step(reserved, amount)
    problems = [problem for entry in released for problem in problems_with_entry(balance, entry)]
    return problems + problems_with_entry(balance_after(balance, *released), commitment)


def problems_with_payment(balance: Balance, amount: Cents) -> list[Problem]:
    """To be asked of the pot and of the notice (the balance of its own entries)."""
    return problems_with_entry(balance, Entry(EntryKind.PAYMENT, amount))


def repayment_kind(budget_year: int, repaid_on: date) -> EntryKind:
    """Money that comes back after its budget year frees nothing in the pot."""
    return EntryKind.REPAYMENT if repaid_on.year <= budget_year else EntryKind.LATE_REPAYMENT


def broken_promises(balance: Balance, was_cut: bool) -> list[Problem]:
    """What must hold of every pot at all times; `was_cut` excuses a negative rest."""
    problems = []
    if balance.paid > balance.committed:
        problems.append(_of_amount(N_("Mehr ausgezahlt als zugesagt: {limit}."), balance.paid))
    if balance.available < 0 and not was_cut:
        problems.append(_of_amount(N_("Mehr vergeben als vorhanden: {limit}."), balance.available))
    if min(balance.budget, balance.reserved, balance.committed, balance.paid) < 0:
        problems.append(Problem(N_("Eine Summe im Topf ist kleiner als null.")))
    return problems


def shares_of(
    total: Cents, key: str, inhabitants: Mapping[str, int], minimum: Cents
) -> tuple[dict[str, Cents], list[Problem]]:
    """What each area gets, and what stands in the way of sharing; by the key of the rule set."""
    if key == "equal":
        return equally(total, list(inhabitants)), []
    nobody = [area for area, count in inhabitants.items() if not count]
    problems = []
    if total % STEP:
        problems.append(Problem(N_("Nach Einwohnerzahl wird in ganzen 100 € verteilt. Der Betrag geht so nicht auf.")))
    if nobody:
        text = N_("Bei {count} Gebieten fehlt die Zahl der Einwohnerinnen und Einwohner.")
        problems.append(Problem(text, values={"count": len(nobody)}))
    if minimum * len(inhabitants) > total:
        problems.append(Problem(N_("Das Geld reicht nicht, damit jedes Gebiet den Mindestbetrag bekommt.")))
    return ({}, problems) if problems else (by_inhabitants_with_minimum(total, inhabitants, minimum, STEP), [])


def problems_with_transfer(source: Balance, amount: Cents, *, is_same: bool, reason: str) -> list[Problem]:
    """Money moves from pot to pot of one fund; the giving pot never falls below zero."""
    if is_same:
        return [Problem(N_("Bitte wählen Sie zwei verschiedene Gebiete."), "target")]
    if not reason.strip():
        return [Problem(N_("Ein Übertrag braucht eine Begründung."), "reason")]
    return problems_with_entry(source, Entry(EntryKind.TRANSFER_OUT, amount))


def equally(total: Cents, areas: Sequence[str]) -> dict[str, Cents]:
    return dict(zip(areas, split_equally(total, len(areas)), strict=True))


def by_inhabitants_with_minimum(
    total: Cents, inhabitants: Mapping[str, int], minimum: Cents, step: Cents
) -> dict[str, Cents]:
    """Areas whose share would be below the minimum get the minimum, the others share the rest by
    inhabitants in whole steps (largest remainder). The sum is the total."""
    if total % step or minimum % step:
        raise ValueError("total and minimum are whole steps")
    if not any(inhabitants.values()):
        raise ValueError("nobody lives there")
    if minimum * len(inhabitants) > total:
        raise ValueError("the total does not cover the minimum of every area")
    shares: dict[str, Cents] = {}
    sharing = dict(inhabitants)
    while pinned := _below_minimum(total - minimum * len(shares), sharing, minimum):
        shares |= dict.fromkeys(pinned, minimum)
        sharing = {area: count for area, count in sharing.items() if area not in shares}
    rest = Cents(total - sum(shares.values()))
    if sharing:
        shares |= zip(sharing, largest_remainder(rest, list(sharing.values()), step), strict=True)
    return {area: shares[area] for area in inhabitants}


def _below_minimum(rest: int, sharing: Mapping[str, int], minimum: int) -> list[str]:
    people = sum(sharing.values())
    return [area for area, count in sharing.items() if Fraction(rest * count, people or 1) < minimum]


def _at_most(entry: Entry, limit: int, text: str) -> list[Problem]:
    return [] if entry.amount <= limit else [_of_amount(text, max(limit, 0))]


def _of_amount(text: str, limit: int) -> Problem:
    return Problem(text, "amount", values={"limit": format_euro(Cents(limit))})
