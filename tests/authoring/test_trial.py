"""Trials: begun at any event by a real way, and replayed on the text as it was saved since."""

from __future__ import annotations

import pytest

from esthersim.authoring.trial import Fork, begin_trial, renew_trial, way_here
from esthersim.clock import ManualClock
from esthersim.journal.session import Session
from esthersim.play.commands import Choose, Send
from esthersim.play.entries import Arrived
from esthersim.play.vocabulary import Cause
from support.scenarios import VIKTLARM, viktlarm_text


def trial(event: str, *, known: bool = True) -> Session:
    """Return a trial of the small scenario at an event, by the way that leads there or by the override."""
    text = viktlarm_text()
    return begin_trial(text, event, ManualClock(), None, way_here(text, event) if known else ())


def renewed(session: Session, old: str, new: str, event: str = "frukost") -> tuple[Session, Fork | None]:
    """Replay a trial on the text after an edit."""
    assert old in VIKTLARM
    return renew_trial(session, viktlarm_text(text=VIKTLARM.replace(old, new, 1)), event)


@pytest.mark.parametrize("event", ["frukost", "samtalet", "trygg-helg", "for-sent"])
def test_a_trial_comes_to_its_event_by_a_real_way(event: str) -> None:
    """The team stands at the event with all that happened on the way, and nobody was moved by the facilitator."""
    session = trial(event)
    assert session.state.here.event == event
    arrivals = [each.entry for each in session.journal if isinstance(each.entry, Arrived)]
    assert all(entry.cause is not Cause.OVERRIDE for entry in arrivals)
    assert ("frukost", "ring") in session.state.here.chosen or event in {"frukost", "for-sent"}


def test_the_way_to_a_calm_weekend_hands_the_weight_over() -> None:
    """What an event needs to be reached has been done: the nurse knows the weight."""
    assert trial("trygg-helg").state.knows("sjukskoterska", "vikten")


def test_without_a_way_the_facilitator_goes_there() -> None:
    """An event that no way is known to is begun at all the same; one that there is not is the first."""
    assert way_here(viktlarm_text(), "nowhere") == ()
    assert trial("samtalet", known=False).state.here.event == "samtalet"
    assert trial("nowhere", known=False).state.here.event == "frukost"


def test_choices_that_fit_are_kept_and_the_words_are_new() -> None:
    """A text that reads otherwise is the same journey: the session goes on where it was, in the new words."""
    session = trial("frukost")
    session.do(Choose("ring"))
    same, fork = renewed(session, "title: Samtalet", "title: Samtalet igen")
    assert (same, fork) == (session, None)
    assert same.state.here.event == "samtalet"
    assert same.shown.events["samtalet"].title == "Samtalet igen"


def test_a_choice_that_leads_elsewhere_is_reported_and_not_made() -> None:
    """The trial stands before the choice, on the new text; both ways are put into words, and it goes on."""
    session = trial("frukost")
    session.do(Choose("ring"))
    new, fork = renewed(session, "next: samtalet,", "next: trygg-helg,")
    assert fork == Fork("The choice leads to: Samtalet.", "The choice leads to: En lugn helg.")
    assert session.closed
    assert new.state.here.event == "frukost"
    assert new.do(Choose("ring")) is None
    assert new.state.here.event == "trygg-helg"


def test_what_can_not_be_done_any_more_is_reported_with_the_reason() -> None:
    """An option that is gone is refused by the new text, in words; what was done before it is kept."""
    session = trial("frukost")
    session.do(Choose("ring"))
    session.do(Send())
    text = VIKTLARM.replace("ring: {text: Ring,", "ringa: {text: Ring,").replace("choose: ring", "choose: ringa")
    new, fork = renew_trial(session, viktlarm_text(text=text), "frukost")
    assert fork is not None
    assert fork.before == "Chosen: Ring."
    assert fork.now
    assert new.state.here.event == "frukost"


def test_another_beginning_begins_the_trial_anew_at_its_event() -> None:
    """Where another event comes first nothing fits; the trial begins where it was begun, else at the first event."""
    before = "  frukost:\n    title"
    after = "  nytt: {title: Nytt, text: Först., next: frukost}\n  frukost:\n    title"
    new, fork = renewed(trial("samtalet"), before, after, "samtalet")
    assert fork is not None
    assert (new.state.here.event, new.scenario.first) == ("samtalet", "nytt")
    gone, _fork = renew_trial(trial("samtalet"), viktlarm_text(text=VIKTLARM.replace(before, after)), "gone")
    assert gone.state.here.event == "nytt"
