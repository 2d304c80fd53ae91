"""The same facts give the same sentences."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiezfonds.meetings.counting import ballot_rule_of
from kiezfonds.meetings.rules import MeetingState
from kiezfonds.minutes import wording
from kiezfonds.minutes.rules import (
    Attendee,
    BallotFacts,
    Evening,
    Item,
    ResolutionFacts,
    Wording,
    problems_with_drafting,
    record,
    record_as_csv,
    record_as_json,
)
from kiezfonds.rounds.rules import preset

BEGIN, END = datetime(2026, 3, 26, 17, 3, tzinfo=UTC), datetime(2026, 3, 26, 19, 0, tzinfo=UTC)
BALLOT = BallotFacts(
    number=1,
    motion="Die Hofbank wird mit 480 € gefördert.",
    amount_cents=480_00,
    conditions="",
    method="hands",
    rule=ballot_rule_of(preset("lichtenberg").voting).stored(),
    state="confirmed",
    appointed=15,
    present=9,
    excluded=1,
    entitled=8,
    needed=8,
    is_quorate=True,
    is_quorate_at_close=True,
    quorum_reason="",
    yes=5,
    no=2,
    abstain=1,
    is_accepted=True,
    opened_at=BEGIN,
    closed_at=END,
    annulled_reason="",
)
ITEM = Item(
    id=7,
    position=2,
    kind="proposal",
    state="decided",
    title="Hofbank",
    proposal="2026-0007",
    requested_cents=480_00,
    excluded=("Clara Jurorin",),
    ballots=(BALLOT,),
    resolutions=(ResolutionFacts(1, "full", 480_00, "", "Gut für alle.", 930_00, 450_00),),
)
EVENING = Evening(
    meeting=1,
    year=2026,
    number=3,
    state="closed",
    body="Jury Fennpfuhl",
    area="Fennpfuhl",
    fund="Kiezfonds 2026",
    place="Seniorenclub",
    begins_at=BEGIN,
    opened_at=BEGIN,
    closed_at=END,
    invited_at=datetime(2026, 3, 12, 9, 0, tzinfo=UTC),
    lead_days=7,
    chair="Clara Jurorin",
    recorder="",
    free_at_start_cents=930_00,
    free_at_end_cents=450_00,
    attendees=(
        Attendee(1, 1, "Clara Jurorin", "chair", ((BEGIN, None),)),
        Attendee(2, 2, "Konrad Kiez", "member"),
    ),
    items=(ITEM,),
)


def test_minutes_are_drafted_from_a_closed_meeting_only() -> None:
    assert problems_with_drafting(MeetingState.CLOSED) == []
    for state in set(MeetingState) - {MeetingState.CLOSED}:
        assert len(problems_with_drafting(state)) == 1


def test_the_head_names_place_day_times_chair_invitation_and_quorum() -> None:
    head = dict(wording.facts(EVENING))

    assert head["Ort"] == "Seniorenclub"
    assert head["Tag"] == "Do, 26. März 2026"
    assert head["Beginn und Ende"] == "18:03\u00a0Uhr bis 20:00\u00a0Uhr"
    assert head["Leitung"] == "Clara Jurorin"
    assert head["Einladung"].endswith("14 Tage vorher; nötig sind 7: fristgerecht")
    assert "anwesend 9 von 15 berufenen Mitgliedern, nötig 8" in head["Beschlussfähigkeit"]
    assert "Niederschrift" not in head


@pytest.mark.parametrize(
    ("invited_at", "said"),
    [
        (datetime(2026, 3, 19, 9, 0, tzinfo=UTC), "7 Tage vorher; nötig sind 7: fristgerecht"),
        (datetime(2026, 3, 25, 9, 0, tzinfo=UTC), "1 Tag vorher; nötig sind 7: nicht fristgerecht"),
        (None, "nicht vermerkt"),
    ],
)
def test_whether_the_invitation_came_in_time_is_computed(invited_at: datetime | None, said: str) -> None:
    assert said in wording.invitation(replace(EVENING, invited_at=invited_at))


def test_attendance_has_times_and_says_who_was_missing() -> None:
    assert wording.attendance(EVENING) == [
        ("Clara Jurorin", "Vorsitz", "18:03 bis 20:00\u00a0Uhr"),
        ("Konrad Kiez", "Mitglied", "nicht anwesend"),
    ]


def test_an_exclusion_names_nobodys_ground() -> None:
    line = wording.exclusion_line(ITEM)
    assert line == "Ausgeschlossen nach §\u00a020 VwVfG: Clara Jurorin hat weder mitberaten noch mitgestimmt."
    two = wording.exclusion_line(replace(ITEM, excluded=("Clara Jurorin", "Konrad Kiez")))
    assert "Clara Jurorin und Konrad Kiez haben" in two


def test_a_ballot_says_numbers_rule_and_quorum() -> None:
    assert wording.counts(BALLOT) == [
        ("Ja", "5"),
        ("Nein", "2"),
        ("Enthaltung", "1"),
        ("stimmberechtigt", "8"),
        ("anwesend", "9"),
    ]
    assert wording.outcome(BALLOT).startswith("Angenommen. Nötig für Ja: mehr als die Hälfte der Stimmen")
    assert wording.quorum_line(BALLOT) == "Bei diesem Punkt beschlussfähig: 8 zählen, nötig sind 8."


def test_an_annulled_ballot_says_why() -> None:
    annulled = replace(BALLOT, state="annulled", annulled_reason="Falsch gezählt.")
    assert wording.outcome(annulled) == "Die Abstimmung wurde aufgehoben. Grund: Falsch gezählt."
    assert wording.ballot_caption(annulled).endswith("aufgehoben")


def test_a_quorum_lost_during_the_ballot_is_told() -> None:
    lost = replace(BALLOT, is_quorate_at_close=False, quorum_reason="Ein Mitglied musste gehen.")
    assert wording.quorum_line(lost).endswith("Die Leitung hat bestätigt: Ein Mitglied musste gehen.")


def test_a_resolution_says_amount_and_money_before_and_after() -> None:
    (resolution,) = ITEM.resolutions
    assert wording.resolution_text(resolution) == "Die Jury stimmt zu: 480\u00a0€."
    assert wording.money_line(resolution) == "Frei im Topf: vorher 930\u00a0€, nachher 450\u00a0€."
    assert wording.money_foot(EVENING) == ("Am Ende der Sitzung", "480\u00a0€", "450\u00a0€")


def test_an_item_without_a_ballot_says_what_became_of_it() -> None:
    bare = replace(ITEM, ballots=(), resolutions=(), state="not_reached")
    assert wording.without_ballot(bare) == "Der Punkt wurde nicht erreicht."
    assert wording.without_ballot(ITEM) == ""


def test_a_private_person_is_not_named() -> None:
    assert "eine Privatperson" in wording.subject_line(ITEM)
    assert "durch Gartengruppe." in wording.subject_line(replace(ITEM, applicant="Gartengruppe"))


def test_the_record_holds_every_number_twice_for_machines() -> None:
    (line,) = csv.DictReader(io.StringIO(record_as_csv(EVENING).decode("utf-8-sig")), delimiter=";")
    assert (line["Ja"], line["Nein"], line["Enthaltung"], line["stimmberechtigt"]) == ("5", "2", "1", "8")
    assert json.loads(record_as_json(EVENING)) == record(EVENING)


def test_a_title_that_looks_like_a_formula_stays_a_text() -> None:
    evil = replace(EVENING, items=(replace(ITEM, title="=HYPERLINK(1)"),))
    assert "'=HYPERLINK(1)" in record_as_csv(evil).decode()


def test_empty_passages_are_the_same_as_none() -> None:
    assert Wording("a", "b", {7: ""}).is_same(Wording("a", "b", {}))
    assert not Wording("a", "b", {7: "x"}).is_same(Wording("a", "b", {}))


def test_a_motion_with_a_quoted_title_is_quoted_once() -> None:
    ballot = replace(BALLOT, motion="Die Jury fördert „Hofbank“ mit 480 €.")

    assert wording.motion_text(ballot) == "Abgestimmt wurde über: „Die Jury fördert ‚Hofbank‘ mit 480 €.“"


def test_a_motion_that_names_no_amount_is_told_with_it() -> None:
    ballot = replace(BALLOT, motion="Die Hofbank wird gefördert.")

    assert wording.motion_text(ballot) == "Abgestimmt wurde über: „Die Hofbank wird gefördert.“ Betrag: 480\u00a0€."


def test_an_abbreviation_ends_the_sentence_it_ends() -> None:
    item = replace(ITEM, applicant="Lesekreis e. V.")
    assert "gestellt durch Lesekreis e. V. Beantragt" in wording.subject_line(item)


def test_everyone_reads_that_the_quorum_was_lost_but_not_the_words_about_it() -> None:
    lost = replace(BALLOT, is_quorate_at_close=False, quorum_reason="Konrad ging.")
    assert "bestätigt: Konrad ging." in wording.quorum_line(lost)
    public = wording.quorum_line(replace(lost, quorum_reason=""))
    assert public.endswith("waren es weniger. Die Leitung hat das Ergebnis bestätigt und dies begründet.")
