"""The whole chain on three kinds of devices, from the fund to the posted letter: with JavaScript and without."""

from datetime import date

import pytest
from playwright.async_api import Browser

from journeys import deciding, preparing, proposing, recording, signing_in
from journeys.cast import bring_the_office, dates_from
from journeys.devices import devices_of
from journeys.examining import Examiner
from journeys.server import Server
from journeys.story import Story

THREAD = (
    signing_in.office_arrives,
    preparing.fund_is_set_up,
    preparing.call_is_published,
    proposing.idea_comes_in,
    proposing.ideas_come_on_paper,
    proposing.change_is_asked_for,
    proposing.idea_is_changed,
    proposing.office_admits,
    preparing.deadline_is_extended,
    preparing.jury_is_appointed,
    preparing.meeting_is_called,
    preparing.jurors_read,
    signing_in.day_of_the_meeting_comes,
    deciding.meeting_is_opened,
    deciding.jury_votes_on_tablets,
    deciding.jury_votes_by_hand,
    deciding.meeting_is_closed,
    recording.minutes_are_written,
    recording.letters_are_issued,
    recording.letters_are_posted,
    recording.everyone_can_see_it,
)


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with_javascript", "without_javascript"])
async def test_an_idea_goes_all_the_way(
    server: Server, chromium: Browser, examiner: Examiner, has_scripts: bool
) -> None:
    invitations = await bring_the_office(server)
    server.start()
    dates = dates_from(date.today())  # noqa: DTZ011 - the server's day is the machine's
    async with devices_of(chromium, server.url, examiner, has_scripts=has_scripts) as devices:
        story = Story(server, devices, dates, invitations)
        for chapter in THREAD:
            await chapter(story)
    assert "✗" not in server.run("verify")
    assert server.stop() == 0
