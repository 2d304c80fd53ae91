"""What the office typed for a part of the rules: how its lists are read, and what does not fit together."""

from datetime import date

from kiezfonds.ground.problems import Problem
from kiezfonds.ground.text import N_
from kiezfonds.rounds.rules import CheckPoint, CriterionRule, FundRules, JuryRules, Rules


def problems_with_rules(rules: Rules) -> list[Problem]:
    """What no single parameter can see."""
    problems = [*_with_money(rules.fund), *_with_times(rules.fund, rules.jury)]
    if rules.jury.share_random_percent_min + rules.jury.share_organised_percent_max > 100:
        problems.append(
            Problem(N_("Beide Anteile zusammen sind mehr als die ganze Jury."), "share_organised_percent_max")
        )
    if rules.voting.score_mode == "criteria" and not rules.voting.criteria:
        problems.append(Problem(N_("Bitte nennen Sie mindestens eine Frage."), "criteria"))
    return problems


def read_day(text: str) -> str | None:
    """31.01. → 01-31; None for a day that is not in every year."""
    parts = text.strip().rstrip(".").split(".")
    try:
        day = date(2027, int(parts[1]), int(parts[0]))
    except (ValueError, IndexError):
        return None
    return f"{day.month:02d}-{day.day:02d}" if len(parts) == 2 else None


def read_checklist(text: str, before: tuple[CheckPoint, ...]) -> tuple[CheckPoint, ...]:
    """One line a point, „Satz | Grundlage“; a known sentence keeps its name."""
    names = {point.text: point.point for point in before}
    lines = [[part.strip() for part in f"{line}|".split("|")[:2]] for line in text.splitlines() if line.strip()]
    taken = set(names.values())
    return tuple(
        CheckPoint(names.get(said) or _free(f"point_{n}", taken), said, clause)
        for n, (said, clause) in enumerate(lines, 1)
    )


def read_criteria(text: str, before: tuple[CriterionRule, ...]) -> tuple[CriterionRule, ...] | None:
    """One line a question, „Frage | Gewicht | 0 | 3“; None where a number is none or the scale has no length."""
    names = {criterion.text: criterion.name for criterion in before}
    taken, found = set(names.values()), []
    for n, line in enumerate((line for line in text.splitlines() if line.strip()), 1):
        said, *numbers = [part.strip() for part in line.split("|")]
        if len(numbers) > 3 or not all(part.isascii() and part.isdigit() and len(part) < 4 for part in numbers):
            return None
        weight, low, high = ([int(part) for part in numbers] + [1, 0, 3][len(numbers) :])[:3]
        if not 1 <= weight <= 10 or not low < high <= 10:
            return None
        found.append(CriterionRule(names.get(said) or _free(f"criterion_{n}", taken), said, weight, low, high))
    return tuple(found)


def _with_money(fund: FundRules) -> list[Problem]:
    checks = [
        (fund.max_amount_cents < 100, N_("Der Höchstbetrag fehlt."), "max_amount_cents"),
        (
            fund.min_amount_cents > fund.max_amount_cents,
            N_("Der Mindestbetrag ist höher als der Höchstbetrag."),
            "min_amount_cents",
        ),
        (fund.min_per_area_cents % 100_00 != 0, N_("Bitte geben Sie ganze 100 € an."), "min_per_area_cents"),
        (not fund.applicant_kinds, N_("Jemand muss einen Antrag stellen können."), "applicant_kinds"),
        (not fund.checklist, N_("Die Formprüfung braucht mindestens einen Punkt."), "checklist"),
        (
            fund.financing_type == "share" and not fund.own_share_percent,
            N_("Bei einem festen Anteil muss der eigene Anteil feststehen."),
            "own_share_percent",
        ),
        (
            fund.financing_type == "full" and fund.own_share_percent > 0,
            N_("Wenn alle Kosten bezahlt werden, gibt es keinen eigenen Anteil."),
            "own_share_percent",
        ),
    ]
    return [Problem(text, field) for is_wrong, text, field in checks if is_wrong]


def _with_times(fund: FundRules, jury: JuryRules) -> list[Problem]:
    if fund.submission_lead_days >= jury.invitation_lead_days:
        return []
    text = N_("Ideen müssen da sein, bevor die Jury ihre Unterlagen bekommt: mindestens {days} Tage vor der Sitzung.")
    return [Problem(text, "submission_lead_days", values={"days": jury.invitation_lead_days})]


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "x"
    taken.add(name)
    return name
