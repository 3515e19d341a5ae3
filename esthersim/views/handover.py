"""The handover as each seat may see it: the prompts for all, the sender's knowledge only for the sender."""

from __future__ import annotations

from dataclasses import dataclass, replace

from esthersim.authored.papers import SHIPPED, Papers
from esthersim.cleaning import clean
from esthersim.language import _, format_list
from esthersim.play.handover import can_be_marked, can_give
from esthersim.play.journey import HandoverProgress
from esthersim.play.people import sender
from esthersim.play.state import State
from esthersim.play.vocabulary import FactStatus, Form
from esthersim.runs.names import seat_title, seat_titles
from esthersim.scenario.formats import OWN_WORDS, HandoverFormat, handover_format
from esthersim.scenario.handovers import Handover
from esthersim.scenario.model import Scenario
from esthersim.views.hearing import is_closed


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact with its part of the handover's format, and its status for each receiver.

    `weight` is must, should, noise or must_not, by the strongest wish to pass it on to any receiver; `other` for what
    the handover does not name, and `unknown` for what the sender does not know either. `wanted` says for which
    receivers it must be passed on, `kept_from` to which it must not, by title.
    """

    fact: str
    text: str
    element: str
    weight: str
    critical: bool
    known_by_sender: bool
    statuses: tuple[tuple[str, FactStatus | None], ...]
    wanted: tuple[str, ...] = ()
    kept_from: tuple[str, ...] = ()

    @property
    def status(self) -> FactStatus | None:
        """The status for every receiver; `None` where it is not marked, or differs."""
        first = self.statuses[0][1] if self.statuses else None
        return first if self.alike else None

    @property
    def alike(self) -> bool:
        """Whether the status is the same for every receiver."""
        return len({status for _receiver, status in self.statuses}) < 2

    @property
    def unmarked(self) -> bool:
        """Whether it has no mark for some receiver."""
        return any(status is None for _receiver, status in self.statuses)

    @property
    def marked(self) -> bool:
        """Whether it has a mark for some receiver."""
        return any(status is not None for _receiver, status in self.statuses)

    @property
    def lacks(self) -> bool:
        """Whether it must be passed on to a receiver for whom it has no mark."""
        return any(receiver in self.wanted and status is None for receiver, status in self.statuses)

    @property
    def leaked_to(self) -> tuple[str, ...]:
        """The receivers to whom it was passed on although it must not be."""
        return tuple(receiver for receiver, status in self.statuses if receiver in self.kept_from and _arrived(status))

    @property
    def said_unknown(self) -> bool:
        """Whether it was passed on although the sender does not know it."""
        return not self.known_by_sender and any(_arrived(status) for _receiver, status in self.statuses)


def _arrived(status: FactStatus | None) -> bool:
    return status is not None and status.arrived


@dataclass(frozen=True, slots=True)
class HandoverView:
    """The shared view of a handover: sender and receivers, the format's prompts, and its progress.

    It never names facts, so that receivers do not see anything before it is said.
    """

    sender: str
    receivers: tuple[str, ...]
    receiver_seats: tuple[str, ...]
    format: HandoverFormat
    read_back: bool
    form: Form | None
    sent: bool
    received: bool
    confirmed: bool
    written: tuple[tuple[str, str], ...]
    said_back: str
    confidence: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SaidBackView:
    """What a receiver has heard, in its own words; without words it has only said that it received the handover."""

    seat: str
    title: str
    words: str


def _here(state: State, shown: Scenario) -> tuple[Handover, HandoverProgress] | None:
    if state.journey is None:
        return None
    handover = shown.events[state.journey.event].handover
    return (handover, state.journey.handover or HandoverProgress()) if handover else None


def handover_view(state: State, shown: Scenario, papers: Papers = SHIPPED) -> HandoverView | None:
    """Return the shared view of the present handover, or `None` without one; `papers` are the documents of the run."""
    here = _here(state, shown)
    if here is None:
        return None
    handover, progress = here
    layout = handover_format(handover.format, shown.language, papers)
    section_titles = {section.id: section.title for section in layout.sections} | {OWN_WORDS: layout.title}
    return HandoverView(
        sender=seat_title(shown, sender(state, handover)),
        receivers=seat_titles(shown, handover.to),
        receiver_seats=tuple(handover.to),
        format=layout,
        read_back=handover.read_back,
        form=progress.form,
        sent=progress.sent,
        received=progress.received,
        confirmed=progress.confirmed,
        written=tuple((section_titles.get(key, key), clean(text)) for key, text in progress.words.items() if text),
        said_back=clean(progress.read_back),
        confidence=tuple(progress.confidence.items()),
    )


def said_back(state: State, shown: Scenario) -> tuple[SaidBackView, ...]:
    """Return what each receiver has said back at the present handover, for the sender and the facilitator."""
    here = _here(state, shown)
    if here is None:
        return ()
    handover, progress = here
    return tuple(
        SaidBackView(role, seat_title(shown, role), clean(progress.said_back[role]).strip())
        for role in handover.to
        if role in progress.said_back
    )


def room_view(view: HandoverView, state: State) -> HandoverView:
    """Return a handover as the room sees it: what is written and said back at a closed event is not for everybody."""
    return replace(view, written=(), said_back="") if is_closed(state) else view


def facts_to_tick(state: State, shown: Scenario) -> tuple[FactView, ...]:
    """Return every fact that the facilitator can tick at the present handover.

    Those that the handover names come first, then the others that the sender knows and may also say, then all the rest:
    what was said was said. Once it is received, of the rest only what was said is left.
    """
    here = _here(state, shown)
    if here is None:
        return ()
    handover, progress = here
    keys = dict.fromkeys((*can_be_marked(state, handover), *shown.facts))
    facts = (_fact(state, shown, handover, progress, key) for key in keys)
    return tuple(each for each in facts if each.weight != "unknown" or each.marked or not progress.received)


def sender_facts(state: State, shown: Scenario) -> tuple[FactView, ...]:
    """Return the facts that the sender knows now, only for that role, with what it must keep from whom."""
    here = _here(state, shown)
    if here is None:
        return ()
    handover, progress = here
    return tuple(
        _fact(state, shown, handover, progress, fact) for fact in shown.facts if can_give(state, handover, fact)
    )


def kept_by(state: State, shown: Scenario, role: str) -> tuple[str, ...]:
    """Return the facts that a role must not pass on at the present handover, each with the receivers, in words."""
    here = _here(state, shown)
    if here is None or role != sender(state, here[0]):
        return ()
    return tuple(keeping(fact) for fact in sender_facts(state, shown) if fact.kept_from)


def keeping(fact: FactView) -> str:
    """Return a fact with the receivers to whom it must not be passed on."""
    return _("{fact} (not to {receivers})").format(fact=fact.text, receivers=format_list(fact.kept_from))


def _fact(state: State, shown: Scenario, handover: Handover, progress: HandoverProgress, key: str) -> FactView:
    fact, knows = shown.facts[key], can_give(state, handover, key)
    return FactView(
        key,
        clean(fact.text),
        fact.element or "",
        handover.weight(key) or ("other" if knows else "unknown"),
        fact.critical,
        knows,
        tuple((seat_title(shown, role), progress.marked(role).get(key)) for role in handover.to),
        seat_titles(shown, handover.must_reach.get(key, ())),
        seat_titles(shown, handover.must_not_reach.get(key, ())),
    )
