"""Cases on their way to a letter: a resolution with its check, its draft and all facts a letter rests on."""

from typing import Any

from kiezfonds.database.work import rows
from kiezfonds.notices.rules import NoticeState, Outcome, Stage, stage_of

Row = dict[str, Any]
ISSUED_SHOWN = 50

CASE = """
SELECT r.id AS resolution, r.number AS resolution_number, r.kind, r.amount_cents, r.conditions, r.reason,
  r.reservation, r.resolved_at, r.proposal, i.position, m.year AS meeting_year, m.number AS meeting_number,
  m.begins_at, m.opened_at, j.name AS jury_name, b.motion, b.yes_count, b.no_count, b.abstain_count,
  b.entitled_count, b.present_count, b.number AS ballot_number,
  p.year, p.number, p.state AS proposal_state, p.received_on, p.applicant, v.title, v.starts_on, v.ends_on,
  v.applicant_kind, v.group_name, v.requested_cents, o.name AS applicant_name, o.email, o.street, o.town, o.lang,
  a.name AS area_name, f.slug AS fund_slug, f.name AS fund_name, f.year AS fund_year, f.notice_mode, f.issuing_body,
  f.legal_basis, f.complaints_desk, s.content AS rules, s.name AS rule_set_name, s.version AS rule_set_version,
  s.sha256 AS rule_set_sha256, c.outcome, c.reason AS check_reason, c.checked_by, c.checked_at,
  k.name AS checker_name, n.id AS notice, n.year AS notice_year, n.number AS notice_number,
  n.state AS notice_state, n.content, n.version, n.drafted_by, n.drafted_at, n.returned_reason, n.issued_at,
  n.sha256, n.blob, w.name AS drafter_name, u.name AS issuer_name
FROM resolution r JOIN meeting m ON m.id = r.meeting JOIN jury j ON j.id = m.jury
JOIN agenda_item i ON i.id = r.item JOIN ballot b ON b.id = r.ballot JOIN proposal p ON p.id = r.proposal
JOIN proposal_version v ON v.id = r.version JOIN person o ON o.id = p.applicant JOIN area a ON a.id = p.area
JOIN fund f ON f.id = p.fund JOIN rule_set s ON s.id = f.rule_set
LEFT JOIN legal_check c ON c.district = r.district AND c.resolution = r.id LEFT JOIN person k ON k.id = c.checked_by
LEFT JOIN notice n ON n.district = r.district AND n.resolution = r.id LEFT JOIN person w ON w.id = n.drafted_by
LEFT JOIN person u ON u.id = n.issued_by
WHERE r.district = {}
"""

LISTED = """
SELECT r.number AS resolution_number, r.kind, r.amount_cents, r.resolved_at, m.year AS meeting_year,
  m.number AS meeting_number, p.year, p.number, v.title, a.name AS area_name, c.outcome, n.year AS notice_year,
  n.number AS notice_number, n.state AS notice_state, n.issued_at, n.drafted_by, w.name AS drafter_name
FROM resolution r JOIN meeting m ON m.id = r.meeting JOIN proposal p ON p.id = r.proposal
JOIN proposal_version v ON v.id = r.version JOIN area a ON a.id = p.area
LEFT JOIN legal_check c ON c.district = r.district AND c.resolution = r.id
LEFT JOIN notice n ON n.district = r.district AND n.resolution = r.id
LEFT JOIN person w ON w.id = n.drafted_by
WHERE r.district = {}
"""


async def case_of_resolution(district: int, meeting_year: int, meeting_number: int, resolution: int) -> Row | None:
    sql = CASE + " AND m.year = {} AND m.number = {} AND r.number = {}"
    found = await rows(sql, district, meeting_year, meeting_number, resolution)
    return found[0] if found else None


async def case_by_resolution(district: int, resolution: int) -> Row | None:
    found = await rows(CASE + " AND r.id = {}", district, resolution)
    return found[0] if found else None


async def case_of_notice(district: int, year: int, number: int) -> Row | None:
    found = await rows(CASE + " AND n.year = {} AND n.number = {}", district, year, number)
    return found[0] if found else None


async def desk(district: int) -> dict[Stage, list[Row]]:
    """All that is not finished, the oldest first, and the letters issued last."""
    waiting = await rows(LISTED + " AND n.issued_at IS NULL ORDER BY r.resolved_at, r.id", district)
    sql = LISTED + f" AND n.issued_at IS NOT NULL ORDER BY n.year DESC, n.number DESC LIMIT {ISSUED_SHOWN}"
    done = await rows(sql, district)
    found: dict[Stage, list[Row]] = {stage: [] for stage in Stage}
    for row in [*waiting, *done]:
        found[stage(row)].append(row)
    return found


def stage(row: Row) -> Stage:
    return stage_of(outcome(row), notice_state(row))


def outcome(row: Row) -> Outcome | None:
    return Outcome(row["outcome"]) if row["outcome"] else None


def notice_state(row: Row) -> NoticeState | None:
    return NoticeState(row["notice_state"]) if row["notice_state"] else None


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
    """Issued letters to an applicant, the latest first, for „Mein Antrag“."""
    return await rows(
        "SELECT n.year, n.number, n.kind, n.mode, n.issued_at, n.sha256, n.proposal, p.year AS proposal_year,"
        " p.number AS proposal_number, v.title FROM notice n JOIN proposal p ON p.id = n.proposal"
        " JOIN resolution r ON r.id = n.resolution JOIN proposal_version v ON v.id = r.version"
        " WHERE n.district = {} AND p.applicant = {} AND n.issued_at IS NOT NULL ORDER BY n.issued_at DESC, n.id DESC",
        district,
        person,
    )


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
