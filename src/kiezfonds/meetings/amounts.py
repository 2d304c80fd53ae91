"""Amounts: what a motion may ask for, what a resolution may promise. Whole cents only."""

from collections.abc import Iterable
from datetime import datetime

from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.money import Cents, format_euro
from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.meetings.rules import FUNDING, ConditionKind, Motion, MotionKind, ResolutionKind


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


def problems_with_kind(motion: Motion, *, is_proposal: bool) -> list[Problem]:
    """Money is moved for a proposal; everything else is a plain motion without an amount."""
    if is_proposal == (motion.kind is MotionKind.PLAIN):
        return [Problem(N_("Über so einen Antrag kann bei diesem Punkt nicht abgestimmt werden."), "kind")]
    has_amount = motion.kind in (MotionKind.FUNDING, MotionKind.WAITING_LIST)
    if has_amount and motion.amount is None:
        return [Problem(N_("Bitte nennen Sie den Betrag."), "amount")]
    if not has_amount and motion.conditions.strip():
        return [Problem(N_("Eine Auflage gehört zu einer Förderung."), "conditions")]
    return []


def problems_with_due_day(motion: Motion, now: datetime) -> list[Problem]:
    """A precondition ends on a day; without one the money would be kept for ever."""
    if not motion.conditions.strip():
        return []
    if motion.condition_kind is ConditionKind.PRECONDITION and motion.condition_due_on is None:
        return [Problem(N_("Bis wann muss die Bedingung erfüllt sein?"), "condition_due_on")]
    if motion.condition_due_on is not None and motion.condition_due_on < berlin_day(now):
        return [Problem(N_("Dieser Tag ist schon vorbei."), "condition_due_on")]
    return []


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


def problems_with_outcome(motion: MotionKind, kind: ResolutionKind, *, is_accepted: bool) -> list[Problem]:
    """What a motion for the waiting list or for another day cannot mean."""
    wanted = {MotionKind.WAITING_LIST: ResolutionKind.WAITING_LIST, MotionKind.DEFERRAL: ResolutionKind.DEFERRED}
    if motion not in wanted:
        return []
    fits = kind is wanted[motion] if is_accepted else kind is not wanted[motion] and kind not in FUNDING
    return [] if fits else [Problem(N_("Dieser Beschluss passt nicht zu dem, worüber abgestimmt wurde."), "kind")]


def fitting_kinds(
    *,
    is_accepted: bool,
    amount: int,
    requested: int,
    has_conditions: bool,
    motion: MotionKind = MotionKind.FUNDING,
) -> list[ResolutionKind]:
    """What a result of this kind can mean, the usual one first; nothing where only another motion can follow."""
    if motion is MotionKind.WAITING_LIST:
        rejected = [ResolutionKind.REJECTED, ResolutionKind.DEFERRED]
        return [ResolutionKind.WAITING_LIST] if is_accepted else rejected
    if motion is MotionKind.DEFERRAL:
        return [ResolutionKind.DEFERRED] if is_accepted else []
    if motion is MotionKind.PLAIN:
        return []
    if not is_accepted:
        return [ResolutionKind.REJECTED, ResolutionKind.DEFERRED, ResolutionKind.WAITING_LIST]
    if has_conditions:
        first = ResolutionKind.CONDITIONAL
    else:
        first = ResolutionKind.FULL if amount >= requested else ResolutionKind.PART
    return [first, ResolutionKind.DEFERRED, ResolutionKind.WAITING_LIST]


def _of_amount(text: str, limit: Cents) -> Problem:
    return Problem(text, "amount", values={"limit": format_euro(limit)})
