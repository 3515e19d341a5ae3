"""The journal in sentences: one for each kind of entry, with the clock time and the room time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, NamedTuple

from esthersim.authored.papers import SHIPPED, Papers
from esthersim.cleaning import clean_line
from esthersim.debriefing.checklists import item_text
from esthersim.language import _, format_date, get_language, ngettext, quoted
from esthersim.lengths import minutes
from esthersim.play import entries as e
from esthersim.play import people
from esthersim.play.due import due_at
from esthersim.play.kinds import kind_of
from esthersim.play.retelling import Retelling
from esthersim.play.state import State
from esthersim.play.vocabulary import FACILITATOR, Cause, FactStatus, Form
from esthersim.play.wording import worded_option
from esthersim.runs.names import action_status_word, fact_status_word, observation_word, seat_title, ticking_words
from esthersim.scenario.handovers import Handover
from esthersim.scenario.model import Decision, Scenario
from esthersim.scenario.titles import event_title, fact_text, inject_title
from esthersim.scenario.wordings import usual
from esthersim.views.steps import step_word
from esthersim.views.times import story_moment

_PRIVATE = (
    e.Noted, e.Observed, e.ExpectationMarked, e.CueGiven, e.FactMarked, e.HandoverReceived, e.SaidBack, e.Spoke,
    e.InjectHeld,
)  # fmt: skip
_SAID_THERE = (e.Chose, e.Proposed, e.Checked, e.InjectFired, e.InjectArrived)
"""Private where not everybody hears what the event says."""


class Scene(NamedTuple):
    """Where an entry belongs: the event that the team is at, and the state before it; `None` where no run is known."""

    event: str
    before: State | None = None


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One entry as a sentence. `on_the_way` is false if a rewind has undone it; a `private` one is not for the room."""

    seq: int
    clock: str
    room: str
    text: str
    on_the_way: bool
    private: bool
    arrival: bool


def sentences(
    retelling: Retelling, shown: Scenario, zone: tzinfo | None = None, papers: Papers = SHIPPED
) -> tuple[JournalLine, ...]:
    """Return every entry as a sentence, oldest first.

    `shown` is the scenario in the language in which it is shown; clock times are in `zone`, by default the computer's.
    """
    standing = retelling.standing
    return tuple(
        JournalLine(
            recorded.seq,
            f"{recorded.at.astimezone(zone):%H:%M:%S}",
            minutes(recorded.room),
            sentence(recorded.entry, shown, moment.event, papers, moment.before),
            recorded.seq in standing,
            is_private(recorded.entry, moment.before),
            isinstance(recorded.entry, e.Arrived),
        )
        for moment in retelling.moments
        for recorded in (moment.recorded,)
    )


def is_private(entry: e.Entry, before: State) -> bool:
    """Return whether an entry is not for the room: it is the facilitator's, or tells what only some have heard."""
    if isinstance(entry, _PRIVATE) or (isinstance(entry, e.InjectArrived) and not entry.came):
        return True
    return isinstance(entry, _SAID_THERE) and before.journey is not None and people.hearers(before) is not None


def sentence(entry: e.Entry, shown: Scenario, event: str, papers: Papers = SHIPPED, before: State | None = None) -> str:
    """Return an entry as one sentence; `event` is where the team was, `papers` are the documents of the run.

    With the state `before` it, texts that depend on the run read as they did then; without, as they usually do.
    """
    if isinstance(entry, e.Ticked):
        return _ticked(entry, shown, papers)
    kind = type(entry)
    line = _SENTENCES.get(kind)
    return line(entry, shown, Scene(event, before)) if line else kind_of(entry)


def _arrived(entry: e.Arrived, shown: Scenario, scene: Scene) -> str:
    title, inject = event_title(shown, entry.event), _inject_that_leads(entry, shown, scene.before)
    line = {
        Cause.START: _("The simulation begins: {title}."),
        Cause.NEXT: _("On to: {title}."),
        Cause.OPTION: _("The choice leads to: {title}."),
        Cause.TIMER: _("Time is up, and the journey moves on to: {title}."),
        Cause.INJECT: _("{inject} leads to: {title}.") if inject else _("What came leads to: {title}."),
        Cause.OVERRIDE: _("The facilitator goes to: {title}."),
    }[entry.cause].format(title=title, inject=inject)
    if entry.overridden:
        count = len(entry.overridden)
        open_points = ngettext("One point was left open.", "{count} points were left open.", count)
        return f"{line} {open_points.format(count=count)}"
    return line


def _inject_that_leads(entry: e.Arrived, shown: Scenario, before: State | None) -> str:
    """Return the title of the inject that takes the team to an event, in quotation marks; empty if it is not known."""
    happened = before.here.injects if before and before.journey else ()
    leads = (key for key in reversed(happened) if key in shown.injects and shown.injects[key].next == entry.event)
    key = next(leads, "")
    return quoted(inject_title(shown, key)) if key else ""


def _chose(entry: e.Chose, shown: Scenario, scene: Scene) -> str:
    known = shown.events.get(scene.event)
    decision = known.decision if known else None
    line = _("Chosen: {option}.").format(option=_option(shown, decision, entry.option, scene))
    if decision is None or entry.advised in {None, entry.option} or entry.advised not in decision.options:
        return line
    advice = _("{support} would have said: {advice}.") if decision.support else _("One suggestion: {advice}.")
    advised = _option(shown, decision, entry.advised, scene).rstrip(".")
    return f"{line} {advice.format(support=clean_line(decision.support or ''), advice=advised)}"


def _option(shown: Scenario, decision: Decision | None, key: str, scene: Scene) -> str:
    if decision is None or key not in decision.options:
        return key
    before = scene.before
    if before is None or before.journey is None or before.here.event != scene.event:
        return clean_line(usual(decision.options[key].text))
    return clean_line(worded_option(before, decision, key, shown.language))


def _proposed(entry: e.Proposed, shown: Scenario, scene: Scene) -> str:
    who = seat_title(shown, entry.seat)
    if entry.option is None:
        return _("{seat} withdraws the proposal.").format(seat=who)
    known = shown.events.get(scene.event)
    option = _option(shown, known.decision if known else None, entry.option, scene)
    return _("{seat} proposes: {option}.").format(seat=who, option=option.rstrip("."))


def _timer_expired(entry: e.TimerExpired, shown: Scenario, _scene: Scene) -> str:
    line = _("The facilitator let the time run out: {title}.") if entry.early else _("The time ran out: {title}.")
    return line.format(title=event_title(shown, entry.event))


def _checked(entry: e.Checked, shown: Scenario, scene: Scene) -> str:
    known = shown.events.get(scene.event)
    text = clean_line(known.checklist[entry.item].text) if known and entry.item in known.checklist else entry.item
    return (_("Ticked: {item}.") if entry.done else _("Tick taken away: {item}.")).format(item=text)


def _expectation(entry: e.ExpectationMarked, shown: Scenario, scene: Scene) -> str:
    known = shown.events.get(scene.event)
    text = (
        clean_line(known.expect[entry.expectation].text) if known and entry.expectation in known.expect
        else entry.expectation
    )  # fmt: skip
    return f"{text}: {observation_word(entry.status)}."


def _cue(entry: e.CueGiven, shown: Scenario, scene: Scene) -> str:
    known = shown.events.get(scene.event)
    text = clean_line(known.cues[entry.cue].text) if known and entry.cue in known.cues else entry.cue
    return _("Cue given: {cue}.").format(cue=text)


def _inject(entry: e.InjectFired, shown: Scenario, _scene: Scene) -> str:
    return _("This happens: {title}.").format(title=inject_title(shown, entry.inject))


def _inject_arrived(entry: e.InjectArrived, shown: Scenario, scene: Scene) -> str:
    line = (
        _("This comes by itself: {title}.")
        if entry.came
        else _("This did not come, as its condition did not hold: {title}.")
    )
    when = _when_it_was_due(entry.inject, shown, scene.before)
    return " ".join(filter(None, (line.format(title=inject_title(shown, entry.inject)), when)))


def _when_it_was_due(key: str, shown: Scenario, before: State | None) -> str:
    """Return the story time or the room time at which an inject was due, as a sentence; empty where it is not known."""
    inject = shown.injects.get(key)
    arrives = inject.arrives if inject else None
    if arrives and arrives.room:
        return _("Its time was {time} after the arrival at {event}.").format(
            time=minutes(arrives.room.total_seconds), event=quoted(event_title(shown, arrives.since or ""))
        )
    moment = due_at(before, before.here, key) if before and before.journey else None
    if before is None or moment is None:
        return ""
    return _("Its time was {time}.").format(time=story_moment(moment, before.scenario))


def _inject_held(entry: e.InjectHeld, shown: Scenario, _scene: Scene) -> str:
    line = (
        _("The facilitator holds this back: {title}.")
        if entry.held
        else _("The facilitator no longer holds this back: {title}.")
    )
    return line.format(title=inject_title(shown, entry.inject))


def _fact_marked(entry: e.FactMarked, shown: Scenario, _scene: Scene) -> str:
    line = f"{_fact(shown, entry.fact, entry.receiver)}: {fact_status_word(entry.status)}."
    if entry.sender_knew:
        return line
    unknown = _("By the scenario the sender did not know it.")
    return f"{line} {unknown}"


def _sent(entry: e.HandoverSent, shown: Scenario, _scene: Scene) -> str:
    line = (
        _("{sender} has handed over, in writing.")
        if entry.form is Form.WRITTEN
        else _("{sender} has handed over, in speech.")
    )
    return line.format(sender=seat_title(shown, entry.seat))


def _said_back(entry: e.SaidBack, shown: Scenario, _scene: Scene) -> str:
    line = _("{receiver} has heard the handover.").format(receiver=seat_title(shown, entry.seat))
    if not entry.words:
        return line
    return " ".join((line, _("In own words: “{words}”.").format(words=clean_line(entry.words))))


def _received(entry: e.HandoverReceived, shown: Scenario, scene: Scene) -> str:
    line = _("{receiver} has received the handover.").format(receiver=seat_title(shown, entry.seat))
    parts = [line]
    if entry.words:
        parts.append(_("In own words: “{words}”.").format(words=clean_line(entry.words)))
    known = shown.events.get(scene.event)
    handover = known.handover if known else None
    parts += _statuses(shown, handover, entry.statuses)
    for receiver, statuses in entry.apart.items():
        parts += _statuses(shown, handover, statuses, receiver)
    return " ".join(parts)


def _statuses(
    shown: Scenario, handover: Handover | None, statuses: Mapping[str, FactStatus], receiver: str | None = None
) -> Iterator[str]:
    """Yield what became of each fact: for every receiver, unless one is named."""
    receivers = {receiver} if receiver else set(handover.to) if handover else set()
    for fact, status in statuses.items():
        to_be_kept = handover is not None and receivers <= set(handover.must_not_reach.get(fact, ()))
        word = _("kept") if to_be_kept and status is FactStatus.NOT_NEEDED else fact_status_word(status)
        yield f"{_fact(shown, fact, receiver)}: {word}."


def _fact(shown: Scenario, fact: str, receiver: str | None) -> str:
    """Return the text of a fact, with the receiver whom it is about where it is not about all of them."""
    text = fact_text(shown, fact)
    if receiver is None:
        return text
    return _("{fact} (to {receiver})").format(fact=text, receiver=seat_title(shown, receiver))


def _rated(entry: e.EstherRated, shown: Scenario, _scene: Scene) -> str:
    who = entry.who or next(iter(shown.patients), "")
    line = _("How {patient} has it: {value} of 5.")
    return line.format(patient=seat_title(shown, who) if who else _("the patient"), value=entry.value)


def _observed(entry: e.Observed, shown: Scenario, _scene: Scene) -> str:
    parts = [_("Seen or heard: {seen}.").format(seen=clean_line(entry.seen).rstrip("."))]
    if entry.about:
        parts.append(_("About {seat}.").format(seat=seat_title(shown, entry.about)))
    if entry.meaning:
        parts.append(_("It may mean: {meaning}.").format(meaning=clean_line(entry.meaning).rstrip(".")))
    who = "" if entry.seat == FACILITATOR else f"{seat_title(shown, entry.seat)}: "
    return who + " ".join(parts)


def _rewound(entry: e.Rewound, shown: Scenario, scene: Scene) -> str:
    return _("Back to: {title} (entry {number}).").format(title=event_title(shown, scene.event), number=entry.to)


def _seated(entry: e.Seated, shown: Scenario, _scene: Scene) -> str:
    if not entry.people:
        return _("{seat}: nobody sits there now.").format(seat=seat_title(shown, entry.at))
    line = ngettext("{seat}: one person sits there.", "{seat}: {count} people sit there.", entry.people)
    return line.format(seat=seat_title(shown, entry.at), count=entry.people)


def _objectives(entry: e.ObjectivesAgreed, shown: Scenario, _scene: Scene) -> str:
    texts = "; ".join(clean_line(shown.objectives.get(key, key)) for key in entry.objectives)
    return _("Agreed objectives: {objectives}.").format(objectives=texts)


def _step(entry: e.StepEntered, _words: Scenario, _scene: Scene) -> str:
    line = _("The run goes on to: {step}.").format(step=step_word(entry.step))
    passed = _("The facilitator passed what was still open.")
    return f"{line} {passed}" if entry.overridden else line


def _ticked(entry: e.Ticked, shown: Scenario, papers: Papers) -> str:
    own = shown.prebriefing.get(entry.item)
    item = clean_line(own or item_text(entry.item, get_language(), papers))
    return (_("Ticked: {item}.") if entry.done else _("Tick taken away: {item}.")).format(item=item)


def _text(line: Callable[[], str]) -> Callable[[Any, Scenario, Scene], str]:
    return lambda _entry, _words, _scene: line()


def _followed_up(entry: e.FollowedUp, _words: Scenario, _scene: Scene) -> str:
    line = _("Follow-up of {day}: {status}.").format(
        day=format_date(entry.planned, year=True), status=action_status_word(entry.status)
    )
    return f"{line} {clean_line(entry.evidence)}" if entry.evidence else line


_SENTENCES: dict[type[Any], Callable[[Any, Scenario, Scene], str]] = {
    e.RunStarted: _text(lambda: _("The run begins.")),
    e.ObjectivesAgreed: _objectives,
    e.Seated: _seated,
    e.StepEntered: _step,
    e.Paused: lambda entry, _words, _scene: (
        _("Interrupted: the program ended without a pause.") if entry.interrupted else _("Pause.")
    ),
    e.StopAsked: lambda entry, words, _scene: _("{seat} asks to stop.").format(seat=seat_title(words, entry.seat)),
    e.TickingAgreed: lambda entry, _words, _scene: _("Who ticks the facts: {who}.").format(
        who=ticking_words()[entry.who]
    ),
    e.SettlingAgreed: lambda entry, _words, _scene: (
        _("Those who decide settle a decision by proposing the same.")
        if entry.by_deciders
        else _("The facilitator settles each decision.")
    ),
    e.Continued: _text(lambda: _("The room goes on.")),
    e.Arrived: _arrived,
    e.Chose: _chose,
    e.Proposed: _proposed,
    e.TimerExpired: _timer_expired,
    e.TimerExtended: lambda entry, _words, _scene: _("More time: {time}.").format(time=minutes(entry.seconds)),
    e.Checked: _checked,
    e.ExpectationMarked: _expectation,
    e.CueGiven: _cue,
    e.InjectFired: _inject,
    e.InjectArrived: _inject_arrived,
    e.InjectHeld: _inject_held,
    e.FactMarked: _fact_marked,
    e.HandoverSent: _sent,
    e.SaidBack: _said_back,
    e.HandoverReceived: _received,
    e.HandoverConfirmed: lambda entry, words, _scene: _("{sender} has confirmed it.").format(
        sender=seat_title(words, entry.seat)
    ),
    e.ConfidenceRated: lambda entry, words, _scene: _("{seat} is sure of the picture: {value} of 5.").format(
        seat=seat_title(words, entry.seat), value=entry.value
    ),
    e.EstherRated: _rated,
    e.Observed: _observed,
    e.Spoke: lambda entry, words, _scene: _("{seat} took part.").format(seat=seat_title(words, entry.who)),
    e.Noted: lambda entry, _words, _scene: _("Note: {text}").format(text=clean_line(entry.text)),
    e.Rewound: _rewound,
    e.GuideChosen: lambda entry, _words, _scene: _("The reflection follows the guide {guide}.").format(
        guide=entry.guide
    ),
    e.TextAdopted: _text(lambda: _("The run goes on with an edited text of its scenario.")),
    e.PhaseEntered: lambda entry, _words, _scene: _("Reflection, phase: {phase}.").format(phase=entry.phase),
    e.Answered: lambda entry, _words, _scene: (
        _("{asked} “{text}”").format(asked=clean_line(entry.asked), text=clean_line(entry.text))
        if entry.text
        else _("An answer was taken away: {asked}").format(asked=clean_line(entry.asked))
    ),
    e.Heard: lambda entry, words, _scene: _("{seat} has been heard.").format(seat=seat_title(words, entry.who)),
    e.ActionWritten: lambda entry, _words, _scene: _("Action: {what}").format(what=clean_line(entry.what)),
    e.ActionRemoved: _text(lambda: _("An action was taken out of the plan.")),
    e.FollowedUp: _followed_up,
}
