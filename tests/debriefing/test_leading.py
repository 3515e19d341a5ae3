"""Which guide leads the reflection, as the journal tells it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from esthersim.debriefing.guides import Guide, load_guide
from esthersim.debriefing.leading import Doubt, leading_guide, stand_in
from esthersim.journal.scenario_text import scenario_text
from esthersim.play import entries as e
from esthersim.play.entry import Command
from esthersim.shipped import shipped
from support.after_the_journey import reflecting

PAPERS = scenario_text(shipped("scenarios") / "tom-sang.yaml").debrief


def led(*commands: Command) -> Guide | Doubt:
    """Return what leads a reflection in which this was done; the scenario's own guide is `esther`."""
    session = reflecting()
    for command in commands:
        assert session.do(command) is None
    return leading_guide(session.retelling, "sv", PAPERS)


def entered(*phases: str) -> Sequence[Command]:
    """Return phases as they are entered."""
    return tuple(map(e.PhaseEntered, phases))


def test_at_first_the_scenarios_own_guide_leads() -> None:
    """Nothing is chosen, so nothing need be written down."""
    assert led() == led(*entered("esther-forst", "malen")) == load_guide("esther", "sv")


def test_the_guide_that_was_chosen_last_leads() -> None:
    """Whatever phases were entered before."""
    assert led(e.GuideChosen("diamond"), *entered("esther-forst")) == load_guide("diamond", "sv")
    assert led(e.GuideChosen("diamond"), e.GuideChosen("esther-10")) == load_guide("esther-10", "sv")


@pytest.mark.parametrize(
    ("phases", "guide"),
    [
        (("plus", "en-av-varje"), "plus-delta"),
        (("esther-forst", "en-stund", "tar-med"), "esther-10"),
        (("esther-forst", "klargora", "verkligheten"), None),  # there are two lengths with these phases
        (("esther-forst", "oppna", "beratta"), "esther-full"),
        (("oppna", "reaktioner", "sammanfatta"), "pearls-inspired"),
        (("plus", "esther-forst", "tar-med"), "esther"),  # tried, and left for the scenario's own
    ],
)
def test_an_older_journal_tells_its_guide_by_the_phases(phases: tuple[str, ...], guide: str | None) -> None:
    """Exactly one guide has the phases that were entered last; where several have them, none is named."""
    found = led(*entered(*phases))
    assert found == (load_guide(guide, "sv") if guide else Doubt(("teamgains-inspired", "teamgains-inspired-15")))


def test_an_older_journal_tells_its_guide_by_the_questions() -> None:
    """The lengths of a guide can have the same phases and other questions."""
    only_there, nowhere = "guide:forsta:vad-hordes:9", "guide:forsta:since-removed"
    answers = (e.Answered(each, each, "Hur?", "Så.") for each in (only_there, nowhere))
    assert led(*entered("beskriva", "forsta", "anvanda"), *answers) == load_guide("diamond", "sv")


def test_a_guide_that_is_not_there_is_not_replaced() -> None:
    """It stays in doubt which guide leads; what stands in for it is asked for apart, and is the usual one."""
    found = led(e.GuideChosen("no-such-guide"))
    assert found == Doubt(("no-such-guide",))
    assert stand_in(found, "sv", PAPERS) == load_guide("esther", "sv")
    assert led(*entered("no-such-phase")) == Doubt(())


def test_one_of_the_guides_in_doubt_stands_in() -> None:
    """Where the journal leaves two lengths of a guide, the first of them leads on."""
    found = led(*entered("beskriva", "forsta", "anvanda"))
    assert found == Doubt(("diamond", "diamond-10"))
    assert stand_in(found, "en", PAPERS) == load_guide("diamond", "en")


def test_a_run_without_a_readable_guide_of_that_name_is_led_by_its_others() -> None:
    """A broken text is as good as none, and the run's other guides are there."""
    papers = {"guides/diamond": PAPERS["guides/diamond"], "guides/esther": "["}
    session = reflecting()
    found = leading_guide(session.retelling, "sv", papers)
    assert found == Doubt(("esther",))
    assert stand_in(found, "sv", papers) == load_guide("diamond", "sv")


def test_an_older_journal_whose_own_guide_is_gone_is_not_given_to_its_longer_form() -> None:
    """The guide that is gone may have had the phases too: neither is named for certain."""
    papers = {key: text for key, text in PAPERS.items() if key != "guides/esther"}
    session = reflecting()
    assert session.do(e.PhaseEntered("malen")) is None
    assert leading_guide(session.retelling, "sv", papers) == Doubt(("esther", "esther-full"))
