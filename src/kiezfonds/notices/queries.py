"""Cases on their way to a letter: a resolution (or a formal rejection) with its check, its draft and all facts."""

from dataclasses import dataclass
from typing import Any

from kiezfonds.database.work import rows
from kiezfonds.meetings.rules import ResolutionKind
from kiezfonds.notices.rules import NoticeState, Outcome, Stage, stage_of
from kiezfonds.proposals.queries import formal_rejection
from kiezfonds.proposals.rules import ProposalState

Row = dict[str, Any]


@dataclass(frozen=True)
class Formal:
    """The cause of a letter that hangs on the proposal: it never came to the jury."""

    proposal: int


Cause = int | Formal
"""The id of a resolution, or a formal rejection."""

NEWEST_VERSION = """
(SELECT MAX(w.id) FROM proposal_version w WHERE w.district = p.district AND w.proposal = p.id)"""
CURRENT_POSTING = """
LEFT JOIN posting t ON t.district = n.district AND t.notice = n.id
  AND NOT EXISTS (SELECT 1 FROM posting y WHERE y.notice = t.notice AND y.id > t.id)"""
CASE = """
SELECT r.id AS resolution, r.number AS resolution_number, r.kind, r.amount_cents, r.conditions, r.reason,
  r.reservation, r.resolved_at, p.id AS proposal, p.area, p.fund, v.id AS proposal_version, i.position,
  m.year AS meeting_year, m.number AS meeting_number, m.begins_at, m.opened_at, j.name AS jury_name, b.motion,
  b.yes_count, b.no_count, b.abstain_count, b.entitled_count, b.present_count, b.number AS ballot_number,
  p.year, p.number, p.state AS proposal_state, p.received_on, p.applicant, v.title, v.starts_on, v.ends_on,
  v.applicant_kind, v.group_name, v.requested_cents, o.name AS applicant_name, o.email, o.street, o.town, o.lang,
  a.name AS area_name, f.slug AS fund_slug, f.name AS fund_name, f.year AS fund_year, f.notice_mode, f.issuing_body,
  f.legal_basis, f.complaints_desk, f.authority_seat, s.content AS rules, s.name AS rule_set_name,
  s.version AS rule_set_version, s.sha256 AS rule_set_sha256, c.outcome, c.reason AS check_reason, c.checked_by,
  c.checked_at, k.name AS checker_name, r.condition_kind, r.condition_due_on, r.rank,
  g.held_at AS deferred_to_at, x.outcome AS condition_outcome, x.note AS condition_note, x.decided_at AS condition_at,
  n.id AS notice,
  n.year AS notice_year, n.number AS notice_number, n.state AS notice_state, n.queue, n.content, n.version,
  n.drafted_by, n.drafted_at, n.returned_reason, n.issued_at, n.sha256, n.blob, w.name AS drafter_name,
  u.name AS issuer_name, t.posted_on, t.confirmed_at AS posting_confirmed_at, z.name AS poster_name
FROM proposal p JOIN person o ON o.id = p.applicant JOIN fund f ON f.id = p.fund JOIN rule_set s ON s.id = f.rule_set
LEFT JOIN area a ON a.id = p.area LEFT JOIN resolution r ON r.district = p.district AND r.proposal = p.id
LEFT JOIN meeting m ON m.id = r.meeting LEFT JOIN jury j ON j.id = m.jury LEFT JOIN agenda_item i ON i.id = r.item
LEFT JOIN ballot b ON b.id = r.ballot
JOIN proposal_version v ON v.id = COALESCE(r.version, @version)
LEFT JOIN legal_check c ON c.district = r.district AND c.resolution = r.id LEFT JOIN person k ON k.id = c.checked_by
LEFT JOIN decision_date g ON g.id = r.defer_to
LEFT JOIN condition_outcome x ON x.district = r.district AND x.resolution = r.id
LEFT JOIN notice n ON n.district = p.district AND n.proposal = p.id
  AND (n.resolution = r.id OR (n.resolution IS NULL AND r.id IS NULL))
LEFT JOIN person w ON w.id = n.drafted_by LEFT JOIN person u ON u.id = n.issued_by
@posting
LEFT JOIN person z ON z.id = t.confirmed_by
WHERE p.district = {}
""".replace("@version", NEWEST_VERSION).replace("@posting", CURRENT_POSTING)
RANK = """
SELECT COUNT(*) AS rank FROM resolution r JOIN proposal p ON p.id = r.proposal
WHERE r.district = {} AND r.kind = {} AND p.fund = {} AND p.area = {} AND p.state = {} AND r.id <= {}
"""
NEXT_DATE = """
SELECT d.held_at FROM decision_date d JOIN call c ON c.id = d.call
WHERE d.district = {} AND d.area = {} AND c.fund = {} AND d.held_at > {} ORDER BY d.held_at LIMIT 1
"""
OF_PERSON = """
SELECT n.year, n.number, n.kind, n.mode, n.issued_at, n.sha256, n.proposal, p.year AS proposal_year,
  p.number AS proposal_number, v.title, t.posted_on
FROM notice n JOIN proposal p ON p.id = n.proposal LEFT JOIN resolution r ON r.id = n.resolution
JOIN proposal_version v ON v.id = COALESCE(r.version, @version)
@posting
WHERE n.district = {} AND p.applicant = {} AND n.issued_at IS NOT NULL ORDER BY n.issued_at DESC, n.id DESC
""".replace("@version", NEWEST_VERSION).replace("@posting", CURRENT_POSTING)


async def case_of_resolution(district: int, meeting_year: int, meeting_number: int, resolution: int) -> Row | None:
    where = " AND m.year = {} AND m.number = {} AND r.number = {}"
    return await _case(district, where, meeting_year, meeting_number, resolution)


async def case_of_formal_rejection(district: int, year: int, number: int) -> Row | None:
    where = " AND r.id IS NULL AND p.state = {} AND p.year = {} AND p.number = {}"
    return await _case(district, where, ProposalState.INELIGIBLE.value, year, number)


async def case_by_cause(district: int, cause: Cause) -> Row | None:
    if isinstance(cause, Formal):
        where = " AND r.id IS NULL AND p.state = {} AND p.id = {}"
        return await _case(district, where, ProposalState.INELIGIBLE.value, cause.proposal)
    return await _case(district, " AND r.id = {}", cause)


async def case_by_resolution(district: int, resolution: int) -> Row | None:
    return await case_by_cause(district, resolution)


async def case_of_notice(district: int, year: int, number: int) -> Row | None:
    return await _case(district, " AND n.year = {} AND n.number = {}", year, number)


def stage(row: Row) -> Stage:
    return stage_of(
        outcome(row), notice_state(row), needs_check=row["resolution"] is not None, is_posted=bool(row["posted_on"])
    )


def outcome(row: Row) -> Outcome | None:
    return Outcome(row["outcome"]) if row["outcome"] else None


def notice_state(row: Row) -> NoticeState | None:
    return NoticeState(row["notice_state"]) if row["notice_state"] else None


def cause_of(row: Row) -> Cause:
    return Formal(row["proposal"]) if row["resolution"] is None else int(row["resolution"])


async def last_number(district: int, year: int) -> int:
    sql = "SELECT coalesce(max(n.number), 0) AS number FROM notice n WHERE n.district = {} AND n.year = {}"
    (found,) = await rows(sql, district, year)
    return int(found["number"])


async def issued_pdf(district: int, year: int, number: int) -> Row | None:
    """The bytes of an issued letter, as they went out."""
    found = await rows(
        "SELECT n.kind, n.mode, n.content, n.sha256, b.content AS pdf FROM notice n JOIN blob b ON b.id = n.blob"
        " WHERE n.district = {} AND n.year = {} AND n.number = {} AND n.issued_at IS NOT NULL",
        district,
        year,
        number,
    )
    return found[0] if found else None


async def letters_for_person(district: int, person: int) -> list[Row]:
    """Issued letters to an applicant, the latest first, for „Mein Antrag“; `posted_on` may be empty."""
    return await rows(OF_PERSON, district, person)


async def pdf_for_person(district: int, person: int, year: int, number: int) -> Row | None:
    """An issued letter, if it is this person's."""
    found = await rows(
        "SELECT n.content, n.sha256, b.content AS pdf FROM notice n JOIN blob b ON b.id = n.blob"
        " JOIN proposal p ON p.id = n.proposal WHERE n.district = {} AND p.applicant = {} AND n.year = {}"
        " AND n.number = {} AND n.issued_at IS NOT NULL",
        district,
        person,
        year,
        number,
    )
    return found[0] if found else None


async def _case(district: int, where: str, *args: object) -> Row | None:
    found = await rows(CASE + where, district, *args)
    return await _with_what_follows(district, found[0]) if found else None


async def _with_what_follows(district: int, row: Row) -> Row:
    """What only one kind of letter says: the next meeting, the place in the waiting list, the points not met."""
    more: Row = {"next_held_at": row["deferred_to_at"], "rank": row["rank"] or 0, "refusal": None}
    if row["kind"] == ResolutionKind.DEFERRED and row["deferred_to_at"] is None:
        found = await rows(NEXT_DATE, district, row["area"], row["fund"], row["begins_at"])
        more["next_held_at"] = found[0]["held_at"] if found else None
    elif row["kind"] == ResolutionKind.WAITING_LIST and row["rank"] is None:
        listed = (row["kind"], row["fund"], row["area"], ProposalState.WAIT_LISTED.value, row["resolution"])
        (counted,) = await rows(RANK, district, *listed)
        more["rank"] = int(counted["rank"])
    elif row["resolution"] is None:
        more["refusal"] = await formal_rejection(district, row["proposal"])
    return {**row, **more}
