"""The journey line by line: timers, gates, the facilitator's words, and what the room must not hear."""

from __future__ import annotations

import pytest

from esthersim.journal.store import ScenarioText
from esthersim.plain.simulation import Simulation
from esthersim.play import entries as e
from esthersim.play.vocabulary import Cause, Observation, Step
from support.plain import Table, at_table, until_the_script_ends
from support.scenarios import VIKTLARM, viktlarm_text

SECRET = "Vänta tio sekunder innan du läser upp vikten"
CUE = "Esther sneglar mot vågen"
EXPECTED = "Frågar Esther vad som är viktigt"


def with_more(event: str) -> ScenarioText:
    """Return the small scenario with more lines in its first event."""
    return viktlarm_text(text=VIKTLARM.replace("    timer: {limit: 4 min, next: for-sent}\n", event, 1))


RICH = with_more(
    "    timer: {limit: 4 min, next: for-sent}\n"
    f"    facilitator: {SECRET}\n"
    "    checklist:\n"
    "      puls: {text: Känn på pulsen, required: true}\n"
    "    rate: true\n"
)


def played(*lines: str, text: ScenarioText | None = None, facilitator: bool = False) -> Table:
    """Play the simulation with these lines, and return the table as it then stands."""
    with at_table(*lines, step=Step.SIMULATION, text=text, facilitator=facilitator) as table, until_the_script_ends():
        Simulation(table.run).play()
    return table


def entries(table: Table) -> list[e.Entry]:
    """Return the entries of the simulation."""
    return [each.entry for each in table.session.journal]


def test_an_event_is_read_with_all_that_the_room_may_hear() -> None:
    """Title, who is present, the text, the question, the options with numbers, and how much time is left."""
    said = played().said
    for part in (
        "Frukost hos Esther",
        "Present: Esther; Undersköterska",
        "Esther sitter på sängkanten",
        "Undersköterska: Vad gör du?",
        "1. Ring 2. Vänta till måndag",
        "Time left: 4 minutes, then the journey moves on.",
    ):
        assert part in said


@pytest.mark.parametrize("secret", [SECRET, CUE, EXPECTED])
def test_whatis_private_is_not_said_unless_it_is_asked_for(secret: str) -> None:
    """The team looks at the same screen; with the option for it the facilitator hears all of it."""
    assert secret not in played("again", text=RICH).said
    assert secret in played(text=RICH, facilitator=True).said


@pytest.mark.parametrize(("word", "secret"), [("notes", SECRET), ("cues", CUE), ("expect", EXPECTED)])
def test_whatis_private_comes_after_a_warning(word: str, secret: str) -> None:
    """Each private thing has a word; before it the room is warned."""
    said = played(word, "", "", text=RICH).said
    assert said.index("Let nobody else look") < said.index(secret)


def test_a_choice_leads_on() -> None:
    """The number of an option makes the choice."""
    table = played("2")
    assert isinstance(entries(table)[-2], e.Chose)
    assert table.session.state.here.event == "for-sent"
    assert "So it ended: Esther åker in i onödan." in table.said


def test_a_line_that_comes_too_late_is_not_used() -> None:
    """The timer ran out while somebody was writing: the branch is taken, and they are told why."""
    table = played("wait 241", "1")
    assert not any(isinstance(entry, e.Chose) for entry in entries(table))
    assert table.session.state.here.event == "for-sent"
    assert "Time is up. The journey has moved on; an answer that came too late is not used." in table.said


def test_a_note_never_comes_too_late() -> None:
    """Only answers can come too late: the facilitator's note is kept, after the time that ran out."""
    table = played("wait 300", "note något")
    assert "Time is up." in table.said
    assert entries(table)[-1] == e.Noted("något")


def test_a_timer_that_only_warns_is_told_once() -> None:
    """The journey does not move on then, and the reminder does not come at every prompt."""
    table = played("1", "wait 200", "map", "map", "map")
    assert table.said.count("The time for this event is up. The journey waits for you") == 1
    assert table.session.state.here.event == "samtalet"


def test_the_last_part_of_a_timer_is_urgent() -> None:
    """The last fifth is told in other words, so that it is heard."""
    assert "Hurry: 30 seconds left, then the journey moves on." in played("wait 210", "again").said


def test_the_facilitator_lets_the_timer_run_out() -> None:
    """The journal tells it apart from time that went by; nobody is told that a line was lost."""
    table = played("run out")
    expired = next(entry for entry in entries(table) if isinstance(entry, e.TimerExpired))
    assert expired.early
    assert table.session.state.here.event == "for-sent"
    assert "Time is up" not in table.said


def test_a_required_item_keeps_the_team_until_it_is_ticked_or_passed() -> None:
    """The list has the tick with its number; passing it is asked about, and is in the journal."""
    ticked = played("3", "1", text=RICH)
    assert ticked.session.state.here.event == "samtalet"
    passed = played("1", "yes", text=RICH)
    arrived = entries(passed)[-1]
    assert isinstance(arrived, e.Arrived)
    assert arrived.overridden == ("puls",)
    stayed = played("1", "", text=RICH)
    assert stayed.session.state.here.event == "frukost"
    assert "Still to be ticked: Känn på pulsen" in stayed.said


def test_esther_is_asked_how_she_is_as_herself() -> None:
    """The rating is in her own name, and is not asked for twice."""
    table = played("4", "9", "2", text=RICH)
    assert e.EstherRated(2, seat="esther") in entries(table)
    assert table.said.count("Ask Esther how it is") == 1


def test_a_pause_stops_the_clock_until_somebody_goes_on() -> None:
    """Half an hour of coffee costs no room time."""
    table = played("pause", "wait 1800", "", "2")
    assert isinstance(entries(table)[-2], e.Chose)
    assert table.session.state.room < 60


def test_more_time_is_given_in_minutes() -> None:
    """The number may stand on the line; what is left is told."""
    table = played("extend 2")
    assert e.TimerExtended(120.0) in entries(table)
    assert "Time left: 6 minutes" in table.said


def test_an_expectation_is_marked_as_done() -> None:
    """Enter means done; what nobody marked stays unmarked."""
    table = played("expect", "", "1", "")
    assert e.ExpectationMarked("fragar", Observation.DONE) in entries(table)


def test_a_cue_is_marked_as_given() -> None:
    """The number may stand on the line, so that nothing private is shown."""
    table = played("cues 1")
    assert e.CueGiven("titta-pa-vagen") in entries(table)
    assert CUE not in table.said


def test_an_inject_is_read_aloud_when_it_happens() -> None:
    """Its list is private; what happens is for the room."""
    table = played("inject 1")
    assert any(isinstance(entry, e.InjectFired) for entry in entries(table))
    assert "This happens: Grannen ringer på. Hon undrar varför persiennerna är nere." in table.said


def test_seen_and_meant_are_written_apart() -> None:
    """An observation asks for what it may mean by itself."""
    table = played("observe Hon tittade bort", "Hon skäms")
    assert e.Observed("Hon tittade bort", "Hon skäms") in entries(table)


def test_going_back_reads_the_event_anew() -> None:
    """The way is taken back, nothing is erased, and the timer is whole again."""
    table = played("2", "wait 100", "back", "1")
    assert table.session.state.here.event == "frukost"
    assert any(isinstance(entry, e.Rewound) for entry in entries(table))
    assert table.said.count("Frukost hos Esther") >= 3
    assert table.said.rstrip("> ").endswith(
        "Time left: 4 minutes, then the journey moves on. What now? (a number from 1 to 2)"
    )


def test_going_anywhere_is_the_facilitators_own_step() -> None:
    """The list of events is private, the journal says who went."""
    table = played("go 2")
    arrived = entries(table)[-1]
    assert arrived == e.Arrived("samtalet", Cause.OVERRIDE)


def test_a_role_that_took_part_is_named_by_its_beginning() -> None:
    """A facilitator writes with one hand."""
    assert e.Spoke("sjukskoterska") in entries(played("spoke sjuk"))


def test_the_journey_can_be_left_before_its_end() -> None:
    """The gate says what is missing, asks, and writes down that it was passed."""
    table = played("reflect", "yes")
    assert table.session.state.step is Step.REFLECTION
    assert "the journey has not come to an ending" in table.said


def test_an_ending_leads_to_the_reflection() -> None:
    """Enter is enough."""
    assert played("2", "").session.state.step is Step.REFLECTION


def test_a_personal_number_is_refused_in_a_note() -> None:
    """No real person belongs here; the facilitator is told why."""
    table = played("note Hon heter 19121212-1212")
    assert "looks like a personal number" in table.said
    assert not any(isinstance(entry, e.Noted) for entry in entries(table))
