"""Of the marks and ratings of one visit the latest counts."""

from __future__ import annotations

from esthersim.debriefing.latest import esther_curve
from esthersim.play import commands as c
from esthersim.play import entries as e
from support.debriefing import Run


def test_the_curve_is_that_of_the_way_that_stands() -> None:
    """A rating that was given again at the same visit, or taken back, is not on it; story time is the event's."""
    run = Run()
    start = run.do(e.EstherRated(2), e.EstherRated(4))
    run.do(e.Checked("vagen"), c.Choose("vanta"), e.EstherRated(1), e.Rewound(start))
    run.do(e.Checked("vagen"), c.Choose("ring"), e.EstherRated(3))
    curve = esther_curve(run.retelling)
    assert [(moment.event, rated.value) for moment, rated in curve] == [("frukost", 4), ("samtalet", 3)]
    (first, _), (second, _) = curve
    assert (second.before.here.story - first.before.here.story).total_seconds() == 600
