"""What the facilitator can do at any prompt of the simulation. What is private is shown only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from esthersim.cleaning import clean_line
from esthersim.language import _
from esthersim.plain.desk import MovedOn
from esthersim.plain.handover import tell_parts
from esthersim.plain.prompts import choose, kept, number, text, yes
from esthersim.plain.seating import show_card
from esthersim.plain.sitting import Sitting
from esthersim.plain.telling import tell_inject, tell_timer
from esthersim.plain.words import Word, whole_number
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.entry import Command
from esthersim.play.words import Observation, Reason, Step
from esthersim.scenario.titles import event_title
from esthersim.views.event import PrivateView, private_view
from esthersim.views.journal import sentences
from esthersim.views.names import observation_word, seat_title
from esthersim.views.rewind import points
from esthersim.views.times import story_moment
from esthersim.views.writing import observation

MOST_LINES = 40
"""Journal sentences that are said at once, the latest: nobody listens to three hundred."""


@dataclass(slots=True)
class Facilitating:
    """The facilitator's words during the simulation; `again` has the event read aloud anew."""

    sitting: Sitting
    again: Callable[[], None] = lambda: None

    def commands(self) -> Mapping[Word, Callable[[str], None]]:
        """Return what each word does."""
        return {
            Word.AGAIN: lambda _rest: self.again(),
            Word.NOTES: lambda _rest: self.notes(),
            Word.CUES: self.cues,
            Word.EXPECT: self.expect,
            Word.INJECT: self.inject,
            Word.NOTE: self.note,
            Word.OBSERVE: self.observe,
            Word.SPOKE: self.spoke,
            Word.RATE: self.rate,
            Word.CARD: self.card,
            Word.PARTS: lambda _rest: tell_parts(self.sitting),
            Word.MAP: lambda _rest: self.map(),
            Word.JOURNAL: lambda _rest: self.journal(),
            Word.BACK: lambda _rest: self.back(),
            Word.PAUSE: lambda _rest: self.pause(),
            Word.CONTINUE: lambda _rest: self.carry_on(),
            Word.EXTEND: self.extend,
            Word.RUN_OUT: lambda _rest: self.run_out(),
            Word.GO: self.go,
            Word.REFLECT: lambda _rest: self.reflect(),
        }

    def everywhere(self) -> Mapping[Word, Callable[[str], None]]:
        """Return what the words do that mean something in every step of a run."""
        return {
            Word.NOTE: self.note,
            Word.CARD: self.card,
            Word.JOURNAL: lambda _rest: self.journal(),
        }

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

    def cues(self, rest: str) -> None:
        """Show the cues; mark the one that is given."""
        view = self._private()
        place = self._choice(rest, self._cue_lines(view), len(view.cues), _("There is no cue at this event."))
        if place is not None:
            self._do(e.CueGiven(view.cues[place].cue))

    def expect(self, rest: str) -> None:
        """Show what to look for; mark how one of them ended."""
        desk, view = self.sitting.desk, self._private()
        nothing = _("There is nothing to look for at this event.")
        place = self._choice(rest, self._expectation_lines(view), len(view.expectations), nothing)
        if place is None:
            return
        statuses = tuple(Observation)
        status = choose(desk, _("How did it end?"), [observation_word(each) for each in statuses], default=0)
        self._do(c.MarkExpectation(view.expectations[place].expectation, statuses[status]))

    def inject(self, rest: str) -> None:
        """Let something happen, and read it aloud."""
        view = self._private()
        fired, unfit = " ({})".format(_("has happened")), " ({})".format(_("does not fit now"))
        lines = [
            f"  {place}. {each.title}" + (fired if each.fired else "" if each.fits else unfit)
            for place, each in enumerate(view.injects, 1)
        ]
        place = self._choice(rest, lines, len(view.injects), _("There is no inject in this scenario."))
        if place is None:
            return
        inject = view.injects[place]
        refusal = self.sitting.do(c.FireInject(inject.inject))
        if refusal is not None:
            if refusal.reason is not Reason.INJECT_CLOSED:
                return
            question = _("Let it happen all the same? It is written down that you did.")
            if not yes(self.sitting.desk, question, default=False):
                return
            if self.sitting.do(c.FireInject(inject.inject, override=True)) is not None:
                return
        tell_inject(self.sitting.desk, inject.title, inject.text)

    def card(self, rest: str) -> None:
        """Show a role's card."""
        roles = tuple(self.sitting.words.roles)
        place = self._role(rest, roles)
        if place is not None:
            show_card(self.sitting, roles[place])

    def journal(self) -> None:
        """Show what has been written down, the latest last."""
        session = self.sitting.session
        lines = sentences(session.retelling, self.sitting.words, papers=session.text.debrief)[-MOST_LINES:]
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
        session, words = self.sitting.session, self.sitting.words
        visits = list(session.state.here.visits())[::-1]
        self.sitting.desk.heading(_("The way so far"))
        self.sitting.desk.numbered(
            [f"{event_title(words, each.event)}, {story_moment(each.story, session.scenario)}" for each in visits]
        )
        self.sitting.desk.say(_("The last of them is where you are."))

    def note(self, rest: str) -> None:
        """Write a note of the facilitator's own."""
        written = rest or text(self.sitting.desk, _("Your note (Enter leaves it):"))
        if written:
            self._do(e.Noted(written), _("Noted."))

    def observe(self, rest: str) -> None:
        """Write down what was seen or heard, and apart from it what it may mean; what was begun here comes first."""
        begun = self.sitting.begun(observation(self.sitting.session.state), "seen")
        if begun:
            self._observed(begun)
        if rest or not begun:
            self._observed({}, rest)

    def _observed(self, begun: Mapping[str, str], said: str = "") -> None:
        sitting, desk, writing = self.sitting, self.sitting.desk, observation(self.sitting.session.state)
        seen, meaning = begun.get("seen", ""), begun.get("meaning", "")
        question = kept(_("What was seen or heard?"), seen) if seen else _("What was seen or heard? (Enter leaves it)")
        seen = said or text(desk, question, default=seen)
        if not seen:
            return
        sitting.keep(writing, {"seen": seen})
        question = kept(_("What may it mean?"), meaning) if meaning else _("What may it mean? (Enter leaves it open)")
        meaning = text(desk, question, default=meaning)
        sitting.keep(writing, {"meaning": meaning})
        seats = ("facilitator", *(seat for seat in self.sitting.session.state.setting.seats if seat in
                                  self.sitting.words.observers))  # fmt: skip
        seat = seats[0]
        if len(seats) > 1:
            titles = [seat_title(self.sitting.words, each) for each in seats]
            known = begun.get("seat", seat)
            seat = seats[choose(desk, _("Who saw it?"), titles, default=seats.index(known) if known in seats else 0)]
        about, watching = begun.get("about"), begun.get("watching")
        if self._do(e.Observed(seen, meaning, about, watching, seat=seat), _("Written down.")):
            sitting.session.drafts.forget(writing)

    def spoke(self, rest: str) -> None:
        """Tick that a role took part."""
        roles = tuple(self.sitting.words.roles)
        place = self._role(rest, roles)
        if place is not None:
            self._do(e.Spoke(roles[place]), _("Written down."))

    def rate(self, rest: str = "") -> None:
        """Ask Esther how she is, and write it down as her own judgement."""
        question = _("Esther, how are you right now? 1 is very bad, 5 is very good. Enter leaves it.")
        value = whole_number(rest)
        if value is None:
            value = number(self.sitting.desk, question, 1, 5)
        if value is not None:
            patients = self.sitting.session.scenario.patients
            self._do(e.EstherRated(value, seat=patients[0]) if patients else e.EstherRated(value), _("Written down."))

    # Time and place

    def pause(self) -> None:
        """Let room time stand still."""
        self._do(c.Pause())
        raise MovedOn

    def carry_on(self) -> None:
        """Let room time run again."""
        self._do(c.Continue())
        raise MovedOn

    def run_out(self) -> None:
        """Let the present timer run out now."""
        self._do(c.RunOut())

    def extend(self, rest: str) -> None:
        """Give the present timer more time."""
        desk = self.sitting.desk
        minutes = whole_number(rest)
        if minutes is None:
            minutes = number(desk, _("How many minutes more? Enter means 1."), 1, 60, default=1)
        if minutes is not None and self._do(e.TimerExtended(minutes * 60.0)):
            tell_timer(self.sitting)

    def back(self) -> None:
        """Go back to an event before; what came between stays in the journal."""
        session, desk = self.sitting.session, self.sitting.desk
        known = points(session.retelling, self.sitting.words)
        here, undone = " ({})".format(_("here")), " ({})".format(_("taken back"))
        options = [
            f"{each.title}, {each.room}" + (here if each.here else "") + (undone if each.undone else "")
            for each in known
        ]
        options.append(_("Stay here"))
        place = choose(desk, _("Back to the beginning of which event?"), options, default=len(options) - 1)
        if place < len(known) and self._do(e.Rewound(known[place].seq)):
            self.again()

    def go(self, rest: str) -> None:
        """Go to any event: the facilitator's own step."""
        events = self.sitting.words.events
        lines = [f"  {place}. {clean_line(event.title)}" for place, event in enumerate(events.values(), 1)]
        place = self._choice(rest, lines, len(events), "")
        if place is not None:
            self._do(c.GoTo(tuple(events)[place]))

    def reflect(self) -> None:
        """Leave the journey where it is and go on to the reflection."""
        self.sitting.advance()
        if self.sitting.session.state.step is not Step.SIMULATION:
            raise MovedOn

    # Helpers

    def _do(self, command: Command, told: str = "") -> bool:
        done = self.sitting.do(command) is None
        if done and told:
            self.sitting.desk.say(told)
        return done

    def _private(self) -> PrivateView:
        session = self.sitting.session
        return private_view(session.retelling, self.sitting.words, session.room())

    def _choice(self, rest: str, lines: list[str], count: int, nothing: str) -> int | None:
        """Show lines in private and return the place that was chosen, if any; `rest` may name it already."""
        if not count:
            self.sitting.desk.say(nothing)
            return None
        answer = rest or self.sitting.desk.private(lines, _("Which number? Press Enter to leave it."))
        if (written := whole_number(answer)) is not None and 1 <= written <= count:
            return written - 1
        if answer:
            self.sitting.desk.say(_("There is no number {answer} in that list.").format(answer=answer[:40]))
        return None

    def _role(self, rest: str, roles: tuple[str, ...]) -> int | None:
        titles = [seat_title(self.sitting.words, role) for role in roles]
        named = [place for place, title in enumerate(titles) if rest and title.casefold().startswith(rest.casefold())]
        if len(named) == 1:
            return named[0]
        options = [*titles, _("None of them")]
        place = choose(self.sitting.desk, _("Which role?"), options, default=len(roles))
        return place if place < len(roles) else None

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
