"""The German of minutes: the same facts give the same sentences. Minutes are written in German (§ 23 (1) VwVfG)."""

from collections.abc import Sequence
from datetime import datetime

from kiezfonds.ground.days import berlin_day, berlin_wall, date_text, day_text
from kiezfonds.ground.money import Cents, format_euro
from kiezfonds.ground.text import quoted
from kiezfonds.meetings.counting import majority_said, read_ballot_rule
from kiezfonds.meetings.rules import BallotState, ConditionKind, ItemState, Method, ResolutionKind
from kiezfonds.minutes.rules import Attendee, BallotFacts, Edition, Evening, Item, ResolutionFacts

METHODS = {Method.OPEN: "offen, auf den Geräten", Method.HANDS: "offen, mit Handzeichen"}
FUNCTIONS = {"chair": "Vorsitz", "deputy": "Stellvertretung", "member": "Mitglied", "substitute": "Ersatzmitglied"}
DECIDED = {
    ResolutionKind.FULL: "Die Jury stimmt zu: {amount}.",
    ResolutionKind.PART: "Die Jury stimmt zu einem Teil zu: {amount}.",
    ResolutionKind.CONDITIONAL: "Die Jury stimmt unter einer Auflage oder Bedingung zu: {amount}.",
    ResolutionKind.DEFERRED: "Die Jury vertagt die Entscheidung.",
    ResolutionKind.REJECTED: "Die Jury lehnt den Antrag ab.",
    ResolutionKind.WAITING_LIST: "Die Jury setzt den Antrag auf die Warteliste.",
}
WITHOUT_BALLOT = {
    ItemState.DEFERRED: "Der Punkt wird vertagt.",
    ItemState.WITHDRAWN: "Der Antrag wurde zurückgezogen. Es wird nicht abgestimmt.",
    ItemState.NOT_REACHED: "Der Punkt wurde nicht erreicht.",
    ItemState.LISTED: "Der Punkt wurde nicht aufgerufen.",
}


def under_title(evening: Evening) -> str:
    day = date_text(berlin_day(evening.opened_at or evening.begins_at))
    return f"Sitzung {evening.reference}, {evening.body}, am {day}"


def facts(evening: Evening) -> list[tuple[str, str]]:
    """The head of the minutes: label and value."""
    began = evening.opened_at or evening.begins_at
    ended = clock(evening.closed_at) if evening.closed_at else "offen"
    return [
        ("Ort", evening.place),
        ("Tag", day_text(berlin_day(began))),
        ("Beginn und Ende", f"{clock(began)} bis {ended}"),
        ("Leitung", leadership(evening)),
        *([("Niederschrift", evening.recorder)] if evening.recorder else []),
        *([("Unterbrechung", ", ".join(_pause(*pause) for pause in evening.pauses))] if evening.pauses else []),
        *([("Geschäftsstelle", evening.staff)] if evening.staff else []),
        *([("Gäste", str(evening.guests))] if evening.guests is not None else []),
        ("Gremium", f"{evening.body}, Gebiet {evening.area}, {evening.fund}"),
        ("Einladung", invitation(evening)),
        ("Beschlussfähigkeit", quorum_finding(evening)),
    ]


def invitation(evening: Evening) -> str:
    """Finding of due invitation (§ 90 (1) VwVfG, lead days of the rule set)."""
    if evening.invited_at is None:
        return "Ein Tag der Einladung ist nicht vermerkt."
    invited_on, begins_on = berlin_day(evening.invited_at), berlin_day(evening.begins_at)
    days = (begins_on - invited_on).days
    finding = "fristgerecht" if days >= evening.lead_days else "nicht fristgerecht"
    plural = "Tag" if days == 1 else "Tage"
    before = f"{days} {plural} vorher; nötig sind {evening.lead_days}: {finding}"
    return f"an alle Mitglieder am {date_text(invited_on)}, {before}"


def leadership(evening: Evening) -> str:
    """Every chair of the evening (§ 93 VwVfG): who has a conflict hands over for that item."""
    if evening.is_public:
        return "Mitglieder der Jury im Wechsel" if evening.handovers else "ein Mitglied der Jury"
    later = [f"ab {clock(at)} {after}" for at, _, after in evening.handovers]
    return ", ".join([_first_chair(evening) or "nicht eingetragen", *later])


def present_line(evening: Evening) -> str:
    """For everyone: how many were there, not who."""
    here = sum(1 for attendee in evening.attendees if attendee.stays)
    return f"Anwesend waren {here} von {len(evening.attendees)} Mitgliedern der Jury."


def quorum_finding(evening: Evening) -> str:
    if evening.is_inquorate:
        here = sum(1 for attendee in evening.attendees if attendee.stays)
        return f"nicht gegeben: anwesend {here} von {len(evening.attendees)} Mitgliedern; ohne Abstimmung beendet"
    ballots = [ballot for item in evening.items for ballot in item.ballots]
    if not ballots:
        here = sum(1 for attendee in evening.attendees if attendee.stays)
        return f"keine Abstimmung; anwesend waren {here} von {len(evening.attendees)} Mitgliedern"
    first = min(ballots, key=lambda ballot: ballot.number)
    word = "festgestellt" if first.is_quorate else "nicht gegeben"
    return (
        f"{word} bei der ersten Abstimmung um {clock(first.opened_at)}: anwesend {first.present} von "
        f"{first.appointed} berufenen Mitgliedern, nötig {first.needed}; bei jeder Abstimmung neu geprüft"
    )


def attendance(evening: Evening) -> list[tuple[str, str, str]]:
    """Name, task, times in the room."""
    return [
        (each.name, FUNCTIONS.get(each.function, each.function), _presence(each, evening)) for each in evening.attendees
    ]


def agenda_line(item: Item) -> str:
    return f"{item.title} (Antrag {item.proposal})" if item.proposal else item.title


def subject_line(item: Item) -> str:
    """Who asks for how much."""
    if not item.proposal:
        return ""
    who = item.applicant or "eine Privatperson"
    stop = "" if who.endswith(".") else "."  # „Lesekreis e. V.“
    return f"Antrag {item.proposal}, gestellt durch {who}{stop} Beantragt sind {euro(item.requested_cents)}."


def exclusion_line(item: Item) -> str:
    """Only that somebody was excluded; the ground stays with the office (§ 20 VwVfG)."""
    if not item.excluded:
        return ""
    if not any(item.excluded):
        many = "Ein Mitglied hat" if len(item.excluded) == 1 else f"{len(item.excluded)} Mitglieder haben"
        return f"{many} nach §{NBSP}20 VwVfG weder mitberaten noch mitgestimmt."
    names = _listed(item.excluded)
    have = "hat" if len(item.excluded) == 1 else "haben"
    return f"Ausgeschlossen nach §{NBSP}20 VwVfG: {names} {have} weder mitberaten noch mitgestimmt."


def without_ballot(item: Item) -> str:
    return "" if item.ballots or item.resolutions else WITHOUT_BALLOT.get(ItemState(item.state), "")


def ballot_caption(ballot: BallotFacts) -> str:
    method = METHODS[Method(ballot.method)]
    state = ", aufgehoben" if ballot.state == BallotState.ANNULLED else ""
    return f"Abstimmung {ballot.number}, {method}, um {clock(ballot.opened_at)}{state}"


def motion_text(ballot: BallotFacts) -> str:
    if not ballot.motion:
        return "Es wurde abgestimmt."
    told = f"Abgestimmt wurde über: {quoted(ballot.motion)}"
    amount = euro(ballot.amount_cents) if ballot.amount_cents is not None else ""
    is_said = amount.replace(NBSP, " ") in ballot.motion.replace(NBSP, " ")
    sum_line = "" if is_said else f"Betrag: {amount}."
    return " ".join(each for each in (told, sum_line, condition_line(ballot)) if each)


def condition_line(of: BallotFacts | ResolutionFacts) -> str:
    """Duty or precondition, and until when."""
    if not of.conditions:
        return ""
    word = "Bedingung vor der Zusage" if of.condition_kind == ConditionKind.PRECONDITION else "Auflage"
    due = f" (zu erfüllen bis {date_text(of.condition_due_on)})" if of.condition_due_on else ""
    return f"{word}{due}: {of.conditions}"


def counts(ballot: BallotFacts) -> list[tuple[str, str]]:
    return [
        ("Ja", _number(ballot.yes)),
        ("Nein", _number(ballot.no)),
        ("Enthaltung", _number(ballot.abstain)),
        ("stimmberechtigt", str(ballot.entitled)),
        ("anwesend", str(ballot.present)),
    ]


def outcome(ballot: BallotFacts) -> str:
    """The result and by which rule."""
    if ballot.state == BallotState.ANNULLED:
        reason = f" Grund: {ballot.annulled_reason}" if ballot.annulled_reason else ""
        return f"Die Abstimmung wurde aufgehoben.{reason}"
    if ballot.state != BallotState.CONFIRMED:
        return "Das Ergebnis wurde nicht bestätigt."
    rule = majority_said(read_ballot_rule(ballot.rule).majority)
    return f"{'Angenommen' if ballot.is_accepted else 'Abgelehnt'}. Nötig für Ja: {rule}."


def quorum_line(ballot: BallotFacts) -> str:
    """Whether enough members could decide, at the beginning and at the end (§ 90 VwVfG)."""
    word = "beschlussfähig" if ballot.is_quorate else "nicht beschlussfähig"
    line = f"Bei diesem Punkt {word}: {ballot.entitled} zählen, nötig sind {ballot.needed}."
    if read_ballot_rule(ballot.rule).quorum.fixed == 1:
        line = f"{line} Zweite Sitzung zu diesem Punkt, ohne Rücksicht auf die Zahl (§{NBSP}90 Abs.{NBSP}2 VwVfG)."
    if ballot.is_quorate_at_close or ballot.state != BallotState.CONFIRMED:
        return line
    why = f"bestätigt: {ballot.quorum_reason}" if ballot.quorum_reason else "das Ergebnis bestätigt und dies begründet."
    return f"{line} Am Ende der Abstimmung waren es weniger. Die Leitung hat {why}"


def resolution_title(resolution: ResolutionFacts, evening: Evening) -> str:
    return f"Beschluss {evening.reference}/{resolution.number}"


def resolution_text(resolution: ResolutionFacts) -> str:
    told = DECIDED[ResolutionKind(resolution.kind)].format(amount=euro(resolution.amount_cents))
    if resolution.rank is not None:
        return f"{told} Platz {resolution.rank}."
    if resolution.defer_to is not None:
        return f"{told} Er kommt in die Sitzung am {date_text(berlin_day(resolution.defer_to))}."
    return told


def money_line(resolution: ResolutionFacts) -> str:
    before, after = euro(resolution.free_before_cents), euro(resolution.free_after_cents)
    if before == after:
        return f"Frei im Topf bleiben {after}."
    return f"Frei im Topf: vorher {before}, nachher {after}."


def money_rows(evening: Evening) -> list[tuple[str, str, str]]:
    """What each resolution took from the pot."""
    rows = [("Zu Beginn der Sitzung", "", euro(evening.free_at_start_cents))]
    for item in evening.items:
        for resolution in item.resolutions:
            if resolution.amount_cents:
                label = f"{resolution_title(resolution, evening)} {item.title}"
                rows.append((label, euro(resolution.amount_cents), euro(resolution.free_after_cents)))
    return rows


def money_foot(evening: Evening) -> tuple[str, str, str]:
    spent = sum(resolution.amount_cents for item in evening.items for resolution in item.resolutions)
    return ("Am Ende der Sitzung", euro(spent), euro(evening.free_at_end_cents))


def correction_line(edition: Edition) -> str:
    return f"Berichtigte Fassung. {edition.correction}" if edition.correction else ""


def default_opening(evening: Evening) -> str:
    chair = _first_chair(evening) or "Die Sitzungsleitung"
    began = clock(evening.opened_at or evening.begins_at)
    return f"{chair} eröffnet die Sitzung um {began} und begrüßt die Anwesenden."


def default_closing(evening: Evening) -> str:
    chair = evening.chair or "Die Sitzungsleitung"
    ended = f" um {clock(evening.closed_at)}" if evening.closed_at else ""
    return f"{chair} dankt allen und schließt die Sitzung{ended}."


def _first_chair(evening: Evening) -> str:
    return evening.handovers[0][1] if evening.handovers else evening.chair


def clock(instant: datetime) -> str:
    """„18:03 Uhr“: minutes keep the minute."""
    wall = berlin_wall(instant)
    return f"{wall.hour}:{wall.minute:02}{NBSP}Uhr"


def euro(cents: int) -> str:
    return format_euro(Cents(cents))


NBSP = "\u00a0"


def _presence(attendee: Attendee, evening: Evening) -> str:
    if not attendee.stays:
        return "entschuldigt" if attendee.is_excused else "nicht anwesend"
    end = evening.closed_at
    return ", ".join(f"{_hour(begin)} bis {_hour(until or end)}" for begin, until in attendee.stays) + f"{NBSP}Uhr"


def _pause(begin: datetime, end: datetime | None) -> str:
    return f"{_hour(begin)} bis {_hour(end)}{NBSP}Uhr"


def _hour(instant: datetime | None) -> str:
    return f"{berlin_wall(instant).hour}:{berlin_wall(instant).minute:02}" if instant else "Ende"


def _number(value: int | None) -> str:
    return "–" if value is None else str(value)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " und " + names[-1]
