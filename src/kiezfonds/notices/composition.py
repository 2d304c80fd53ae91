"""A letter's content made from the facts: the decision, the rule set, the fund, the applicant."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kiezfonds.districts.rules import Tenant
from kiezfonds.documents.rules import folded
from kiezfonds.ground.days import berlin_day
from kiezfonds.meetings.rules import ConditionKind, ResolutionKind, meeting_reference
from kiezfonds.notices.content import SCHEMA_VERSION, Content
from kiezfonds.notices.rules import KIND_OF, NoticeKind
from kiezfonds.proposals.content import ApplicantKind
from kiezfonds.proposals.rules import reference
from kiezfonds.rounds.rules import FundRules, NoticeMode, read_rules

CONDITION_MET = "met"


def content_of(row: Mapping[str, Any], district: Tenant, *, number: str, drafter: str) -> Content:
    """From a row of queries.case; the same facts give the same content."""
    year = row["fund_year"]
    return Content(
        schema=SCHEMA_VERSION,
        number=number,
        kind=kind_of(row),
        mode=NoticeMode(row["notice_mode"]),
        issuing_body=row["issuing_body"],
        office=district.office_name if district.office_name != row["issuing_body"] else "",
        return_line=", ".join(part for part in (row["fund_name"], district.street, district.town) if part),
        contact=_contact(row, district, drafter),
        phone=f"{district.phone} ({district.office_hours})" if district.office_hours else district.phone,
        recipient=folded(recipient_of(row)),
        salutation=row["applicant_name"],
        applicant_kind=row["applicant_kind"],
        fund=f"{row['fund_name']} {year}",
        area=row["area_name"] or "",
        budget_year=year,
        legal_basis=row["legal_basis"],
        rule_set=f"{row['rule_set_name']}, Fassung {row['rule_set_version']}",
        rule_set_sha256=row["rule_set_sha256"],
        complaints_desk=row["complaints_desk"],
        remedy_at=remedy_at(row),
        proposal=reference(row["year"], row["number"]),
        title=row["title"],
        received_on=row["received_on"],
        requested_cents=row["requested_cents"] or 0,
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
        **_decision(row),
        **_terms(row, read_rules(row["rules"]).fund),
    )


def kind_of(row: Mapping[str, Any]) -> NoticeKind:
    return KIND_OF[ResolutionKind(row["kind"])] if row["resolution"] else NoticeKind.FORMAL_REJECTION


def _decision(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the jury resolved, or why the office refused."""
    if not row["resolution"]:
        refusal = row["refusal"] or {"reason": "", "grounds": (), "decided_at": None}
        return {
            "jury": "",
            "meeting": "",
            "meeting_on": None,
            "item": 0,
            "resolution": 0,
            "amount_cents": 0,
            "conditions": (),
            "reason": refusal["reason"],
            "grounds": tuple((ground["text"], ground["clause"]) for ground in refusal["grounds"]),
            "decided_on": berlin_day(refusal["decided_at"]) if refusal["decided_at"] else None,
        }
    is_condition = row["kind"] == ResolutionKind.CONDITIONAL
    return {
        "jury": row["jury_name"],
        "meeting": meeting_reference(row["meeting_year"], row["meeting_number"]),
        "meeting_on": berlin_day(row["opened_at"] or row["begins_at"]),
        "item": row["position"],
        "resolution": row["resolution_number"],
        "amount_cents": row["amount_cents"],
        "conditions": tuple(line.strip() for line in row["conditions"].split("\n") if line.strip()),
        "condition_kind": (row["condition_kind"] or ConditionKind.OBLIGATION.value) if is_condition else "",
        "condition_due_on": row["condition_due_on"] if is_condition else None,
        "is_condition_met": is_condition and row["condition_outcome"] == CONDITION_MET,
        "reason": row["reason"],
        "next_meeting_on": berlin_day(row["next_held_at"]) if row["next_held_at"] else None,
        "rank": row["rank"],
    }


def _terms(row: Mapping[str, Any], rules: FundRules) -> dict[str, Any]:
    """What the rule set says about the money; the year's end closes the funding period (the money stays in it)."""
    year = row["fund_year"]
    last = date(year, 12, 31)
    return {
        "early_start_forbidden": rules.early_start_forbidden,
        "period_ends_on": last,
        "proof_due_on": rules.proof_due_on(min(row["ends_on"] or last, last), year),
        "keep_receipts_years": rules.retention_years,
        "financing": rules.financing_type,
        "own_share_percent": rules.own_share_percent,
        "payment": rules.payment_mode,
        "use_within_months": rules.use_within_months,
        "item_deviation_percent": rules.item_deviation_percent,
        "publicity": rules.publicity,
        "early_start": rules.early_start,
        "acceptance_days": rules.acceptance_days,
    }


def recipient_of(row: Mapping[str, Any]) -> list[str]:
    """Group first, then the person who answers for it."""
    group = row["group_name"] if row["applicant_kind"] != ApplicantKind.PERSON else ""
    address = [row["applicant_name"], row["street"], row["town"]]
    return [group, *address] if group else address


def remedy_at(row: Mapping[str, Any]) -> str:
    """The authority's seat as the fund names it. A wrong one would keep the letter open to objection for a year."""
    return str(row["authority_seat"] or row["complaints_desk"])


def _contact(row: Mapping[str, Any], district: Tenant, drafter: str) -> tuple[tuple[str, str], ...]:
    lines = (
        ("Ihr Antrag", reference(row["year"], row["number"])),
        ("Bearbeitet von", drafter),
        ("Telefon", district.phone),
        ("E-Mail", district.mail),
    )
    return tuple((label, value) for label, value in lines if value)
