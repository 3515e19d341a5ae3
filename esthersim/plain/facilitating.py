"""What can be asked for at any prompt of the simulation. What is private is shown only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from esthersim.cleaning import clean_line
from esthersim.language import _
from esthersim.plain.acting import Acting
from esthersim.plain.desk import MovedOn
from esthersim.plain.handover import tell_parts
from esthersim.plain.prompts import choose
from esthersim.plain.seating import show_card
from esthersim.plain.sitting import Sitting
from esthersim.plain.telling import tell_inject, tell_timer
from esthersim.play.vocabulary import Step
from esthersim.play.wording import worded
from esthersim.runs.act import Act
from esthersim.runs.names import observation_word, seat_title
from esthersim.scenario.titles import event_title
from esthersim.views.event import PrivateView, private_view
from esthersim.views.journal import sentences
from esthersim.views.times import story_moment
from esthersim.views.writing import TEXT, note, observation

MOST_LINES = 40
"""Journal sentences that are said at once, the latest: nobody listens to three hundred."""
EVERYWHERE = ("note", "pause", "continue")
"""The acts that can be typed at the prompts of every step; the other acts of a step are what it asks about."""


@dataclass(slots=True)
class Facilitating:
    """What can be typed: every act that is on offer, and what shows something. `again` has the event read anew."""

    sitting: Sitting
    again: Callable[[], None] = lambda: None
    acting: Acting = field(init=False)

    def __post_init__(self) -> None:
        lines = {
            "cue": lambda: self._cue_lines(self._private()),
            "mark-expectation": lambda: self._expectation_lines(self._private()),
        }
        self.acting = Acting(self.sitting, lines)

    def commands(self) -> Mapping[str, Callable[[str], None]]:
        """Return what each word does now, at an event."""
        return {
            "again": lambda _rest: self.again(),
            "notes": lambda _rest: self.notes(),
            **{act.id: partial(self.carry_out, act.id) for act in self.sitting.acts()},
            "card": self.card,
            "parts": lambda _rest: tell_parts(self.sitting),
            "map": lambda _rest: self.map(),
            "journal": lambda _rest: self.journal(),
        }

    def everywhere(self) -> Mapping[str, Callable[[str], None]]:
        """Return what the words do that mean something in every step of a run."""
        return {
            **{act.id: partial(self.carry_out, act.id) for act in self.sitting.acts() if act.id in EVERYWHERE},
            "card": self.card,
            "journal": lambda _rest: self.journal(),
        }

    def carry_out(self, id: str, rest: str = "") -> None:  # noqa: A002 - an act's own word for it
        """Carry out an act, and say what there is to say about it."""
        if id == "advance":
            self._advance()
        elif id == "observe":
            self._observe(rest)
        elif id == "note":
            self._note(rest)
        else:
            self._told(id, self.acting.carry_out(id, rest))

    def _observe(self, rest: str) -> None:
        """Write down an observation; what was begun here comes first."""
        kept_in = observation(self.sitting.session.state)
        begun = self.sitting.begun(kept_in, "seen")
        if begun:
            self._told("observe", self.acting.carry_out("observe", "", begun, kept_in))
        if rest or not begun:
            self._told("observe", self.acting.carry_out("observe", rest, {}, kept_in))

    def _note(self, rest: str) -> None:
        """Write down a note; what was begun here comes first."""
        kept_in = note(self.sitting.session.state)
        begun = self.sitting.begun(kept_in, TEXT, private=True).get(TEXT, "")
        if begun:
            self._told("note", self.acting.carry_out("note", begun, kept_in=kept_in))
        if rest or not begun:
            self._told("note", self.acting.carry_out("note", rest, kept_in=kept_in))

    def _told(self, id: str, done: tuple[Act, object] | None) -> None:  # noqa: A002
        """Say what there is to say about what was done, if anything was."""
        if done is None:
            return
        desk, value = self.sitting.desk, done[1]
        match id:
            case "note":
                desk.say(_("Noted."))
            case "observe" | "took-part" | "rate":
                desk.say(_("Written down."))
            case "inject":
                inject = self.sitting.shown.injects[str(value)]
                tell_inject(desk, clean_line(inject.title), worded(self.sitting.session.state, inject.text))
            case "extend":
                tell_timer(self.sitting)
            case "rewind":
                self.again()
            case "cue" | "mark-expectation" | "run-out" | "go-to":
                pass
            case _ if self.sitting.session.state.step is Step.SIMULATION:
                raise MovedOn  # the list of the event is another now
            case _:
                pass

    def _advance(self) -> None:
        """Leave the journey where it is and go on to the reflection."""
        self.sitting.advance()
        if self.sitting.session.state.step is not Step.SIMULATION:
            raise MovedOn

    # What only the facilitator reads

    def inline(self) -> None:
        """Say all private things of the event, where the facilitator alone sees the screen."""
        if self.sitting.desk.facilitator:
            view = self._private()
            for line in (*self._note_lines(view), *self._cue_lines(view), *self._expectation_lines(view)):
                self.sitting.desk.say(line)

    def notes(self) -> None:
        """Show the notes to this event, and one's own."""
        self.sitting.desk.private(self._note_lines(self._private()) or [_("There is no note to this event.")])

    def card(self, rest: str) -> None:
        """Show a role's card."""
        roles = tuple(self.sitting.shown.roles)
        titles = [seat_title(self.sitting.shown, role) for role in roles]
        named = [place for place, title in enumerate(titles) if rest and title.casefold().startswith(rest.casefold())]
        options = [*titles, _("None of them")]
        place = named[0] if len(named) == 1 else choose(self.sitting.desk, _("Whose card?"), options,
                                                        default=len(roles))  # fmt: skip
        if place < len(roles):
            show_card(self.sitting, roles[place])

    def journal(self) -> None:
        """Show what has been written down, the latest last."""
        session = self.sitting.session
        lines = sentences(session.retelling, self.sitting.shown, papers=session.text.debrief)[-MOST_LINES:]
        taken_back = _("taken back")
        self.sitting.desk.private(
            [
                f"{each.clock}, {each.room}: {each.text}" + ("" if each.on_the_way else f" ({taken_back})")
                for each in lines
            ]
        )

    # What everybody may hear

    def map(self) -> None:
        """Say the way so far, in words."""
        session, shown = self.sitting.session, self.sitting.shown
        visits = list(session.state.here.visits())[::-1]
        self.sitting.desk.heading(_("The way so far"))
        self.sitting.desk.numbered(
            [f"{event_title(shown, each.event)}, {story_moment(each.story, session.scenario)}" for each in visits]
        )
        self.sitting.desk.say(_("The last of them is where you are."))

    # Helpers

    def _private(self) -> PrivateView:
        session = self.sitting.session
        return private_view(session.retelling, self.sitting.shown, session.room())

    def _note_lines(self, view: PrivateView) -> list[str]:
        lines = [_("To the facilitator: {note}").format(note=each) for each in view.guidance]
        return [*lines, *(_("Your note: {note}").format(note=clean_line(note)) for note in view.notes)]

    def _cue_lines(self, view: PrivateView) -> list[str]:
        def told(after: str, text: str, *, due: bool, given: bool) -> str:
            state = _("has been given") if given else _("now") if due else _("after {time}").format(time=after)
            return _("Cue, {state}: {text}").format(state=state, text=text)

        return [
            f"  {place}. {told(each.after, each.text, due=each.due, given=each.given)}"
            for place, each in enumerate(view.cues, 1)
        ]

    def _expectation_lines(self, view: PrivateView) -> list[str]:
        lines = []
        for place, each in enumerate(view.expectations, 1):
            who = f"{'; '.join(each.by)}: " if each.by else ""
            status = observation_word(each.status) or _("not marked")
            lines.append(f"  {place}. {who}{each.text} ({status})")
        return lines
