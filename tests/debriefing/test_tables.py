"""Esther's curve and the table of facts."""

from __future__ import annotations

from esthersim.debriefing.tables import esther_curve, fact_table
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.words import FactStatus
from support.debriefing import Run


def test_the_curve_is_that_of_the_way_that_stands() -> None:
    """A rating that was given again at the same visit, or taken back, is not on it; story time is the event's."""
    run = Run()
    start = run.do(e.EstherRated(2), e.EstherRated(4))
    run.do(e.Checked("vagen"), c.Choose("vanta"), e.EstherRated(1), e.Rewound(start))
    run.do(e.Checked("vagen"), c.Choose("ring"), e.EstherRated(3))
    points = esther_curve(run.scenario, run.journal)
    assert [(each.event, each.value) for each in points] == [("frukost", 4), ("samtalet", 3)]
    assert (points[1].story - points[0].story).total_seconds() == 600


def test_the_table_shows_each_fact_in_each_handover() -> None:
    """Given, missing and never known stand apart, and a handover that had nothing to do with a fact has no cell."""
    run = Run()
    run.do(e.Checked("vagen"), c.Choose("ring"), c.HandOver({"vikten": FactStatus.GIVEN}), c.Proceed())
    run.do(c.HandOver({}), c.Proceed())
    table = fact_table(run.scenario, run.journal)
    call, round_ = table.handovers
    assert (call.event, call.sender, call.receivers) == ("samtalet", "usk", ("ssk",))
    rows = {row.fact: row for row in table.rows}
    listan = rows["listan"].cells[call.seq]
    assert (listan.status, listan.weight, listan.lost, listan.knew) == (FactStatus.MISSING, "must", True, True)
    assert not rows["onskan"].cells[call.seq].knew
    assert not rows["vikten"].cells[call.seq].lost
    assert set(rows["vikten"].cells) == {call.seq}
    assert rows["listan"].cells[round_.seq].lost
    assert rows["listan"].critical


def test_a_handover_that_was_taken_back_is_not_in_the_table() -> None:
    """The table is of the way that stands."""
    run = Run()
    before = run.do(e.Checked("vagen"), c.Choose("ring"))
    run.do(c.HandOver({}), e.Rewound(before), c.HandOver({"listan": FactStatus.REQUESTED}))
    (column,) = fact_table(run.scenario, run.journal).handovers
    (listan,) = [row for row in fact_table(run.scenario, run.journal).rows if row.fact == "listan"]
    assert listan.cells[column.seq].status is FactStatus.REQUESTED
