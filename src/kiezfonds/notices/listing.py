"""Lists of letters: every decision with the stage it has reached, and what lies ready for the post."""

from kiezfonds.database.paging import Asked, paged
from kiezfonds.database.work import rows
from kiezfonds.notices.queries import CURRENT_POSTING, NEWEST_VERSION, Row
from kiezfonds.notices.rules import Stage

LISTED = """
SELECT COALESCE(r.id, -p.id) AS id, p.year * 1000000 + p.number AS proposal_order, p.year, p.number, v.title,
  a.name AS area_name, a.slug AS area_slug, COALESCE(r.kind, 'formal') AS kind, r.amount_cents, r.resolved_at,
  m.year AS meeting_year, m.number AS meeting_number, r.number AS resolution_number,
  CASE WHEN m.id IS NULL THEN '' ELSE CAST(m.year AS TEXT) || '-' || CAST(m.number AS TEXT) END AS meeting,
  n.year AS notice_year, n.number AS notice_number, n.year * 1000000 + n.number AS notice_order, n.queue,
  n.issued_at, n.drafted_by, w.name AS drafter_name, o.name AS applicant_name, t.posted_on,
  CASE WHEN t.id IS NOT NULL THEN 'posted' WHEN n.issued_at IS NOT NULL THEN 'issued'
    WHEN c.outcome = 'objected' THEN 'objected' WHEN n.state = 'returned' THEN 'returned'
    WHEN c.outcome IS NULL AND r.id IS NOT NULL THEN 'check' WHEN n.id IS NULL THEN 'draft' ELSE 'issue' END AS stage,
  CASE WHEN t.id IS NOT NULL THEN 7 WHEN n.issued_at IS NOT NULL THEN 5
    WHEN c.outcome = 'objected' THEN 6 WHEN n.state = 'returned' THEN 3
    WHEN c.outcome IS NULL AND r.id IS NOT NULL THEN 1 WHEN n.id IS NULL THEN 2 ELSE 4 END AS stage_order
FROM proposal p JOIN person o ON o.id = p.applicant
LEFT JOIN area a ON a.id = p.area LEFT JOIN resolution r ON r.district = p.district AND r.proposal = p.id
LEFT JOIN meeting m ON m.id = r.meeting
JOIN proposal_version v ON v.id = COALESCE(r.version, @version)
LEFT JOIN legal_check c ON c.district = r.district AND c.resolution = r.id
LEFT JOIN notice n ON n.district = p.district AND n.proposal = p.id
  AND (n.resolution = r.id OR (n.resolution IS NULL AND r.id IS NULL))
LEFT JOIN person w ON w.id = n.drafted_by
@posting
WHERE p.district = {} AND (r.id IS NOT NULL OR p.state = 'ineligible')
""".replace("@version", NEWEST_VERSION).replace("@posting", CURRENT_POSTING)
UNPOSTED = """
SELECT n.id, n.year, n.number, n.kind, n.issued_at, n.content, n.sha256, v.title, o.name AS applicant_name
FROM notice n JOIN proposal p ON p.id = n.proposal JOIN person o ON o.id = p.applicant
JOIN proposal_version v ON v.proposal = p.id
  AND NOT EXISTS (SELECT 1 FROM proposal_version w WHERE w.proposal = v.proposal AND w.number > v.number)
WHERE n.district = {} AND n.issued_at IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM posting t WHERE t.district = n.district AND t.notice = n.id)
ORDER BY n.year, n.number
"""
MEETINGS = """
SELECT CAST(m.year AS TEXT) || '-' || CAST(m.number AS TEXT) AS meeting, m.begins_at, a.name AS area_name,
  (SELECT COUNT(*) FROM resolution r
   LEFT JOIN legal_check c ON c.district = r.district AND c.resolution = r.id
   WHERE r.district = m.district AND r.meeting = m.id AND (c.outcome IS NULL OR c.outcome <> 'objected')
     AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.district = r.district AND n.resolution = r.id)) AS undrafted
FROM meeting m JOIN decision_date d ON d.id = m.decision_date JOIN area a ON a.id = d.area
WHERE m.district = {} AND EXISTS (SELECT 1 FROM resolution r WHERE r.district = m.district AND r.meeting = m.id)
ORDER BY m.begins_at DESC LIMIT 100
"""


async def letters_listed(district: int, asked: Asked, *, whole: bool = False) -> tuple[list[Row], int]:
    """Every resolution and formal rejection with its letter, as a list of the office."""
    return await paged(asked, LISTED, district, whole=whole)


async def stage_counts(district: int) -> dict[Stage, int]:
    sql = f"SELECT t.stage, COUNT(*) AS found FROM ({LISTED}) t GROUP BY t.stage"  # noqa: S608 - our own SELECT
    found = {Stage(row["stage"]): int(row["found"]) for row in await rows(sql, district)}
    return {stage: found.get(stage, 0) for stage in Stage}


async def waiting(district: int, stage: Stage, meeting: str = "") -> list[Row]:
    """Cases of one stage in the order they came, of one meeting („2026-3“) or of all."""
    sql = f"SELECT t.* FROM ({LISTED}) t WHERE t.stage = {{}}"  # noqa: S608 - our own SELECT
    narrowed = (" AND t.meeting = {}", (meeting,)) if meeting else ("", ())
    return await rows(f"{sql}{narrowed[0]} ORDER BY t.id", district, stage.value, *narrowed[1])


async def unposted(district: int) -> list[Row]:
    """Issued letters nobody has taken to the post yet."""
    return await rows(UNPOSTED, district)


async def unposted_pdfs(district: int, limit: int) -> list[Row]:
    """Their bytes as they were issued, in the same order."""
    return await rows(
        "SELECT b.content AS pdf FROM notice n JOIN blob b ON b.id = n.blob WHERE n.district = {}"
        " AND NOT EXISTS (SELECT 1 FROM posting t WHERE t.district = n.district AND t.notice = n.id)"
        " ORDER BY n.year, n.number LIMIT {}",
        district,
        limit,
    )


async def meetings_with_letters(district: int) -> list[Row]:
    """Meetings that resolved something, the newest first, and how many of their letters are not drafted yet."""
    return await rows(MEETINGS, district)
