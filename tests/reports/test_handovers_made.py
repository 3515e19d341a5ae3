"""How each fact fared in each handover, as the report has it."""

from __future__ import annotations

from esthersim.debriefing.guides import load_guide
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.vocabulary import FactStatus
from esthersim.reports.contents import HandoverMade
from esthersim.reports.gathering_handovers import handovers
from esthersim.reports.material import Material
from support.debriefing import Run
from support.report_runs import small_text


def made(run: Run) -> tuple[HandoverMade, ...]:
    """Return the handovers that a report of the run has."""
    return handovers(
        Material(
            run="prov",
            text=small_text(),
            shown=run.scenario,
            retelling=run.retelling,
            guide=load_guide("esther", "sv"),
            language="sv",
        )
    )


def test_each_handover_has_the_facts_that_it_had_to_do_with() -> None:
    """Given, missing and never known stand apart, and a fact that the handover had nothing to do with is not in it."""
    run = Run()
    run.do(e.Checked("vagen"), c.Choose("ring"), c.HandOver({"vikten": FactStatus.GIVEN}), c.Proceed())
    run.do(c.HandOver({}), c.Proceed())
    call, round_ = made(run)
    assert (call.event, call.sender, call.receivers) == ("samtalet", "Undersköterska", ("Sjuksköterska",))
    listan, vikten, onskan = call.facts
    assert (listan.status, listan.weight, listan.lost, listan.knew) == (FactStatus.MISSING, "must", True, True)
    assert (vikten.status, vikten.weight, vikten.lost) == (FactStatus.GIVEN, "should", False)
    assert not onskan.knew
    assert [(each.fact, each.lost, each.critical) for each in round_.facts] == [("listan", True, True)]


def test_a_handover_that_was_taken_back_is_not_reported() -> None:
    """The report is of the way that stands."""
    run = Run()
    before = run.do(e.Checked("vagen"), c.Choose("ring"))
    run.do(c.HandOver({}), e.Rewound(before), c.HandOver({"listan": FactStatus.REQUESTED}))
    (handover,) = made(run)
    assert [each.status for each in handover.facts if each.fact == "listan"] == [FactStatus.REQUESTED]
