"""Role cards, observers, refusals and times in words."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from esthersim.language import set_language
from esthersim.play.entries import Observed
from esthersim.play.refusal import Refusal
from esthersim.play.vocabulary import GateItem, GateKind, Reason
from esthersim.runs.names import watched_title
from esthersim.views.observer import observer_view, observing_seats, to_look_for
from esthersim.views.refusals import gate_item, refusal_text
from esthersim.views.roles import role_card, seats
from esthersim.views.times import story_moment
from support.debriefing_texts import new_words
from support.tom_sang import tom_sang


def test_a_card_holds_what_the_role_knows_now() -> None:
    """Private text and goals are there, and facts learnt on the way join those known from the start."""
    session, _clock = tom_sang()
    card = role_card(session.retelling, session.shown, "esther")
    assert card.private
    assert card.patient
    assert (session.shown.facts["onskan"].text, "") in card.knows
    assert session.shown.facts["laset"].text not in {fact for fact, _since in card.knows}
    with pytest.raises(KeyError):
        role_card(session.retelling, session.shown, "nobody")


def test_every_role_and_observer_has_a_seat() -> None:
    """Roles first; an observer's line says in words what is watched."""
    session, _clock = tom_sang()
    found = seats(session.state, session.shown)
    assert [seat.seat for seat in found] == [*session.shown.roles, *session.shown.observers]
    watching = next(seat for seat in found if seat.seat == "overlamningarna")
    assert "Vi lämnar över" in watching.brief
    assert "Kommunikation" in watching.brief


def test_an_observer_sees_only_its_own_observations() -> None:
    """What another seat wrote is not among them, and the seats to choose from begin with the facilitator."""
    session, _clock = tom_sang()
    assert session.do(Observed("a", seat="beslutet")) is None
    assert session.do(Observed("b", "c", seat="overlamningarna")) is None
    view = observer_view(session.retelling, session.shown, "overlamningarna")
    assert view.written == (("b", "c"),)
    assert [key for key, _title in view.watch] == ["lamna-over", "communication"]
    assert next(iter(observing_seats(session.shown)))[0] == "facilitator"


def test_what_is_watched_is_reported_in_the_scenario_s_language() -> None:
    """A behaviour has its title, an objective its text, anything else its id."""
    session, _clock = tom_sang()
    assert watched_title(session.shown, "communication") == "Kommunikation"
    assert watched_title(session.shown, "esther") == session.shown.objectives["esther"]
    assert watched_title(session.shown, "nothing") == "nothing"


@pytest.mark.parametrize("reason", list(Reason))
def test_every_refusal_is_one_line_in_both_languages(reason: Reason) -> None:
    """No reason shows its id, and the Swedish differs from the English."""
    session, _clock = tom_sang()
    lines = []
    for language in ("en", "sv"):
        set_language(language)
        lines.append(refusal_text(Refusal(reason, ("natt",)), session.shown))
        assert lines[-1]
        assert "\n" not in lines[-1]
        assert reason.value not in lines[-1].split()
    assert lines[0] != lines[1]


def test_a_gate_says_what_it_still_asks_for() -> None:
    """Each kind of gate has words of its own."""
    session, _clock = tom_sang()
    items = (*(GateItem(kind) for kind in GateKind), GateItem(GateKind.SEAT, "natt"), GateItem(GateKind.HEARD, "natt"))
    asked = [gate_item(item, session.shown) for item in items]
    assert len(set(asked)) == len(asked)
    assert all(":" not in each for each in asked)


def test_a_story_without_a_date_counts_days() -> None:
    """The day of the story and the clock where the scenario gives no date, else the date."""
    session, _clock = tom_sang()
    assert "November" in story_moment(datetime(2026, 11, 12, 1, 30), session.scenario)  # noqa: DTZ001 - story time
    undated = session.scenario.model_copy(update={"starts": None})
    assert story_moment(datetime(2000, 1, 2, 1, 30), undated) == "day 2, 01:30"  # noqa: DTZ001


def test_what_is_watched_is_that_of_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behaviours and instruments are those that the run carries; to show them, no file is read."""
    session, _clock = tom_sang()
    papers = {key: new_words(text) for key, text in session.text.debrief.items()}
    with monkeypatch.context() as patched:
        patched.setattr("esthersim.authored.papers.shipped", lambda _kind: Path("/nowhere"))
        assert watched_title(session.shown, "communication", papers) == "Nytt Kommunikation"
        watching = next(each for each in seats(session.state, session.shown, papers) if each.seat == "overlamningarna")
        assert "Nytt Kommunikation" in watching.brief
        view = observer_view(session.retelling, session.shown, "overlamningarna", papers)
        assert ("communication", "Nytt Kommunikation") in view.watch
        aim, areas = to_look_for(session.shown, "overlamningarna", papers)
    assert aim.startswith("Nytt ")
    assert all(title.startswith("Nytt ") for title, _points in areas)


def test_an_instrument_that_is_gone_is_said() -> None:
    """The behaviours stand in for it, and the view says so."""
    session, _clock = tom_sang()
    seat, observer = next((key, each) for key, each in session.shown.observers.items() if each.instrument)
    papers = {**session.text.debrief, f"instruments/{observer.instrument}": "["}
    set_language("en")
    aim, areas = to_look_for(session.shown, seat, papers)
    assert aim == f"The instrument '{observer.instrument}' is no longer available. Look for this instead:"
    assert areas
