"""The retelling: folded once, whether at once or entry by entry, and what stands after going back and forth."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.plays import at_the_start
from esthersim.play.retelling import Moment, Retelling
from esthersim.play.rules import fold
from esthersim.play.vocabulary import Step
from esthersim.scenario.model import Scenario
from support.debriefing import Run, full_scenario
from support.examples import examples
from support.players import commands, comparable
from support.scenarios import rich_scenarios


def standing(journal: Sequence[e.Recorded]) -> set[int]:
    """Say plainly which entries stand: those on the journey's latest way, traced back, and all that make no journey."""
    journey = {each.seq: each.entry for each in journal if isinstance(each.entry, e.JourneyEntry)}
    found = {each.seq for each in journal} - journey.keys()
    at = max(journey, default=0)
    while at:
        found.add(at)
        entry, earlier = journey[at], [seq for seq in journey if seq < at]
        at = entry.to if isinstance(entry, e.Rewound) and entry.to in earlier else max(earlier, default=0)
    return found


def plainly(moment: Moment) -> tuple[object, ...]:
    """Return a moment as values that can be compared."""
    earlier = moment.earlier.seq if moment.earlier else 0
    return moment.recorded, comparable(moment.before), comparable(moment.after), earlier


@given(rich_scenarios(), st.lists(commands(), max_size=20), st.data())
def test_a_retelling_that_goes_on_is_the_one_made_at_once(
    scenario: Scenario, asked: list[c.Command], data: st.DataObject
) -> None:
    """However often it is asked on the way: its state is the fold, and moments and what stands are the same."""
    player = at_the_start(scenario)
    for command in asked:
        player.do(command)
        if data.draw(st.booleans()):
            player.do(e.Rewound(data.draw(st.integers(1, player.state.seq))))
    at_once, going_on = Retelling(scenario, player.journal), Retelling(scenario)
    for number, recorded in enumerate(player.journal, 1):
        going_on.add([recorded])
        if data.draw(st.booleans()):
            assert going_on.standing == standing(player.journal[:number])
    assert comparable(going_on.state) == comparable(at_once.state) == comparable(fold(scenario, player.journal))
    assert list(map(plainly, going_on.moments)) == list(map(plainly, at_once.moments))
    assert going_on.standing == at_once.standing == standing(player.journal)


@given(rich_scenarios(), st.lists(commands(), max_size=12))
@examples(1 / 2)
def test_moments_chain(scenario: Scenario, asked: list[c.Command]) -> None:
    """Each moment begins with the very state that the one before it ended with, and the last ends with the run's."""
    player = at_the_start(scenario)
    for command in asked:
        player.do(command)
    retelling = Retelling(scenario, player.journal)
    assert [moment.recorded for moment in retelling.moments] == player.journal == retelling.journal
    assert retelling.moments[0].before.seq == 0
    assert retelling.moments[-1].after is retelling.state
    assert all(one.after is other.before for one, other in pairwise(retelling.moments))
    assert all(moment.earlier is None or moment.earlier.seq < moment.seq for moment in retelling.moments)


def test_without_a_rewind_every_entry_stands() -> None:
    """Nothing is left out of a journal in which nobody went back."""
    run = Run()
    run.do(e.EstherRated(3), e.Checked("vagen"), c.Choose("ring"))
    assert run.retelling.standing == {each.seq for each in run.journal}


def test_what_was_taken_back_does_not_stand() -> None:
    """After a rewind the entries between are off the way; notes and the rewind itself stay."""
    run = Run()
    start = run.state.seq
    rated = run.do(e.EstherRated(1))
    note = run.do(e.Noted("en tanke"))
    gone = run.do(e.Rewound(start))
    assert rated not in run.retelling.standing
    assert {start, note, gone} <= run.retelling.standing


def test_a_redo_makes_its_way_stand_again() -> None:
    """Going back to an entry that was itself taken back brings its way to life, and drops the other."""
    run = Run()
    start = run.state.seq
    first = run.do(e.EstherRated(1))
    run.do(e.Rewound(start))
    other = run.do(e.EstherRated(5))
    run.do(e.Rewound(first))
    assert first in run.retelling.standing
    assert other not in run.retelling.standing


@given(st.lists(st.one_of(st.integers(1, 5), st.tuples(st.integers(0, 30))), max_size=12))
def test_what_stands_is_what_the_state_holds(steps: list[int | tuple[int]]) -> None:
    """Whatever order of ratings and rewinds: the standing ratings are those of the folded state."""
    run = Run()
    places = [run.state.seq]
    for step in steps:
        places.append(
            run.do(e.EstherRated(step) if isinstance(step, int) else e.Rewound(places[step[0] % len(places)]))
        )
    standing = run.retelling.standing
    held = [rated.value for moment, rated in run.retelling.each(e.EstherRated) if moment.seq in standing]
    assert held == [value for _, value, _who in run.state.here.ratings]


def test_an_entry_is_found_by_its_number_and_by_its_kind() -> None:
    """Numbers begin at one; the last of a kind is the latest, and of a kind that did not come there is none."""
    run = Run()
    first, second = run.do(e.Noted("ett")), run.do(e.Noted("två"))
    assert [moment.seq for moment, _noted in run.retelling.each(e.Noted)] == [first, second]
    last = run.retelling.last(e.Noted)
    assert last is not None
    assert (last[0].seq, last[1].text) == (second, "två")
    assert run.retelling.last(e.TimerExtended) is None
    assert run.retelling.entry(first) == e.Noted("ett")
    assert [run.retelling.entry(number) for number in (-1, 0, second + 1)] == [None] * 3


@pytest.mark.parametrize("step", Step)
def test_a_step_began_with_its_entry(step: Step) -> None:
    """The first step begins with the run; one that the run has not come to has not begun."""
    run = Run()
    began = run.retelling.began(step)
    assert (began.seq if began else None) == {Step.NEEDS: 1, Step.STORY: 2, Step.SIMULATION: 7}.get(step)


def test_a_run_without_entries_can_be_retold() -> None:
    """Nothing has begun, and nothing stands."""
    retelling = Retelling(full_scenario())
    assert (retelling.moments, retelling.standing, retelling.began(Step.NEEDS)) == ([], frozenset(), None)
