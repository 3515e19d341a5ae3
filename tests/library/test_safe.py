"""What must not be learned in the library: bad care that led to the best ending no longer does."""

from __future__ import annotations

from esthersim.play.plays import PlayResult, run_play
from support.shipped_journeys import journey


def played(scenario: str, play: str) -> PlayResult:
    """Play what a journey has written down about itself."""
    return run_play(journey(scenario), dict(journey(scenario).plays)[play])


def test_rigors_that_the_doctor_never_hears_of_end_in_the_night() -> None:
    """Nor do tablets by telephone lead to Saturday where nobody told the doctor the vital signs."""
    result = played("videosamtal", "tva-av-fyra")
    assert result.failure is None
    assert not {"frossan", "varden"} & result.state.here.knowledge["lakare"]
    assert result.state.here.event == "natten"


def test_a_figure_alone_lets_the_doctor_decide_and_does_not_send_esther_away() -> None:
    """The doctor who heard no more than a red figure has three answers, and A&E is one of them."""
    result = played("egna-varden", "en-siffra-pa-en-biljett")
    assert result.failure is None
    assert result.state.here.knowledge["lakare"] & {"siffran", "mar", "hoppar"} == {"siffran"}
    assert result.state.here.event == "klockan-nio"
    decision = journey("egna-varden").events["avtagsvagen"].decision
    assert decision is not None
    assert (decision.by, len(decision.options)) == (("lakare",), 3)
