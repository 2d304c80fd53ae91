"""Lines of the desk about the house itself: mail, reports about barriers, juries that are too small."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from kiezfonds.backoffice.rules import DISTRICT, OFFICE, Due, Path, Row, When, when_due
from kiezfonds.ground.text import N_

MAIL: Final[Path] = ("buero", "post")
REPORTS: Final[Path] = ("buero", "rueckmeldungen")
SETTINGS: Final[Path] = ("buero", "einstellungen")
JURIES: Final[Path] = ("buero", "jurys")


def of_post(dead_jobs: int, failed_mails: int) -> list[Due]:
    lines = []
    if failed_mails:
        lines.append(
            Due(N_("Nicht zugestellte Mails ansehen: {count}"), MAIL, When.TODAY, OFFICE, {"count": failed_mails})
        )
    if dead_jobs:
        lines.append(Due(N_("Aufgegebene Aufgaben ansehen: {count}"), MAIL, When.TODAY, OFFICE, {"count": dead_jobs}))
    return lines


def of_reports(count: int, first_due_on: date | None, today: date) -> list[Due]:
    """A report about a barrier is answered within a month (§ 5 (4) BIKTG Bln)."""
    if not count or first_due_on is None:
        return []
    when = When.TODAY if when_due(first_due_on, today) is not None else When.WEEK
    text = N_("Hinweise auf Barrieren beantworten: {count}")
    return [Due(text, REPORTS, when, OFFICE, {"count": count}, due_on=first_due_on)]


def of_settings(lacks: int, takes_ideas: bool) -> list[Due]:
    """Impressum, Datenschutz, accessibility: the law wants them as soon as anybody can hand in an idea."""
    if not lacks or not takes_ideas:
        return []
    text = N_("Pflichtangaben ergänzen: {count} fehlen auf den öffentlichen Seiten")
    return [Due(text, SETTINGS, When.TODAY, DISTRICT, {"count": lacks})]


def of_missing_juries(areas: Iterable[Row], sizes: Mapping[int, int], meets: Mapping[int, date]) -> list[Due]:
    """A published meeting without a jury can be neither planned nor invited to."""
    return [
        Due(
            N_("Jury zusammenstellen"),
            (*JURIES, area["slug"]),
            When.WEEK,
            OFFICE,
            place=area["name"],
            held_on=meets[area["id"]],
            list_path=JURIES,
        )
        for area in areas
        if area["id"] not in sizes and area["id"] in meets
    ]


def of_juries(areas: Iterable[Row], sizes: Mapping[int, int], size_min: int) -> list[Due]:
    """A jury below its minimum may still decide, but somebody has to look for members."""
    return [
        Due(
            N_("Jury ist zu klein: {count} von mindestens {needed} Mitgliedern"),
            (*JURIES, area["slug"]),
            When.WEEK,
            OFFICE,
            {"count": sizes[area["id"]], "needed": size_min},
            area["name"],
            list_path=JURIES,
        )
        for area in areas
        if area["id"] in sizes and sizes[area["id"]] < size_min
    ]
