"""The journal in sentences: one for each kind of entry, with the clock time and the room time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from esthersim.authored.papers import SHIPPED, Papers
from esthersim.cleaning import clean_line
from esthersim.debriefing.checklists import item_text
from esthersim.language import _, format_date, get_language, ngettext
from esthersim.lengths import minutes
from esthersim.play import entries as e
from esthersim.play.kinds import kind_of
from esthersim.play.retelling import Retelling
from esthersim.play.vocabulary import FACILITATOR, Cause, Form
from esthersim.runs.names import action_status_word, fact_status_word, observation_word, seat_title
from esthersim.scenario.model import Scenario
from esthersim.scenario.titles import event_title, fact_text, inject_title
from esthersim.scenario.wordings import usual
from esthersim.views.steps import step_word

_PRIVATE = (e.Noted, e.Observed, e.ExpectationMarked, e.CueGiven, e.FactMarked, e.HandoverReceived, e.Spoke)


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
            sentence(recorded.entry, shown, moment.event, papers),
            recorded.seq in standing,
            isinstance(recorded.entry, _PRIVATE),
            isinstance(recorded.entry, e.Arrived),
        )
        for moment in retelling.moments
        for recorded in (moment.recorded,)
    )


def sentence(entry: e.Entry, shown: Scenario, event: str, papers: Papers = SHIPPED) -> str:
    """Return an entry as one sentence; `event` is where the team was, `papers` are the documents of the run."""
    if isinstance(entry, e.Ticked):
        return _ticked(entry, shown, papers)
    kind = type(entry)
    line = _SENTENCES.get(kind)
    return line(entry, shown, event) if line else kind_of(entry)


def _arrived(entry: e.Arrived, shown: Scenario, _event: str) -> str:
    title = event_title(shown, entry.event)
    line = {
        Cause.START: _("The simulation begins: {title}."),
        Cause.NEXT: _("On to: {title}."),
        Cause.OPTION: _("The choice leads to: {title}."),
        Cause.TIMER: _("Time is up, and the journey moves on to: {title}."),
        Cause.INJECT: _("What came by itself leads to: {title}."),
        Cause.OVERRIDE: _("The facilitator goes to: {title}."),
    }[entry.cause].format(title=title)
    if entry.overridden:
        count = len(entry.overridden)
        open_points = ngettext("One point was left open.", "{count} points were left open.", count)
        return f"{line} {open_points.format(count=count)}"
    return line


def _chose(entry: e.Chose, shown: Scenario, event: str) -> str:
    known = shown.events.get(event)
    options = known.decision.options if known and known.decision else {}
    text = clean_line(usual(options[entry.option].text)) if entry.option in options else entry.option
    if entry.advised and entry.advised != entry.option and entry.advised in options:
        return _("Chosen: {option}. A decision support would have said: {advised}.").format(
            option=text, advised=clean_line(usual(options[entry.advised].text))
        )
    return _("Chosen: {option}.").format(option=text)


def _timer_expired(entry: e.TimerExpired, shown: Scenario, _event: str) -> str:
    line = _("The facilitator let the time run out: {title}.") if entry.early else _("The time ran out: {title}.")
    return line.format(title=event_title(shown, entry.event))


def _checked(entry: e.Checked, shown: Scenario, event: str) -> str:
    known = shown.events.get(event)
    text = clean_line(known.checklist[entry.item].text) if known and entry.item in known.checklist else entry.item
    return (_("Ticked: {item}.") if entry.done else _("Tick taken away: {item}.")).format(item=text)


def _expectation(entry: e.ExpectationMarked, shown: Scenario, event: str) -> str:
    known = shown.events.get(event)
    text = (
        clean_line(known.expect[entry.expectation].text) if known and entry.expectation in known.expect
        else entry.expectation
    )  # fmt: skip
    return f"{text}: {observation_word(entry.status)}."


def _cue(entry: e.CueGiven, shown: Scenario, event: str) -> str:
    known = shown.events.get(event)
    text = clean_line(known.cues[entry.cue].text) if known and entry.cue in known.cues else entry.cue
    return _("Cue given: {cue}.").format(cue=text)


def _inject(entry: e.InjectFired, shown: Scenario, _event: str) -> str:
    return _("This happens: {title}.").format(title=inject_title(shown, entry.inject))


def _fact_marked(entry: e.FactMarked, shown: Scenario, _event: str) -> str:
    return f"{fact_text(shown, entry.fact)}: {fact_status_word(entry.status)}."


def _sent(entry: e.HandoverSent, shown: Scenario, _event: str) -> str:
    line = (
        _("{sender} has handed over, in writing.")
        if entry.form is Form.WRITTEN
        else _("{sender} has handed over, in speech.")
    )
    return line.format(sender=seat_title(shown, entry.seat))


def _received(entry: e.HandoverReceived, shown: Scenario, _event: str) -> str:
    line = _("{receiver} has received the handover.").format(receiver=seat_title(shown, entry.seat))
    parts = [line]
    if entry.words:
        parts.append(_("In own words: “{words}”.").format(words=clean_line(entry.words)))
    parts += [f"{fact_text(shown, fact)}: {fact_status_word(status)}." for fact, status in entry.statuses.items()]
    return " ".join(parts)


def _observed(entry: e.Observed, shown: Scenario, _event: str) -> str:
    parts = [_("Seen or heard: {seen}.").format(seen=clean_line(entry.seen).rstrip("."))]
    if entry.about:
        parts.append(_("About {seat}.").format(seat=seat_title(shown, entry.about)))
    if entry.meaning:
        parts.append(_("It may mean: {meaning}.").format(meaning=clean_line(entry.meaning).rstrip(".")))
    who = "" if entry.seat == FACILITATOR else f"{seat_title(shown, entry.seat)}: "
    return who + " ".join(parts)


def _rewound(entry: e.Rewound, shown: Scenario, event: str) -> str:
    return _("Back to: {title} (entry {number}).").format(title=event_title(shown, event), number=entry.to)


def _seated(entry: e.Seated, shown: Scenario, _event: str) -> str:
    if not entry.people:
        return _("{seat}: nobody sits there now.").format(seat=seat_title(shown, entry.at))
    line = ngettext("{seat}: one person sits there.", "{seat}: {count} people sit there.", entry.people)
    return line.format(seat=seat_title(shown, entry.at), count=entry.people)


def _objectives(entry: e.ObjectivesAgreed, shown: Scenario, _event: str) -> str:
    texts = "; ".join(clean_line(shown.objectives.get(key, key)) for key in entry.objectives)
    return _("Agreed objectives: {objectives}.").format(objectives=texts)


def _step(entry: e.StepEntered, _words: Scenario, _event: str) -> str:
    line = _("The run goes on to: {step}.").format(step=step_word(entry.step))
    passed = _("The facilitator passed what was still open.")
    return f"{line} {passed}" if entry.overridden else line


def _ticked(entry: e.Ticked, shown: Scenario, papers: Papers) -> str:
    own = shown.prebriefing.get(entry.item)
    item = clean_line(own or item_text(entry.item, get_language(), papers))
    return (_("Ticked: {item}.") if entry.done else _("Tick taken away: {item}.")).format(item=item)


def _text(line: Callable[[], str]) -> Callable[[Any, Scenario, str], str]:
    return lambda _entry, _words, _event: line()


def _followed_up(entry: e.FollowedUp, _words: Scenario, _event: str) -> str:
    line = _("Follow-up of {day}: {status}.").format(
        day=format_date(entry.planned, year=True), status=action_status_word(entry.status)
    )
    return f"{line} {clean_line(entry.evidence)}" if entry.evidence else line


_SENTENCES: dict[type[Any], Callable[[Any, Scenario, str], str]] = {
    e.RunStarted: _text(lambda: _("The run begins.")),
    e.ObjectivesAgreed: _objectives,
    e.Seated: _seated,
    e.StepEntered: _step,
    e.Paused: lambda entry, _words, _event: (
        _("Interrupted: the program ended without a pause.") if entry.interrupted else _("Pause.")
    ),
    e.Continued: _text(lambda: _("The room goes on.")),
    e.Arrived: _arrived,
    e.Chose: _chose,
    e.TimerExpired: _timer_expired,
    e.TimerExtended: lambda entry, _words, _event: _("More time: {time}.").format(time=minutes(entry.seconds)),
    e.Checked: _checked,
    e.ExpectationMarked: _expectation,
    e.CueGiven: _cue,
    e.InjectFired: _inject,
    e.FactMarked: _fact_marked,
    e.HandoverSent: _sent,
    e.HandoverReceived: _received,
    e.HandoverConfirmed: lambda entry, words, _event: _("{sender} has confirmed it.").format(
        sender=seat_title(words, entry.seat)
    ),
    e.ConfidenceRated: lambda entry, words, _event: _("{seat} is sure of the picture: {value} of 5.").format(
        seat=seat_title(words, entry.seat), value=entry.value
    ),
    e.EstherRated: lambda entry, _words, _event: _("How Esther has it: {value} of 5.").format(value=entry.value),
    e.Observed: _observed,
    e.Spoke: lambda entry, words, _event: _("{seat} took part.").format(seat=seat_title(words, entry.who)),
    e.Noted: lambda entry, _words, _event: _("Note: {text}").format(text=clean_line(entry.text)),
    e.Rewound: _rewound,
    e.GuideChosen: lambda entry, _words, _event: _("The reflection follows the guide {guide}.").format(
        guide=entry.guide
    ),
    e.TextAdopted: _text(lambda: _("The run goes on with an edited text of its scenario.")),
    e.PhaseEntered: lambda entry, _words, _event: _("Reflection, phase: {phase}.").format(phase=entry.phase),
    e.Answered: lambda entry, _words, _event: (
        _("{asked} “{text}”").format(asked=clean_line(entry.asked), text=clean_line(entry.text))
        if entry.text
        else _("An answer was taken away: {asked}").format(asked=clean_line(entry.asked))
    ),
    e.Heard: lambda entry, words, _event: _("{seat} has been heard.").format(seat=seat_title(words, entry.who)),
    e.ActionWritten: lambda entry, _words, _event: _("Action: {what}").format(what=clean_line(entry.what)),
    e.ActionRemoved: _text(lambda: _("An action was taken out of the plan.")),
    e.FollowedUp: _followed_up,
}
