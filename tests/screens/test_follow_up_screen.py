"""The follow-up on the screen, played by its keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from esthersim.clock import ManualClock
from esthersim.journal.opening import memory_store
from esthersim.journal.session import Session
from esthersim.journal.store import Store
from esthersim.play.entries import FollowedUp
from esthersim.play.vocabulary import ActionStatus
from esthersim.screens.closing import ClosingScreen
from esthersim.screens.follow_up import FollowUpScreen
from esthersim.screens.widgets.field import Field
from support.after_the_journey import closed, do, in_utc, words, write
from support.frames import room

FIRST, SECOND = date(2026, 4, 11), date(2026, 6, 7)


@pytest.fixture
def store() -> Iterator[Store]:
    """Return a store with a closed run."""
    store = memory_store()
    with in_utc():
        closed(store).close()
        yield store


def answered(store: Store) -> Store:
    """Return the store with the first follow-up answered, and the second day come."""
    with Session.resume(store, "prov", ManualClock(datetime(2026, 4, 11, tzinfo=UTC))) as session:
        do(session, FollowedUp("action-1", FIRST, ActionStatus.ON_HOLD, "Chefen [slutade]"))
    return store


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_frame(store: Store, tmp_path: Path, size: tuple[int, int], language: str) -> None:
    """The list with one answered and one to come, and the form with what was answered before, look as stored."""
    async with room(tmp_path, size, language, store=answered(store), start="prov") as stage:
        await stage.press("f")
        stage.compare("follow-up")
        await stage.press("enter")
        stage.compare("follow-up-form")


async def test_a_follow_up_is_answered_on_a_closed_run(store: Store, tmp_path: Path) -> None:
    """Status and evidence become an entry; the list shows them."""
    async with room(tmp_path, store=store, start="prov") as stage:
        await stage.press("f", "enter", "down", "enter")
        await write(stage, "Eight of ten [b]")
        await stage.press("f10")
        (told,) = stage.session.state.plan.follow_ups
        assert (told.action, told.planned, told.status) == ("action-1", FIRST, ActionStatus.IN_PROGRESS)
        assert told.evidence == "Eight of ten [b]"
        assert "in progress · Eight of ten [b]" in words(stage)


async def test_a_draft_survives_the_way_out(store: Store, tmp_path: Path) -> None:
    """Half an answer stays with its follow-up; leaving tells that it is not saved."""
    async with room(tmp_path, store=store, start="prov") as stage:
        await stage.press("f", "enter", "down", "down", "tab")
        await write(stage, "half")
        await stage.press("f2", "escape")
        await stage.press("escape")
        assert isinstance(stage.app.screen, FollowUpScreen)
        assert stage.app.screen.query_one("#follow-evidence", Field).text == "half"
        await stage.press("f10", "escape")
        assert isinstance(stage.app.screen, ClosingScreen)
        assert stage.session.state.plan.follow_ups[0].status == ActionStatus.ON_HOLD


async def test_a_run_with_a_follow_up_that_is_due_opens_at_it(store: Store, tmp_path: Path) -> None:
    """When a day has come, opening the run shows the follow-ups at once, at the first that waits."""
    late = ManualClock(datetime(2026, 6, 8, 9, 0, tzinfo=UTC))
    async with room(tmp_path, store=answered(store)) as stage:
        stage.app.clock = late
        stage.app.resume("prov")
        await stage.settle()
        assert isinstance(stage.app.screen, FollowUpScreen)
        assert "One follow-up is waiting" in words(stage)
        await stage.press("enter")
        assert "Follow-up: Sunday 7 June 2026" in words(stage)
        assert "Saturday 11 April 2026: on hold. Chefen [slutade]" in words(stage)
