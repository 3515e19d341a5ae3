"""Counts in one large number are the counts that a dictionary would hold."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from esthersim.rehearsal.fields import Fields

THINGS = ("a", "b", "c", "d")


@given(st.lists(st.lists(st.sets(st.sampled_from(THINGS)), max_size=4), max_size=70))
def test_fields_count_as_a_dictionary_does(teams: list[list[set[str]]]) -> None:
    """Whatever teams meet, step by step, each thing is counted once for a team, and no count runs into the next."""
    fields = Fields(THINGS, len(teams))
    total = 0
    counted = Counter(dict.fromkeys(THINGS, 0))
    for steps in teams:
        met = 0
        for step in steps:
            met |= fields.mark(step)
        total += met
        counted.update(set().union(*steps))
    assert fields.counts(total) == counted
