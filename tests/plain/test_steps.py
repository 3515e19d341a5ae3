"""The steps round the simulation: needs, story, seats, cards, prebriefing, and how gates are passed."""

from __future__ import annotations

from esthersim.plain.needs import needs, story
from esthersim.plain.run import language_for, play, prebriefing_items
from esthersim.plain.seating import prebriefing, read_cards, seating
from esthersim.play import entries as e
from esthersim.play.vocabulary import GateItem, GateKind, Step
from support.plain import at_table, until_the_script_ends
from support.scenarios import VIKTLARM, viktlarm_text

OBJECTIVES = "  sbar: Vi ringer med en hel SBAR, även när vi bara har halva bilden\n"
FOUR = viktlarm_text(text=VIKTLARM.replace(OBJECTIVES, f"{OBJECTIVES}  trygg: Esther känner sig trygg\n"))
SECRET = viktlarm_text(
    text=VIKTLARM.replace("brief: Du kommer för frukost.", "brief: Du kommer för frukost., private: Du är trött")
)


def test_the_objectives_of_the_scenario_are_agreed_with_enter() -> None:
    """The needs are read first, and the run goes on to Esther's story."""
    with at_table("") as table:
        needs(table.run)
        assert table.session.state.step is Step.STORY
    assert "Vi tränar på vem som gör vad" in table.said
    assert "1. Vi ringer med en hel SBAR" in table.said


def test_two_of_three_objectives_can_be_chosen() -> None:
    """One alone is too few, and is asked again."""
    with at_table("1", "3 1", text=FOUR) as table:
        needs(table.run)
        assert table.session.state.setting.objectives == ("sbar", "esther")
    assert "Choose two or three objectives" in table.said


def test_the_story_is_read_as_it_is_written() -> None:
    """All of it, and then somebody presses Enter."""
    with at_table("", step=Step.STORY) as table:
        story(table.run)
    assert "Esther är 81 år, har hjärtsvikt och bor ensam med katten Sture." in table.said


def test_everybody_is_seated_at_once() -> None:
    """One person in each role is one key away."""
    with at_table("1", "", step=Step.STORY) as table:
        seating(table.run)
        assert table.session.state.setting.seats == {"esther": 1, "underskoterska": 1, "sjukskoterska": 1}


def test_seats_are_taken_one_by_one() -> None:
    """Enter takes the suggestion; a number that does not fit is asked again."""
    with at_table("2", "", "9", "1", "", "", step=Step.STORY) as table:
        seating(table.run)
        assert table.session.state.setting.seats["underskoterska"] == 1
    assert "Type a number from 1 to 1" in table.said


def test_an_observer_hears_what_to_look_for() -> None:
    """Whoever sits as an observer is told what the seat's own instrument has, of what the seat watches alone."""
    listener = "observers:\n  lyssnaren: {title: Den som lyssnar, watch: [communication], instrument: teamstepps}\n"
    watched = viktlarm_text(text=VIKTLARM.replace("facts:\n", f"{listener}facts:\n", 1))
    with at_table("2", "", "", "", "1", "", step=Step.STORY, text=watched) as table:
        seating(table.run)
    assert "For Den som lyssnar: what to look for" in table.said
    assert "- Någon frågar efter det som andra kan veta" in table.said
    assert "Hur vi leds" not in table.said


def test_a_cardis_private() -> None:
    """It is shown after a warning; what everybody may know is read without one."""
    with at_table("1", "2", "", "", "", step=Step.STORY, text=SECRET) as table:
        seating(table.run)
    said = table.said
    assert said.index("Let nobody else look") < said.index("For you alone: Du är trött")
    with at_table("1", "", step=Step.STORY, text=SECRET) as table:
        seating(table.run)
    assert "Du är trött" not in table.said


def test_nobody_has_cards_where_nobody_sits() -> None:
    """The question is left out."""
    with at_table(step=Step.STORY) as table:
        read_cards(table.run)
    assert table.said == ""


def test_what_is_not_so_stays_open_and_can_be_passed() -> None:
    """A no leaves the point unticked; the gate names it, and passing is asked about."""
    text = viktlarm_text(
        text=VIKTLARM.replace("facts:\n", "prebriefing: {tyst: Alla har stängt av telefonen}\nfacts:\n", 1)
    )
    with at_table("no", "yes", step=Step.STORY, text=text) as table:
        prebriefing(table.run, prebriefing_items(table.session))
        assert table.session.state.setting.ticked == frozenset()
        assert table.run.advance()
        entered = table.session.journal[-2].entry
        assert isinstance(entered, e.StepEntered)
        assert GateItem(GateKind.PREBRIEFING, "tyst") in entered.overridden
    assert "Alla har stängt av telefonen" in table.said


def test_a_gate_that_nobody_passes_stays_shut() -> None:
    """Enter means no."""
    with at_table("", step=Step.STORY) as table:
        assert not table.run.advance()
        assert table.session.state.step is Step.STORY


def test_the_language_of_the_journey_is_asked_for_where_there_is_a_choice() -> None:
    """The interface's language is the suggestion where the scenario has it."""
    with at_table("", "1") as table:
        assert language_for(table.dialogue, ("sv", "en")) == "en"
        assert language_for(table.dialogue, ("sv", "en")) == "sv"


def test_changing_the_language_asks_about_the_journey() -> None:
    """The two are chosen apart: the answer decides whether the journey follows."""
    english = {"en": 'msgctxt "title"\nmsgid "Viktlarm en lördag"\nmsgstr "Weight alarm on a Saturday"\n'}
    for answer, title in (("yes", "Viktlarm en lördag"), ("no", "Weight alarm on a Saturday")):
        text = viktlarm_text(translations=english)
        with at_table("language sv", answer, text=text, language="en") as table, until_the_script_ends():
            play(table.dialogue, table.session, lambda _session: ())
        assert table.session.shown.title == title
