"""Who hears what line by line: closed events, documents, two patients, receivers, and what comes by itself."""

from __future__ import annotations

from esthersim.journal.store import ScenarioText
from esthersim.plain.simulation import Simulation
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.vocabulary import FactStatus, Step
from support.plain import Table, at_table, until_the_script_ends
from support.two_patients import TWO_PATIENTS

TEXT = ScenarioText("two-patients", "Two in one night", "en", TWO_PATIENTS, "0")
CLOSED = ("She whispers", "nobody of the bottle", "burn this", "Sit down beside", "Whom do you call", "Call the doctor")


def played(*lines: str, after: tuple[c.Command, ...] = (), facilitator: bool = False) -> Table:
    """Play with these lines, after some commands."""
    with at_table(*lines, step=Step.SIMULATION, text=TEXT, facilitator=facilitator) as table:
        for command in after:
            assert table.session.do(command) is None
        with until_the_script_ends():
            Simulation(table.run).play()
    return table


def entries(table: Table) -> list[e.Entry]:
    """Return the journal's entries."""
    return [each.entry for each in table.session.journal]


def test_patients_and_documents_are_read_aloud() -> None:
    """Each patient's words with the title; the stage with its text; a table row by row; nothing for one role alone."""
    said = played().said
    assert "The night All lights are out. The round" in said
    assert "Anna Ek: I cannot sleep. Bo Ask: Leave me be." in said
    assert "Document: List of medicines, The health centre - Medicine: Warfarin; Dose: 2 mg" in said
    assert "burn this" not in said
    assert "buzzes" not in said


def test_each_patient_is_asked() -> None:
    """The list has one line for each, until each has answered."""
    table = played("2", "4", "2", "1")
    assert entries(table)[-2:] == [e.EstherRated(4, "anna", seat="anna"), e.EstherRated(1, "bo", seat="bo")]
    assert table.said.count("Ask Anna Ek how it is, 1 to 5") == 1
    assert table.said.count("Ask Bo Ask how it is, 1 to 5") == 2


def test_a_closed_event_is_not_read_aloud() -> None:
    """The room hears that something is going on, and neither words nor choices; the deciders see them in private."""
    room = played(after=(c.Proceed(),)).said
    assert "Something is going on here that not everybody hears." in room
    assert "Present: Anna Ek; Nurse" in room
    assert [each for each in CLOSED if each in room] == []
    decided = played("1", "", "1", after=(c.Proceed(),))
    assert decided.session.state.here.event == "call"
    assert decided.said.index("Let nobody else look") < decided.said.index("Nurse: Whom do you call in this hour?")
    assert "The line is busy" not in decided.said


def test_typing_the_act_shows_nothing_closed() -> None:
    """`choose` and `tick` ask for privacy first; help and the list do not show the options either."""
    for typed in ("choose", "tick"):
        said = played(typed, "n", after=(c.Proceed(),)).said
        assert [each for each in CLOSED if each in said] == []


def test_an_item_is_ticked_in_private() -> None:
    """The list of items is private, as the event is."""
    table = played("2", "", "1", after=(c.Proceed(),))
    assert entries(table)[-1] == e.Checked("listens")
    assert table.said.index("Let nobody else look") < table.said.index("Sit down beside")


def test_the_facilitator_s_own_screen_reads_all_of_it() -> None:
    """With who hears it, and what is for one role alone."""
    said = played(after=(c.Proceed(),), facilitator=True).said
    assert "Only these hear it: Anna Ek; Nurse" in said
    assert [each for each in CLOSED if each not in said] == []
    assert "For Doctor alone: Your telephone buzzes twice." in played(facilitator=True).said


def test_a_card_has_what_its_role_hears() -> None:
    """The nurse's card has the closed event; the clerk's does not."""
    nurse = played("card Nurse", "", "", after=(c.Proceed(),)).said
    assert [each for each in CLOSED if each not in nurse] == []
    clerk = played("card Clerk", "", "", after=(c.Proceed(),)).said
    assert [each for each in CLOSED if each in clerk] == []
    doctor = played("card Doctor", "", "").said
    assert "Here and now, for you: Your telephone buzzes twice." in doctor


def test_what_comes_by_itself_is_said_when_it_comes() -> None:
    """By room time while a line is typed; by story time where the team arrives, to the room only whom it reaches."""
    said = played("wait 121", "map").said
    assert "This happens: The bell rings. Somebody down the hall needs help." in said
    said = played(after=(c.Proceed(), c.Choose("call"))).said
    assert "This happens: The laboratory answers. It reaches only: Doctor" in said
    assert "far too high" not in said
    assert "far too high" in played(after=(c.Proceed(), c.Choose("call")), facilitator=True).said
    assert "far too high" in played("card Doctor", "", "", after=(c.Proceed(), c.Choose("call"))).said


def test_what_came_on_the_way_is_read_before_the_event() -> None:
    """With its own story time; only what happens while the team is there is read after it."""
    said = played(after=(c.Proceed(), c.Choose("call"))).said
    assert "Sunday 8 March 00:00. This happens: The laboratory answers." in said
    assert said.index("The laboratory answers") < said.index("Sunday 8 March 02:00") < said.index("It rings")
    doctor = played("card Doctor", "", "", after=(c.Proceed(), c.Choose("call"))).said
    assert "Sunday 8 March 00:00. The laboratory answers. The potassium is far too high." in doctor


def test_what_comes_by_itself_is_announced_once() -> None:
    """Not again at the next event, and nothing that can come no more; all of it where the facilitator asks."""
    told, by_room = "Comes by itself: ", "The bell rings, in 2:00"
    by_story = "The laboratory answers, Sunday 8 March 00:00"
    said = played("1", facilitator=True).said
    assert "A whisper" in said
    assert (said.count(told), said.count(told + by_story), said.count(told + by_room)) == (2, 1, 1)
    again = played("1", "notes", "again", facilitator=True).said
    assert again.count(told + by_story) == 3
    assert again.count(told + "The bell rings") == 2
    ending = played(after=(c.GoTo("end"),), facilitator=True).said
    assert "So it ended" in ending
    assert told not in ending


def test_the_facilitator_holds_back_and_lets_come() -> None:
    """The list says when; what is held back does not come."""
    table = played("hold 2", "wait 150", "map", "hold", "2", "map", facilitator=True)
    assert [each for each in entries(table) if isinstance(each, e.InjectHeld)] == [
        e.InjectHeld("bell"), e.InjectHeld("bell", held=False),
    ]  # fmt: skip
    assert entries(table)[-1] == e.InjectArrived("bell")
    assert "Comes by itself: The bell rings, in 2:00" in table.said
    assert "2. The bell rings, held back" in table.said


def test_an_inject_for_one_role_says_only_whom_it_reaches() -> None:
    """When the facilitator lets it happen early, too."""
    said = played("inject", "", "1").said
    assert "This happens: The laboratory answers. It reaches only: Doctor" in said
    assert "far too high" not in said


def test_a_fact_is_ticked_for_all_receivers_or_for_each() -> None:
    """A number for all of them, the last number to tell them apart; what must be kept is asked about in a list."""
    at_call = (c.GoTo("call"),)
    table = played("1", "", "Read back", "", "1", "6", "1", "4", "1", "1", "", "1", after=at_call)
    marks = [each for each in entries(table) if isinstance(each, e.FactMarked)]
    assert marks == [
        e.FactMarked("fell", FactStatus.GIVEN),
        e.FactMarked("salt", FactStatus.GIVEN, "doctor"),
        e.FactMarked("salt", FactStatus.MISSING, "clerk"),
        e.FactMarked("drink", FactStatus.GIVEN, "doctor"),
    ]
    assert "These must not be passed on: 1. Anna told of her drinking (not to Doctor)" in table.said
    assert table.session.state.here.record.leaked == {("drink", "doctor")}


def test_what_the_sender_does_not_know_is_marked_by_the_command() -> None:
    """Its number in the private list, then the status, then for whom."""
    table = played("fact", "", "5", "1", "3", after=(c.GoTo("call"),))
    assert entries(table)[-1] == e.FactMarked("potassium", FactStatus.GIVEN, "clerk", sender_knew=False)


def test_the_advice_has_the_name_of_its_support() -> None:
    """Nobody else's; the same choice is said in few words."""
    support = played(after=(c.Proceed(), c.Choose("call")), facilitator=True).said
    assert "The ward's tool would have said the same." in support
    other = TWO_PATIENTS.replace("      support: The ward's tool\n", "").replace("    heard_by: present\n", "")
    text = ScenarioText("two-patients", "Two in one night", "en", other, "0")
    with at_table(step=Step.SIMULATION, text=text) as table:
        for command in (c.Proceed(), c.Choose("wait")):
            assert table.session.do(command) is None
        with until_the_script_ends():
            Simulation(table.run).play()
    assert "One suggestion: Call the doctor at once." in table.said
