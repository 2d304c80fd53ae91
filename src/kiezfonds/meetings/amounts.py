"""Amounts: what a motion may ask for, what a resolution may promise. Whole cents only."""

from collections.abc import Iterable

from kiezfonds.ground.money import Cents, format_euro
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.meetings.rules import FUNDING, ResolutionKind


def problems_with_motion(
    amount: Cents, requested: Cents, smallest_useful: Cents | None, available: Cents
) -> list[Problem]:
    problems = []
    if amount <= 0:
        problems.append(_of_amount(N_("Der Betrag muss größer als null sein."), amount))
    if amount > requested:
        problems.append(_of_amount(N_("Beantragt sind nur {limit}."), requested))
    if amount > available:
        problems.append(_of_amount(N_("Im Topf sind nur noch {limit}."), max(available, Cents(0))))
    if smallest_useful is not None and amount < smallest_useful:
        text = N_("Unter {limit} kann das Projekt nicht stattfinden, sagt der Antrag.")
        problems.append(_of_amount(text, smallest_useful))
    return problems


def amount_by_median(
    yes_amounts: Iterable[Cents], *, requested: Cents, smallest_useful: Cents, available: Cents
) -> Cents | None:
    """The lower median of what the yes voters named, never above request or rest.

    None where nobody said yes or the result is below what the project needs: the motion fails, and a
    new motion at the minimum may be put.
    """
    amounts = sorted(yes_amounts)
    if not amounts:
        return None
    amount = min(amounts[(len(amounts) - 1) // 2], requested, available)
    return amount if amount >= max(smallest_useful, 1) else None


def resolution_problems(
    kind: ResolutionKind, accepted: bool, amount: Cents, requested: Cents, available: Cents
) -> list[Problem]:
    """Money only after an accepted motion, never more than was asked for or is left; none otherwise."""
    if kind not in FUNDING:
        problems = []
        if amount:
            problems.append(_of_amount(N_("Zu diesem Beschluss gehört kein Betrag."), amount))
        if accepted and kind is ResolutionKind.REJECTED:
            problems.append(Problem(N_("Die Jury hat zugestimmt. Der Beschluss kann nicht Ablehnung lauten.")))
        return problems
    problems = problems_with_motion(amount, requested, None, available)
    if not accepted:
        problems.append(Problem(N_("Die Jury hat nicht zugestimmt. Der Beschluss kann kein Geld zusagen.")))
    if kind is ResolutionKind.FULL and amount < requested:
        problems.append(_of_amount(N_("Voll gefördert heißt {limit}. Weniger ist eine Teilförderung."), requested))
    if kind is ResolutionKind.PART and amount == requested:
        problems.append(_of_amount(N_("{limit} sind der ganze beantragte Betrag, kein Teil."), requested))
    return problems


def problems_with_conditions(kind: ResolutionKind, conditions: str) -> list[Problem]:
    """A condition voted on cannot be dropped, and none can be added after the vote."""
    if kind is ResolutionKind.CONDITIONAL and not conditions.strip():
        return [Problem(N_("Über eine Auflage wurde nicht abgestimmt."), "kind")]
    if kind in (ResolutionKind.FULL, ResolutionKind.PART) and conditions.strip():
        return [Problem(N_("Der Antrag enthielt eine Auflage. Sie gehört zum Beschluss."), "kind")]
    return []


def fitting_kinds(*, is_accepted: bool, amount: int, requested: int, has_conditions: bool) -> list[ResolutionKind]:
    """What a result of this kind can mean, the usual one first."""
    if not is_accepted:
        return [ResolutionKind.REJECTED, ResolutionKind.DEFERRED, ResolutionKind.WAITING_LIST]
    if has_conditions:
        first = ResolutionKind.CONDITIONAL
    else:
        first = ResolutionKind.FULL if amount >= requested else ResolutionKind.PART
    return [first, ResolutionKind.DEFERRED, ResolutionKind.WAITING_LIST]


def _of_amount(text: str, limit: Cents) -> Problem:
    return Problem(text, "amount", values={"limit": format_euro(limit)})
