"""What a letter says: made from the facts once, kept as canonical JSON, never typed.

The words around it are in templates/pdf/notices; what is bound by law or by the fund is here.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import msgspec

from kiezfonds.districts.rules import Tenant
from kiezfonds.documents.rules import folded
from kiezfonds.ground.days import berlin_day
from kiezfonds.ground.text import quoted
from kiezfonds.meetings.rules import ResolutionKind, meeting_reference
from kiezfonds.notices.rules import KIND_OF, NoticeKind
from kiezfonds.proposals.content import ApplicantKind
from kiezfonds.proposals.rules import reference
from kiezfonds.rounds.rules import NoticeMode, read_rules

SCHEMA_VERSION = 1
KEEP_RECEIPTS_YEARS = 5  # retention by the recipient, as usual for grants in Berlin (ANBest-P 6)

PROMISES = {
    NoticeMode.ADMINISTRATIVE_ACT: "Zuwendungsbescheid",
    NoticeMode.CIVIL_AGREEMENT: "Angebot einer Fördervereinbarung",
    NoticeMode.FORWARDING_CONTRACT: "Angebot eines Weiterleitungsvertrags",
}
REFUSALS = {
    NoticeMode.ADMINISTRATIVE_ACT: "Ablehnungsbescheid",
    NoticeMode.CIVIL_AGREEMENT: "Absage",
    NoticeMode.FORWARDING_CONTRACT: "Absage",
}
HEADINGS = {
    NoticeKind.DEFERRAL: "Zwischennachricht: Entscheidung vertagt",
    NoticeKind.WAITING_LIST: "Zwischennachricht: Platz auf der Warteliste",
}


@dataclass(frozen=True)
class Content:
    """Everything a letter is printed from. `dated_on` and `signed_by` come with the issue."""

    schema: int
    number: str
    kind: NoticeKind
    mode: NoticeMode
    issuing_body: str
    office: str
    return_line: str
    contact: tuple[tuple[str, str], ...]
    phone: str
    recipient: tuple[str, ...]
    salutation: str
    applicant_kind: str
    fund: str
    area: str
    budget_year: int
    legal_basis: str
    rule_set: str
    rule_set_sha256: str
    complaints_desk: str
    remedy_at: str
    early_start_forbidden: bool
    proposal: str
    title: str
    received_on: date | None
    jury: str
    meeting: str
    meeting_on: date
    item: int
    resolution: int
    requested_cents: int
    amount_cents: int
    starts_on: date | None
    ends_on: date | None
    period_ends_on: date
    proof_due_on: date
    keep_receipts_years: int
    conditions: tuple[str, ...]
    reason: str
    dated_on: date | None = None
    signed_by: str = ""

    @property
    def heading(self) -> str:
        if self.kind.promises_money:
            return PROMISES[self.mode]
        return HEADINGS.get(self.kind) or REFUSALS[self.mode]

    @property
    def body(self) -> str:
        """The jury by its name, to be read after „die“."""
        return self.jury if "jury" in self.jury.lower() else f"Jury {quoted(self.jury)}"

    @property
    def subject(self) -> str:
        return f"{self.heading} – {self.fund}, {self.area} – Projekt {quoted(self.title)}"

    @property
    def has_remedy(self) -> bool:
        return self.mode is NoticeMode.ADMINISTRATIVE_ACT and self.kind.is_final

    @property
    def is_offer(self) -> bool:
        """Binds when it is accepted; nothing is paid before."""
        return self.kind.promises_money and self.mode is not NoticeMode.ADMINISTRATIVE_ACT

    @property
    def has_general_conditions(self) -> bool:
        """ANBest-P are part of acts and of forwarded grants (AV § 44 LHO)."""
        return self.kind.promises_money and self.mode is not NoticeMode.CIVIL_AGREEMENT


def content_of(row: Mapping[str, Any], district: Tenant, *, number: str, drafter: str) -> Content:
    """From a row of queries.case; the same facts give the same content."""
    rules = read_rules(row["rules"])
    year = row["fund_year"]
    return Content(
        schema=SCHEMA_VERSION,
        number=number,
        kind=KIND_OF[ResolutionKind(row["kind"])],
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
        area=row["area_name"],
        budget_year=year,
        legal_basis=row["legal_basis"],
        rule_set=f"{row['rule_set_name']}, Fassung {row['rule_set_version']}",
        rule_set_sha256=row["rule_set_sha256"],
        complaints_desk=row["complaints_desk"],
        remedy_at=remedy_at(row, district),
        early_start_forbidden=rules.fund.early_start_forbidden,
        proposal=reference(row["year"], row["number"]),
        title=row["title"],
        received_on=row["received_on"],
        jury=row["jury_name"],
        meeting=meeting_reference(row["meeting_year"], row["meeting_number"]),
        meeting_on=berlin_day(row["opened_at"] or row["begins_at"]),
        item=row["position"],
        resolution=row["resolution_number"],
        requested_cents=row["requested_cents"] or 0,
        amount_cents=row["amount_cents"],
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
        period_ends_on=date(year, 12, 31),
        proof_due_on=date(year + 1, 1, 31),
        keep_receipts_years=KEEP_RECEIPTS_YEARS,
        conditions=tuple(line.strip() for line in row["conditions"].split("\n") if line.strip()),
        reason=row["reason"],
    )


def recipient_of(row: Mapping[str, Any]) -> list[str]:
    """Group first, then the person who answers for it."""
    group = row["group_name"] if row["applicant_kind"] != ApplicantKind.PERSON else ""
    address = [row["applicant_name"], row["street"], row["town"]]
    return [group, *address] if group else address


def remedy_at(row: Mapping[str, Any], district: Tenant) -> str:
    """The authority's seat: as the fund names it, else the address of the office."""
    if row["complaints_desk"]:
        return str(row["complaints_desk"])
    return f"{district.street}, {district.town}" if district.street and district.town else ""


def issued(content: Content, day: date, signed_by: str) -> Content:
    return replace(content, dated_on=day, signed_by=signed_by)


def undated(content: Content) -> Content:
    """As it was drafted."""
    return replace(content, dated_on=None, signed_by="")


def canonical(content: Content) -> str:
    """The one way to write it: keys sorted, no blanks."""
    return json.dumps(msgspec.to_builtins(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_content(stored: str) -> Content:
    return msgspec.json.decode(stored.encode(), type=Content)


def _contact(row: Mapping[str, Any], district: Tenant, drafter: str) -> tuple[tuple[str, str], ...]:
    lines = (
        ("Ihr Antrag", reference(row["year"], row["number"])),
        ("Bearbeitet von", drafter),
        ("Telefon", district.phone),
        ("E-Mail", district.mail),
    )
    return tuple((label, value) for label, value in lines if value)
