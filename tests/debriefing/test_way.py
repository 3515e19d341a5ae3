"""The way that stands after going back and forth."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from esthersim.debriefing.way import effective, moments
from esthersim.play import commands as c
from esthersim.play import entries as e
from support.debriefing import Run


def test_without_a_rewind_every_entry_stands() -> None:
    """Nothing is left out of a journal in which nobody went back."""
    run = Run()
    run.do(e.EstherRated(3), e.Checked("vagen"), c.Choose("ring"))
    assert effective(run.journal) == {each.seq for each in run.journal}


def test_what_was_taken_back_does_not_stand() -> None:
    """After a rewind the entries between are off the way; notes and the rewind itself stay."""
    run = Run()
    start = run.state.seq
    rated = run.do(e.EstherRated(1))
    note = run.do(e.Noted("en tanke"))
    gone = run.do(e.Rewound(start))
    standing = effective(run.journal)
    assert rated not in standing
    assert {start, note, gone} <= standing


def test_a_redo_makes_its_way_stand_again() -> None:
    """Going back to an entry that was itself taken back brings its way to life, and drops the other."""
    run = Run()
    start = run.state.seq
    first = run.do(e.EstherRated(1))
    run.do(e.Rewound(start))
    other = run.do(e.EstherRated(5))
    run.do(e.Rewound(first))
    standing = effective(run.journal)
    assert first in standing
    assert other not in standing


@given(st.lists(st.one_of(st.integers(1, 5), st.tuples(st.integers(0, 30))), max_size=12))
def test_what_stands_is_what_the_state_holds(steps: list[int | tuple[int]]) -> None:
    """Whatever order of ratings and rewinds: the standing ratings are those of the folded state."""
    run = Run()
    places = [run.state.seq]
    for step in steps:
        places.append(
            run.do(e.EstherRated(step) if isinstance(step, int) else e.Rewound(places[step[0] % len(places)]))
        )
    standing = effective(run.journal)
    held = [each.entry.value for each in run.journal if each.seq in standing and isinstance(each.entry, e.EstherRated)]
    assert held == [value for _, value in run.state.here.ratings]


def test_moments_keep_both_sides_of_an_entry() -> None:
    """A moment's states are those before and after its entry, and the last is the run's own."""
    run = Run()
    run.do(e.Checked("vagen"), c.Choose("ring"))
    way = moments(run.scenario, run.journal)
    assert [moment.seq for moment in way] == [each.seq for each in run.journal]
    assert way[-1].after == run.state
    assert all(one.after == other.before for one, other in pairwise(way))
