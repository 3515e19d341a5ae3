"""The handover as each seat may see it."""

from __future__ import annotations

from pathlib import Path

import pytest

from esthersim.play.commands import Confirm, GoTo, Receive, Send
from esthersim.play.entries import ConfidenceRated, FactMarked
from esthersim.play.vocabulary import FactStatus, Form
from esthersim.runs import asks
from esthersim.runs.acts import acts
from esthersim.views.handover import facts_to_tick, handover_view, sender_facts
from support.debriefing_texts import new_words
from support.tom_sang import tom_sang


def test_there_is_none_where_the_event_has_none() -> None:
    """An event without a handover gives nothing to show and nothing to tick."""
    session, _clock = tom_sang()
    assert handover_view(session.state, session.shown) is None
    assert facts_to_tick(session.state, session.shown) == ()
    assert sender_facts(session.state, session.shown) == ()


def test_the_room_s_view_names_no_fact() -> None:
    """The receiver sees nothing before it is said: no fact's text is anywhere in it."""
    session, _clock = tom_sang()
    assert session.do(GoTo("samtalet")) is None
    assert session.do(FactMarked("laset", FactStatus.WRONG)) is None
    shown = repr(handover_view(session.state, session.shown))
    assert not [fact for fact in session.shown.facts.values() if fact.text in shown]


def test_the_format_is_that_of_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its title and prompts are those that the run carries; to show them, no file is read."""
    session, _clock = tom_sang()
    assert session.do(GoTo("samtalet")) is None
    papers = {key: new_words(text) for key, text in session.text.debrief.items()}
    with monkeypatch.context() as patched:
        patched.setattr("esthersim.authored.papers.shipped", lambda _kind: Path("/nowhere"))
        view = handover_view(session.state, session.shown, papers)
        offered = acts(session.state, session.shown, papers=papers)
    assert view is not None
    assert view.format.title.startswith("Nytt ")
    assert all(section.prompt.startswith("Nytt ") for section in view.format.sections)
    parts = next(each.ask for each in offered if each.id == "send-written")
    assert isinstance(parts, asks.Form)
    assert all(" Nytt " in each.label for each in parts.fields)


def test_the_three_stages_are_three() -> None:
    """Sent, received and confirmed come one after the other, and what was written is there from the first."""
    session, _clock = tom_sang()
    assert session.do(GoTo("samtalet")) is None
    stages = []
    for command in (Send(Form.WRITTEN, {"situation": "Tom säng"}), Receive("Jaha"), Confirm()):
        assert session.do(command) is None
        view = handover_view(session.state, session.shown)
        assert view is not None
        stages.append((view.sent, view.received, view.confirmed))
    assert stages == [(True, False, False), (True, True, False), (True, True, True)]
    assert view is not None
    assert view.written == (("Situation", "Tom säng"),)
    assert view.said_back == "Jaha"
    assert session.do(ConfidenceRated(2, seat="patrull")) is None
    view = handover_view(session.state, session.shown)
    assert view is not None
    assert view.confidence == (("patrull", 2),)


def test_words_without_parts_stand_under_the_format_s_title() -> None:
    """A handover in one's own words has one field, and its heading is a title, not an id."""
    session, _clock = tom_sang("hem-fran-sjukhuset")
    event = next(key for key, each in session.shown.events.items() if each.handover and each.handover.format == "free")
    assert session.do(GoTo(event)) is None
    assert session.do(Send(Form.WRITTEN, {"words": "Allt"})) is None
    view = handover_view(session.state, session.shown)
    assert view is not None
    assert view.written == ((view.format.title, "Allt"),)


def test_the_sender_sees_what_it_knows_and_only_that() -> None:
    """The sender's list holds no fact that the role does not know, whatever the handover must carry."""
    session, _clock = tom_sang()
    assert session.do(GoTo("samtalet")) is None
    known = {fact.fact for fact in sender_facts(session.state, session.shown)}
    assert known == {fact for fact in session.shown.facts if session.state.knows("natt", fact)}
    assert "ljuset" not in known


def test_the_facilitator_ticks_every_fact_that_counts() -> None:
    """Must, should and noise in that order, then what else the sender knows, then all the rest; each with its mark."""
    session, _clock = tom_sang()
    assert session.do(GoTo("samtalet")) is None
    assert session.do(FactMarked("laset", FactStatus.REQUESTED)) is None
    facts = facts_to_tick(session.state, session.shown)
    weights = [fact.weight for fact in facts]
    assert weights == sorted(weights, key=["must", "should", "noise", "other", "unknown"].index)
    assert {fact.fact for fact in facts} == set(session.shown.facts)
    assert {fact.fact: fact.status for fact in facts}["laset"] is FactStatus.REQUESTED
