"""The handover line by line: in speech and in writing, and that nothing is named before it is said."""

from __future__ import annotations

from esthersim.plain.simulation import Simulation
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.vocabulary import FactStatus, Form, Step
from support.plain import Table, at_table, until_the_script_ends

WEIGHT, HERRING, CAT = "Vikten har ökat två kilo på två dygn", "Esther åt salt mat i går", "Katten heter Sture"


def handed_over(*lines: str, facilitator: bool = False) -> Table:
    """Play from the call on, where the handover is, with these lines."""
    with at_table(*lines, step=Step.SIMULATION, facilitator=facilitator) as table:
        assert table.session.do(c.Choose("ring")) is None
        with until_the_script_ends():
            Simulation(table.run).play()
    return table


SPOKEN = ("1", "", "Två kilo, och sill i går", "", "1", "2", "5", "1", "4")


def test_a_spoken_handover_is_ticked_fact_by_fact() -> None:
    """Heard, asked for and not needed are kept apart, the loop is closed, the receiver says how sure they are."""
    table = handed_over(*SPOKEN)
    received = next(each.entry for each in table.session.journal if isinstance(each.entry, e.HandoverReceived))
    assert received.statuses == {
        "vikten": FactStatus.GIVEN,
        "sillen": FactStatus.REQUESTED,
        "katten": FactStatus.NOT_NEEDED,
    }
    assert received.words == "Två kilo, och sill i går"
    kinds = [type(each.entry) for each in table.session.journal]
    assert kinds[-2:] == [e.HandoverConfirmed, e.ConfidenceRated]
    assert table.session.state.knows("sjukskoterska", "vikten")


def test_no_fact_is_named_before_it_has_been_said() -> None:
    """The receiver looks at the same screen: the prompts have no facts in them, and the list comes after a warning."""
    before = handed_over("1").said
    assert "S: Situation." in before
    assert "Speaking: Undersköterska. Listening and asking: Sjuksköterska." in before
    assert not any(fact in before for fact in (WEIGHT, HERRING, CAT))
    after = handed_over(*SPOKEN).said
    assert after.index("The receiver should look away") < after.index(WEIGHT)


def test_a_written_handover_shows_what_the_sender_knows_to_the_sender_alone() -> None:
    """The four parts are written, the receiver answers in own words, then the facts are ticked."""
    lines = (
        "2",
        "",
        "",
        "Det gäller Esther",
        "",
        "Två kilo upp",
        "Ring i dag",
        "Hon har gått upp",
        "",
        "1",
        "4",
        "4",
        "1",
        "3",
    )
    table = handed_over(*lines)
    sent = next(each.entry for each in table.session.journal if isinstance(each.entry, e.HandoverSent))
    assert sent.form is Form.WRITTEN
    assert sent.words["situation"] == "Det gäller Esther"
    assert sent.words["recommendation"] == "Ring i dag"
    said = table.said
    assert said.index("Let nobody else look") < said.index(WEIGHT)
    assert "This was written to Sjuksköterska: Situation: Det gäller Esther" in said


def test_what_nobody_repeated_is_not_confirmed() -> None:
    """Without a read-back there is nothing to confirm, and the list offers it still."""
    table = handed_over("1", "", "", "", "1", "1", "5", "4")
    assert not table.session.state.here.handover.confirmed  # type: ignore[union-attr]  # there is one here
    assert "is that right?" not in table.said
    assert "Undersköterska confirms what was repeated" in table.said


def test_going_on_without_handing_over_is_asked_about() -> None:
    """What it should have carried is missing then, and the way goes on from there."""
    assert handed_over("3", "").session.state.here.event == "samtalet"
    assert handed_over("3", "yes").session.state.here.event == "for-sent"


def test_a_handover_that_was_interrupted_goes_on_where_it_stood() -> None:
    """What was sent and what was ticked is in the journal, and is not asked again."""
    table = handed_over("1", "", "Två kilo", "", "1")
    assert table.session.state.here.handover.sent  # type: ignore[union-attr]  # there is one here
    with at_table(step=Step.SIMULATION) as other:
        assert other.session.do(c.Choose("ring")) is None
        assert other.session.do(c.Send()) is None
        assert other.session.do(e.FactMarked("vikten", FactStatus.GIVEN)) is None
        other.console._lines = ["5", "1", "", "Två kilo", "1"]
        with until_the_script_ends():
            Simulation(other.run).play()
        assert "Go on with the handover" in other.said
        assert WEIGHT not in other.said
        assert HERRING in other.said


def test_a_pause_in_the_middle_of_writing_loses_nothing() -> None:
    """What was written before is what Enter keeps afterwards."""
    lines = ("2", "", "", "Det gäller Esther", "/pause", "", "2", "", "", "", "Bor ensam", "Sämre", "Ring")
    table = handed_over(*lines)
    sent = next(each.entry for each in table.session.journal if isinstance(each.entry, e.HandoverSent))
    assert sent.words["situation"] == "Det gäller Esther"
    assert sent.words["background"] == "Bor ensam"


def test_a_personal_number_in_writing_is_asked_again_and_the_rest_is_kept() -> None:
    """Nothing that was written is lost because one part cannot be taken."""
    first = ("2", "", "", "Det gäller 19121212-1212", "Bor ensam", "Sämre", "Ring")
    table = handed_over(*first, "Det gäller Esther", "", "", "")
    sent = next(each.entry for each in table.session.journal if isinstance(each.entry, e.HandoverSent))
    assert sent.words["situation"] == "Det gäller Esther"
    assert sent.words["background"] == "Bor ensam"
    assert "looks like a personal number" in table.said


def test_what_belongs_in_each_part_is_told_when_asked_for() -> None:
    """The prompts are short; a word tells the rest at any prompt of the handover, also while it is written."""
    spoken = handed_over("1").said
    assert "'parts' shows what belongs in each part." in spoken
    assert "i en mening" not in spoken
    asked = handed_over("1", "parts").said
    assert "S: Situation. Vem du är och vem det gäller." in asked
    assert "2. Upprepa med egna ord. Den som tar emot säger det tillbaka med egna ord" in asked
    assert "i en mening" in handed_over("2", "", "", "/delar").said
