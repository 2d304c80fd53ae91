"""From a published project, or an invented one, to the pages of a proposal that says which it is."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from kiezfonds.demo import cast
from kiezfonds.demo.facts import Project, addresses
from kiezfonds.proposals.content import ApplicantKind, CostLine, CostsPart, IdeaPart, PersonPart

AMOUNTS = (480_00, 650_00, 390_00, 820_00, 560_00, 720_00)
INVENTED_IDEA = "(erfundenes Beispiel)"


@dataclass(frozen=True)
class Idea:
    """An idea as it is handed in."""

    title: str
    summary: str
    description: str
    place: str
    kind: ApplicantKind
    group: str
    person: str
    costs: tuple[tuple[str, int, int], ...]
    """What for, how many, cents each."""
    smallest_cents: int
    email: str = ""
    street: str = "Musterweg 7"
    work: str = "Aufbau, Durchführung und Aufräumen ohne Bezahlung (erfunden)."
    """What is done without pay."""

    @property
    def total_cents(self) -> int:
        return sum(count * each for _, count, each in self.costs)


def parts_of(idea: Idea, area: int, held_on: date) -> tuple[IdeaPart, CostsPart, PersonPart]:
    """Nothing begins before the jury has decided, and nothing lasts longer than the money of its year."""
    begins = held_on + timedelta(14)
    ends = min(begins + timedelta(45), date(begins.year, 12, 31))
    what = IdeaPart(idea.title, idea.summary, idea.description, area, idea.place, begins, ends)
    reason = "Die Anschaffung ist nur als Ganzes zu haben (erfunden)." if idea.total_cents > 1000_00 else ""
    costs = CostsPart(
        tuple(CostLine(label, count, each) for label, count, each in idea.costs),
        idea.total_cents,
        idea.smallest_cents,
        has_other_funding=False,
        limit_reason=reason,
    )
    person = PersonPart(
        idea.kind,
        idea.person,
        idea.street,
        cast.TOWN,
        email=idea.email,
        group_name=idea.group,
        volunteer_work=idea.work,
    )
    return what, costs, person


def published(project: Project, position: int) -> Idea:
    """The facts as they are; amounts that nobody published are invented, and the summary says so."""
    requested = requested_cents(project, position)
    kind, group = _applicant(project)
    first = requested * 2 // 3 // 100 * 100
    return Idea(
        title=project.title,
        summary=f"{project.summary} {_mark(project)}",
        description=_description(project),
        place=project.area,
        kind=kind,
        group=group,
        person=cast.applicant(position),
        costs=(
            ("Material (Aufteilung erfunden)", 1, first),
            ("Übriges (Aufteilung erfunden)", 1, requested - first),
        ),
        smallest_cents=min(requested, granted_cents(project, position)) // 2,
    )


def requested_cents(project: Project, position: int) -> int:
    return project.requested_cents or project.granted_cents or AMOUNTS[position % len(AMOUNTS)]


def granted_cents(project: Project, position: int) -> int:
    """What the jury gives here: what was published, else all of it, or three quarters where it was a part."""
    requested = requested_cents(project, position)
    if project.granted_cents:
        return project.granted_cents
    return requested * 3 // 4 // 100 * 100 if project.is_part else requested


def _mark(project: Project) -> str:
    when = project.year or "zwischen 2010 und 2016"
    amount = "" if project.requested_cents or project.granted_cents else "; Betrag erfunden"
    where = urlsplit(addresses()[project.source]).netloc.removeprefix("www.")
    return f"(Wirklich gefördert: {when}{amount}. Quelle: {where})"


def _description(project: Project) -> str:
    known = ["Titel", "Inhalt", "Förderung"]
    made_up = ["Termine", "Ansprechperson", "Aufteilung der Kosten", "Stimmen der Jury"]
    (made_up if project.is_area_assumed else known).append("Stadtteil")
    (known if project.requested_cents else made_up).append("beantragter Betrag")
    (known if project.granted_cents else made_up).append("bewilligter Betrag")
    return (
        f"{project.summary}\n\n"
        f"Belegt: {', '.join(known)}.\n"
        f"Erfunden oder angenommen: {', '.join(made_up)}.\n"
        f"Quelle {project.source}: {addresses()[project.source]}"
    )


def _applicant(project: Project) -> tuple[ApplicantKind, str]:
    """Whoever the source names; where it names nobody, that is said rather than a private person claimed."""
    if project.kind == "organisation" and project.organisation:
        return ApplicantKind.ORGANISATION, project.organisation
    if project.kind == "group":
        return ApplicantKind.GROUP, "Gruppe aus der Nachbarschaft (Name nicht veröffentlicht)"
    return ApplicantKind.GROUP, "Antragstellende nicht veröffentlicht"
