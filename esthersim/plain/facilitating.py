"""The commands that can be typed at any prompt. Private text is shown only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from esthersim.cleaning import clean_line
from esthersim.language import _
from esthersim.plain.act_runner import ActRunner
from esthersim.plain.devices import seats_and_devices
from esthersim.plain.dialogue import MovedOn
from esthersim.plain.handover import say_parts
from esthersim.plain.plain_run import PlainRun
from esthersim.plain.prompts import choose
from esthersim.plain.reading_aloud import document_lines, read_inject, said_here, say_timer
from esthersim.plain.seating import show_card
from esthersim.play.entries import InjectFired
from esthersim.play.vocabulary import Step
from esthersim.runs.act import Act
from esthersim.runs.names import observation_word, seat_title
from esthersim.scenario.titles import event_title
from esthersim.views.coming import coming_words, still_to_come
from esthersim.views.event import PrivateView, private_view
from esthersim.views.hearing import is_closed
from esthersim.views.journal import sentences
from esthersim.views.times import story_moment
from esthersim.views.writing import TEXT, note, observation

MOST_LINES = 40
"""How many of the latest journal sentences are said at once: nobody wants to listen to three hundred."""
EVERYWHERE = ("note", "pause", "continue", "change-answer", "remove-answer")
"""The acts that can be typed at the prompts of every step; each step asks about its other acts itself."""


@dataclass(slots=True)
class Facilitating:
    """The commands: every act that is on offer, and those that show something. `again` reads the event again.

    `announced` is what was last said of each inject that comes by itself.
    """

    run: PlainRun
    again: Callable[[], None] = lambda: None
    announced: dict[str, str] = field(default_factory=dict)
    runner: ActRunner = field(init=False)

    def __post_init__(self) -> None:
        lines = {
            "cue": lambda: self._cue_lines(self._private()),
            "mark-expectation": lambda: self._expectation_lines(self._private()),
            "hold": lambda: self._numbered_arrivals(self._private()),
            "choose": lambda: self._option_lines(self._private()),
        }
        self.runner = ActRunner(self.run, lines)

    def commands(self) -> Mapping[str, Callable[[str], None]]:
        """Return the handlers of the commands at an event."""
        return {
            "again": lambda _rest: self.again(),
            "notes": lambda _rest: self.notes(),
            **{act.id: partial(self.carry_out, act.id) for act in self.run.acts()},
            "card": self.card,
            "parts": lambda _rest: say_parts(self.run),
            "map": lambda _rest: self.map(),
            "journal": lambda _rest: self.journal(),
            **self._devices(),
        }

    def everywhere(self) -> Mapping[str, Callable[[str], None]]:
        """Return the handlers of the commands that work in every step of a run."""
        return {
            **{act.id: partial(self.carry_out, act.id) for act in self.run.acts() if act.id in EVERYWHERE},
            "card": self.card,
            "journal": lambda _rest: self.journal(),
            **self._devices(),
        }

    def _devices(self) -> Mapping[str, Callable[[str], None]]:
        host = self.run.host
        return {} if host is None else {"devices": lambda _rest: seats_and_devices(self.run, host)}

    def carry_out(self, id: str, rest: str = "") -> None:  # noqa: A002 - an act's own word for it
        """Carry out an act, and confirm it."""
        if id == "advance":
            self._advance()
        elif id == "observe":
            self._observe(rest)
        elif id == "note":
            self._note(rest)
        else:
            self._confirm(id, self.runner.carry_out(id, rest))

    def _observe(self, rest: str) -> None:
        """Write down an observation, starting with one that was begun and not saved."""
        kept_in = observation(self.run.session.state)
        begun = self.run.begun(kept_in, "seen")
        if begun:
            self._confirm("observe", self.runner.carry_out("observe", "", begun, kept_in))
        if rest or not begun:
            self._confirm("observe", self.runner.carry_out("observe", rest, {}, kept_in))

    def _note(self, rest: str) -> None:
        """Write down a note; what was begun here comes first."""
        kept_in = note(self.run.session.state)
        begun = self.run.begun(kept_in, TEXT, private=True).get(TEXT, "")
        if begun:
            self._confirm("note", self.runner.carry_out("note", begun, kept_in=kept_in))
        if rest or not begun:
            self._confirm("note", self.runner.carry_out("note", rest, kept_in=kept_in))

    def _confirm(self, id: str, done: tuple[Act, object] | None) -> None:  # noqa: A002
        """Say what was done, if anything was."""
        if done is None:
            return
        dialogue = self.run.dialogue
        match id:
            case "note":
                dialogue.say(_("Noted."))
            case "observe" | "took-part" | "rate":
                dialogue.say(_("Written down."))
            case "inject":
                self._read_injects()
            case "hold":
                dialogue.say(_("Written down."))
            case "extend":
                say_timer(self.run)
            case "rewind":
                self.again()
            case "cue" | "mark-expectation" | "run-out" | "go-to":
                pass
            case _ if self.run.session.state.step is Step.SIMULATION:
                raise MovedOn  # the list of the event has changed
            case _:
                pass

    def _read_injects(self) -> None:
        """Read the inject aloud that was fired last; what led to another event is read there."""
        session = self.run.session
        if isinstance(session.journal[-1].entry, InjectFired):
            read_inject(self.run.dialogue, said_here(self.run).injects[-1])

    def _advance(self) -> None:
        """Leave the journey where it is and go on to the reflection."""
        self.run.advance()
        if self.run.session.state.step is not Step.SIMULATION:
            raise MovedOn

    # For the facilitator only

    def inline(self) -> None:
        """Say all private text of the event if only the facilitator sees the screen."""
        if self.run.dialogue.facilitator:
            view = self._private()
            private = (self._note_lines, self._cue_lines, self._expectation_lines, self._news_lines)
            for line in (line for lines in private for line in lines(view)):
                self.run.dialogue.say(line)

    def notes(self) -> None:
        """Show what is for the facilitator alone at this event: notes, what not everybody hears, what is coming."""
        view = self._private()
        lines = [*self._note_lines(view), *self._closed_lines(view), *self._arrival_lines(view).values()]
        self.run.dialogue.private(lines or [_("There are no notes for this event.")])

    def card(self, rest: str) -> None:
        """Show a role's card."""
        roles = tuple(self.run.shown.roles)
        titles = [seat_title(self.run.shown, role) for role in roles]
        named = [place for place, title in enumerate(titles) if rest and title.casefold().startswith(rest.casefold())]
        options = [*titles, _("None of them")]
        place = named[0] if len(named) == 1 else choose(self.run.dialogue, _("Whose card?"), options,
                                                        default=len(roles))  # fmt: skip
        if place < len(roles):
            show_card(self.run, roles[place])

    def journal(self) -> None:
        """Show what has been written down, the latest last."""
        session = self.run.session
        lines = sentences(session.retelling, self.run.shown, papers=session.text.debrief)[-MOST_LINES:]
        taken_back = _("taken back")
        self.run.dialogue.private(
            [
                f"{each.clock}, {each.room}: {each.text}" + ("" if each.on_the_way else f" ({taken_back})")
                for each in lines
            ]
        )

    # For everybody

    def map(self) -> None:
        """Say the way so far."""
        session, shown = self.run.session, self.run.shown
        visits = list(session.state.here.visits())[::-1]
        self.run.dialogue.heading(_("The way so far"))
        self.run.dialogue.numbered(
            [f"{event_title(shown, each.event)}, {story_moment(each.story, session.scenario)}" for each in visits]
        )
        self.run.dialogue.say(_("You are at the last one."))

    # Helpers

    def _private(self) -> PrivateView:
        session = self.run.session
        return private_view(session.retelling, self.run.shown, session.room())

    def _note_lines(self, view: PrivateView) -> list[str]:
        lines = [_("For the facilitator: {note}").format(note=each) for each in view.guidance]
        lines += [_("For {role} alone: {text}").format(role=role, text=text) for role, text in view.only]
        return [*lines, *(_("Your note: {note}").format(note=clean_line(note)) for note in view.notes)]

    def _closed_lines(self, view: PrivateView) -> list[str]:
        """Return what a closed event says, with who hears it; the facilitator's own screen has read it already."""
        if not is_closed(self.run.session.state) or self.run.dialogue.facilitator:
            return []
        said = view.said
        lines = [_("Only these hear it: {roles}").format(roles="; ".join(view.hearers) or _("nobody")), said.text]
        lines += [f"{each.who}: {each.words}" if each.who else each.words for each in said.spoken]
        return [*lines, *(line for each in said.documents for line in document_lines(each))]

    def _arrival_lines(self, view: PrivateView) -> dict[str, str]:
        """Return what comes by itself, and what has become of it."""
        line = _("Comes by itself: {title}, {when}")
        return {
            inject.inject: line.format(title=inject.title, when=coming_words(arrival))
            for inject, arrival in view.arrivals
        }

    def _news_lines(self, view: PrivateView) -> list[str]:
        """Return what may still come by itself, where it has changed since it was last said."""
        coming = still_to_come(self.run.session.state)
        lines = {key: line for key, line in self._arrival_lines(view).items() if key in coming}
        news = [line for key, line in lines.items() if self.announced.get(key) != line]
        self.announced.update(lines)
        return news

    def _numbered_arrivals(self, view: PrivateView) -> list[str]:
        """Return what can be held back or let come, with numbers."""
        waiting = [(inject, arrival) for inject, arrival in view.arrivals if arrival.open]
        return [
            f"  {place}. {inject.title}, {coming_words(arrival)}" for place, (inject, arrival) in enumerate(waiting, 1)
        ]

    def _option_lines(self, view: PrivateView) -> list[str]:
        """Return the question and the options of a decision that not everybody hears."""
        decision = view.said.decision
        if decision is None:
            return []
        by = "; ".join(decision.by) or _("The whole team")
        asked = _("{by}: {question}").format(by=by, question=decision.question)
        return [asked, *(f"  {option.number}. {option.text}" for option in decision.options)]

    def _cue_lines(self, view: PrivateView) -> list[str]:
        def line(after: str, text: str, *, due: bool, given: bool) -> str:
            state = _("has been given") if given else _("now") if due else _("after {time}").format(time=after)
            return _("Cue, {state}: {text}").format(state=state, text=text)

        return [
            f"  {place}. {line(each.after, each.text, due=each.due, given=each.given)}"
            for place, each in enumerate(view.cues, 1)
        ]

    def _expectation_lines(self, view: PrivateView) -> list[str]:
        lines = []
        for place, each in enumerate(view.expectations, 1):
            who = f"{'; '.join(each.by)}: " if each.by else ""
            status = observation_word(each.status) or _("not marked")
            lines.append(f"  {place}. {who}{each.text} ({status})")
        return lines
