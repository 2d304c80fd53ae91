"""Facts carry their source, what is invented says so, and nobody private is in it."""

import pytest

from kiezfonds.demo import cast, invented
from kiezfonds.demo.facts import Project, addresses, places, projects, published_days
from kiezfonds.demo.ideas import INVENTED_IDEA, Idea, granted_cents, published, requested_cents
from kiezfonds.records.setting_up import areas_of

IDEAS = list(invented.ideas().values())
REAL = {project.organisation for project in projects() if project.organisation}
PROJECTS = list(enumerate(projects()))


def test_there_are_thirteen_areas_with_inhabitants_and_their_source() -> None:
    areas = areas_of("lichtenberg")

    assert len(areas) == 13
    assert sum(inhabitants for _, inhabitants, _ in areas) == 315548
    assert all("Amt für Statistik" in source for _, _, source in areas)


def test_every_project_lies_in_an_area_and_names_a_source_with_an_address() -> None:
    names = {name for name, _, _ in areas_of("lichtenberg")}

    assert len(PROJECTS) == 37
    assert {project.area for _, project in PROJECTS} <= names
    assert {project.source for _, project in PROJECTS} <= set(addresses())
    assert set(places()) <= names
    assert {row.area for row in published_days()} <= names
    assert {row.source for row in published_days()} <= set(addresses())


@pytest.mark.parametrize(("position", "project"), PROJECTS)
def test_a_published_project_says_what_is_known_and_what_is_made_up(position: int, project: Project) -> None:
    idea = published(project, position)

    assert addresses()[project.source] in idea.description
    assert ("Betrag erfunden" in idea.summary) == (project.requested_cents is None and project.granted_cents is None)
    assert ("Stadtteil" in idea.description.split("Erfunden oder angenommen:")[1]) == project.is_area_assumed
    assert all("erfunden" in label for label, _, _ in idea.costs)
    assert idea.total_cents == requested_cents(project, position)
    assert 0 < granted_cents(project, position) <= idea.total_cents
    assert fits(idea)


def test_nobody_is_claimed_to_have_applied_whom_the_source_does_not_name() -> None:
    named = {project.organisation for _, project in PROJECTS if project.organisation}
    played = {published(project, position).group for position, project in PROJECTS}

    assert played == named | {
        "Gruppe aus der Nachbarschaft (Name nicht veröffentlicht)",
        "Antragstellende nicht veröffentlicht",
    }


@pytest.mark.parametrize("idea", IDEAS)
def test_an_invented_idea_says_so(idea: Idea) -> None:
    assert idea.summary.endswith(INVENTED_IDEA)
    assert idea.person.endswith("Erfunden")
    assert idea.email.endswith(".example")
    assert not idea.group or not idea.group.startswith(tuple(REAL))
    assert 0 < idea.smallest_cents <= idea.total_cents
    assert fits(idea)


def test_no_area_grants_more_than_it_has() -> None:
    granted: dict[str, int] = {}
    for position, project in PROJECTS:
        granted[project.area] = granted.get(project.area, 0) + granted_cents(project, position)

    assert max(granted.values()) <= 13_000_00


def test_everybody_is_invented_and_nobody_sits_on_two_juries() -> None:
    names = [member.name for position in range(13) for member in cast.past_jury(position)]
    last_names = {name.split()[-1] for name in names}

    assert len(set(names)) == 195
    assert last_names <= set(cast.LAST)
    assert {member.name.split()[-1] for member in cast.todays_jury()} == {"Beispiel"}
    assert {member.email.split("@")[1] for member in cast.todays_jury()} == {"kiez.example"}


def fits(idea: Idea) -> bool:
    return len(idea.title) <= 120 and len(idea.summary) <= 300 and len(idea.place) <= 200
