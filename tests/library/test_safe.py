"""What must not be learned in the library: bad care that led to the best ending no longer does."""

from __future__ import annotations

from decimal import Decimal

from esthersim.play.plays import PlayResult, run_play
from support.shipped_journeys import journey


def played(scenario: str, play: str) -> PlayResult:
    """Play what a journey has written down about itself."""
    return run_play(journey(scenario), dict(journey(scenario).plays)[play])


def test_tablets_for_a_leg_without_signs_of_infection_are_not_the_best_ending() -> None:
    """The doctor was told of no fever and no spreading redness; what the course costs is told at the market."""
    result = played("sarkonsultation", "kuren-och-natterna")
    assert result.failure is None
    assert "fredagens-varden" in result.state.here.knowledge["lakare"]
    assert (result.state.here.event, result.state.here.variables["kur"]) == ("pallen", True)


def test_what_was_to_stay_in_the_kitchen_costs_when_it_is_told() -> None:
    """All that the nurse needed was said, and Sune as well: the Tuesdays are no longer Esther's."""
    result = played("anhorig-ringer", "sune-i-luren")
    assert result.failure is None
    assert {"matt", "gransen"} <= result.state.here.knowledge["distriktsskoterska"]
    assert result.state.here.event == "han-visste"


def test_a_brother_who_is_told_against_her_word_takes_the_bench_away() -> None:
    """Everything on the sheet was done, and Roland heard about the trolleys at the door."""
    result = played("forebyggande-hembesok", "roland-fick-veta")
    assert result.failure is None
    assert result.state.here.event == "som-forut"


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


def test_fever_and_a_falling_pressure_without_a_doctor_are_no_good_night() -> None:
    """A nurse who keeps Esther at home, and hands over all there is, has still not treated her."""
    result = played("oforutsedd-forsamring", "utan-lakare")
    assert result.failure is None
    assert result.state.here.variables["vardas"] is False
    assert result.state.here.event == "ett-ord"


def test_two_hours_of_treatment_do_not_take_a_fever_away() -> None:
    """Inhaling helps the breathing; the temperature is where it was."""
    lugnare = journey("oforutsedd-forsamring").events["lugnare"]
    assert any(effect.set and effect.set.get("temp") == Decimal("38.2") for effect in lugnare.effects)


def test_a_yes_that_nobody_tried_fills_the_room_and_ends_the_meeting() -> None:
    """Nine are invited on a hurried yes; waiting kindly in front of them all is no longer the way to the quay."""
    result = played("sip-mote", "nio-stolar")
    assert result.failure is None
    assert result.state.here.event == "stopptecknet"
    assert result.state.here.variables["samtycke"] is False


def test_what_was_said_in_confidence_costs_when_nobody_asked() -> None:
    """The coffee is told on, in front of her, without her leave: she is not at the jetty in the end."""
    result = played("malsattningssamtal", "kaffet-sades-utan-lov")
    assert result.failure is None
    assert result.state.here.event == "tvattiden"
    assert result.state.here.variables["onsdag"] is True


def test_a_bench_that_is_acted_against_her_word_is_not_forgotten() -> None:
    """Esther has said that she will tell of the bench herself; when another sits there she does not come back."""
    result = played("levande-bibliotek", "banken-mot-loftet")
    assert result.failure is None
    assert result.state.here.event == "pa-hyllan"
    assert result.state.here.variables["trygghet"] >= 1
