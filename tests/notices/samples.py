"""The shortest letter there can be and the longest; people and sums are invented."""

from dataclasses import replace
from datetime import date

from kiezfonds.notices.content import Content
from kiezfonds.notices.rules import NoticeKind
from kiezfonds.rounds.rules import NoticeMode

SHORT = Content(
    schema=1,
    number="2026-0012",
    kind=NoticeKind.APPROVAL,
    mode=NoticeMode.CIVIL_AGREEMENT,
    issuing_body="Kiezwerk e. V.",
    office="",
    return_line="Kiezfonds, Mustergasse 1, 10365 Berlin",
    contact=(("Ihr Antrag", "2026-0007"),),
    phone="",
    recipient=("Ayşe Yılmaz", "Mustergasse 7", "10365 Berlin"),
    salutation="Ayşe Yılmaz",
    applicant_kind="person",
    fund="Kiezfonds 2026",
    area="Fennpfuhl",
    budget_year=2026,
    legal_basis="§§ 23, 44 LHO",
    rule_set="Lichtenberg, Fassung 1",
    rule_set_sha256="0" * 64,
    complaints_desk="",
    remedy_at="Möllendorffstraße 6, 10367 Berlin",
    early_start_forbidden=False,
    proposal="2026-0007",
    title="Bank",
    received_on=None,
    jury="Jury Fennpfuhl",
    meeting="2026-3",
    meeting_on=date(2026, 3, 26),
    item=2,
    resolution=1,
    requested_cents=1250_00,
    amount_cents=1250_00,
    starts_on=None,
    ends_on=None,
    period_ends_on=date(2026, 12, 31),
    proof_due_on=date(2027, 1, 31),
    keep_receipts_years=5,
    conditions=(),
    reason="",
)
SENTENCE = "Die Jury wünscht sich, dass viele Menschen aus dem Kiez mitmachen können und alle davon wissen. "
LONG = replace(
    SHORT,
    issuing_body="Bezirksamt Treptow-Köpenick von Berlin, Sozialraumorientierte Planungskoordination",
    office="Stadtteilkoordination Lichtenberg Mitte und Nachbarschaftshaus Orangerie",
    contact=(
        ("Ihr Antrag", "2026-0007"),
        ("Bearbeitet von", "Maximiliane-Charlotte von Schönfeld-Großkreutz"),
        ("Telefon", "030 90296-7777, Durchwahl 1234"),
        ("E-Mail", "kiezfonds-und-nachbarschaft@stadtteilkoordination-lichtenberg.example"),
    ),
    phone="030 90296-7777 (Mo–Do 11–15 Uhr, Fr nach Vereinbarung)",
    recipient=(
        "Nachbarschaftsinitiative Frankfurter Allee",
        "Süd und Rosenfelder Ring e. V. i. G.",
        "Herrn Prof. Dr. Đặng Văn Hùng-Öztürk",
        "Hinterhof, 2. Aufgang, 4. Obergeschoss",
        "Landsberger Allee 1234 a–b",
        "10369 Berlin",
    ),
    salutation="Prof. Dr. Đặng Văn Hùng-Öztürk",
    applicant_kind="group",
    early_start_forbidden=True,
    title="Sommerfest mit Bühne, Flohmarkt und gemeinsamem Essen für alle Nachbarinnen und Nachbarn am Fennpfuhl",
    received_on=date(2026, 3, 2),
    jury="Bürgerinnen- und Bürgerjury Alt-Hohenschönhausen Nord",
    requested_cents=987_654_32,
    amount_cents=987_654_31,
    starts_on=date(2026, 5, 2),
    ends_on=date(2026, 6, 30),
    conditions=(SENTENCE * 3, "Das Fest endet um 21 Uhr.", SENTENCE * 2),
    reason="\n".join([SENTENCE * 7] * 3),
)


def dated(content: Content) -> Content:
    return replace(content, dated_on=date(2026, 3, 27), signed_by="Birgit Büro")


def offered(content: Content, kind: NoticeKind, mode: NoticeMode) -> Content:
    """The same as another kind of letter in another mode."""
    desk = "" if mode is NoticeMode.FORWARDING_CONTRACT else "Ombudsstelle, Mustergasse 1, 10365 Berlin"
    cents = content.amount_cents if kind.promises_money else 0
    return replace(content, kind=kind, mode=mode, complaints_desk=desk, amount_cents=cents)
