"""Somebody who plays a written way at the plain front end: reads what is said there, and answers every question.

Nothing is known beforehand but what is to be done at each event. Which number that has is read from the list that was
said last, so a list that does not name it fails the test; and so does a question that nobody has an answer to.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Sequence

from esthersim.clock import ManualClock
from esthersim.debriefing.checklists import closing_ids, prebriefing_ids
from esthersim.journal.opening import memory_store
from esthersim.journal.session import Session
from esthersim.language import _, get_language
from esthersim.plain.dialogue import Dialogue
from esthersim.plain.handover import MARKS, mark_word
from esthersim.plain.run import play
from esthersim.play import entries as e
from esthersim.play.handover import Statuses
from esthersim.play.timers import read_timer
from esthersim.play.vocabulary import Cause, FactStatus, Step
from esthersim.scenario.wordings import usual
from support.shipped_journeys import flowing, text_of

ITEM = re.compile(r"\s*(?P<number>\d+)\. (?P<text>.*)")
DONE_BY_THE_TEAM = (e.Checked, e.Chose, e.FactMarked, e.HandoverSent, e.HandoverReceived, e.HandoverConfirmed)
MOST_QUESTIONS = 1500
SUGGESTED = "Write it, or the number of a suggestion; press Enter to skip."
FIVE_WEEKS = {"en": "5 weeks", "sv": "5 veckor"}


def to_be_done(journal: Iterable[e.Entry]) -> deque[e.Entry]:
    """Return what a team does in a journal, in order; what follows by itself is left out."""
    return deque(
        entry
        for entry in journal
        if isinstance(entry, (*DONE_BY_THE_TEAM, e.InjectFired, e.TimerExpired))
        or (isinstance(entry, e.Arrived) and entry.cause is Cause.NEXT)
    )


class Voice:
    """A console with somebody at it; `said` is everything in order, text by text."""

    def __init__(self, clock: ManualClock, todo: deque[e.Entry]) -> None:
        self._clock, self._todo = clock, todo
        self._session: Session | None = None
        self._heard: list[str] = []
        self._list: list[str] = []
        """What stands in the list of the event, which is not said again after something else was done there."""
        self._cards: set[str] = set()
        self._statuses = Statuses({}, {})
        self._fact = ""
        self._confirmed = self._answered = False
        self._inject = ""
        self._asked = 0
        self.said: list[str] = []

    def sit_down(self, session: Session) -> None:
        """Take part in a run."""
        self._session = session

    @property
    def session(self) -> Session:
        """The run that is played."""
        assert self._session is not None
        return self._session

    def say(self, text: str = "") -> None:
        """Listen."""
        if text.strip():
            self.said.append(text)
            self._heard.append(text)

    def ask(self, prompt: str) -> str:
        """Answer a question."""
        self._asked += 1
        assert self._asked < MOST_QUESTIONS, f"no end of questions: {self.said[-20:]}"
        self.said.append(prompt)
        answer = self._answer(prompt)
        if said_as(_("What now?"), prompt) and any(map(ITEM.fullmatch, self._heard)):
            self._list = self._heard
        self._heard = []
        return answer

    def _answer(self, prompt: str) -> str:
        simulated = self.session.state.step is Step.SIMULATION
        for message, answer in (IN_THE_SIMULATION if simulated else AROUND_IT).items():
            if said_as(_(message), prompt):
                return answer(self)
        if simulated and said_as(self._marks(), prompt):
            return self._mark()
        if simulated and self._marks() in prompt:
            return self._mark_for(prompt.removesuffix(prompt[prompt.index(self._marks()) :]).rstrip(": "))
        assert not simulated, f"nobody has an answer to this: {prompt}"
        return ""

    def _number(self, *words: str) -> str:
        """Return the number of the item, in the list that was said last, that holds some words."""
        wanted = [flowing(each) for each in words]
        heard = self._heard if any(map(ITEM.fullmatch, self._heard)) else self._list
        listed = [match for each in heard if (match := ITEM.fullmatch(each))]
        exact = [match["number"] for match in listed if flowing(match["text"]) in wanted]
        held = [match["number"] for match in listed if any(each in flowing(match["text"]) for each in wanted)]
        assert exact or held, f"{wanted} is not among {[match['text'] for match in listed]}"
        return (exact or held)[-1]

    # The simulation

    def act(self) -> str:
        """Do what comes next at the event."""
        shown, state = self.session.shown, self.session.state
        event = shown.events[state.here.event]
        if not self._todo:
            assert event.ending, f"the way ends before the journey does, at '{state.here.event}'"
            return self._number(_("Go on to the reflection"))
        match self._todo.popleft():
            case e.Chose(option):
                assert event.decision
                return self._number(usual(event.decision.options[option].text))
            case e.Checked(item):
                ticked = _("Tick: {item}").format(item=event.checklist[item].text)
                return self._number(ticked, _("{item} (must be done)").format(item=ticked))
            case e.InjectFired(inject):
                self._inject = shown.injects[inject].title
                return "inject"
            case e.TimerExpired():
                reading = read_timer(state, self.session.room())
                assert reading is not None, f"no timer runs at '{state.here.event}'"
                self._clock.advance(reading.left)
                return "map"  # does nothing, wherever the journey is by then
            case (e.FactMarked() | e.HandoverSent()) as first:
                return self._hand_over(first)
            case e.HandoverReceived(skipped=True):
                self._todo.popleft()
                return self._number(_("Go on without handing over"))
            case _:
                return self._number(_("Go on"))

    def _hand_over(self, first: e.Entry) -> str:
        done = [first]
        while isinstance(self._todo[0], DONE_BY_THE_TEAM[2:]):
            done.append(self._todo.popleft())
        received = next(each for each in done if isinstance(each, e.HandoverReceived))
        self._statuses = Statuses(received.statuses, received.apart)
        self._confirmed = any(isinstance(each, e.HandoverConfirmed) for each in done)
        return self._number(_("Hand over by talking"))

    def _marks(self) -> str:
        return ", ".join(f"{number} {mark_word(mark)}" for number, mark in enumerate(MARKS, 1))

    def _mark(self) -> str:
        """Say how the fact fared that was named last, or that it was not the same for each receiver."""
        facts = self.session.shown.facts
        self._fact = next(key for key in facts if flowing(self._heard[-1]).startswith(flowing(facts[key].text)))
        statuses = {self._status(role) for role in self._receivers()}
        return str(MARKS.index(statuses.pop()) + 1 if len(statuses) == 1 else len(MARKS) + 1)

    def _mark_for(self, receiver: str) -> str:
        """Say how that fact fared for one receiver."""
        roles = self.session.shown.roles
        role = next(key for key in self._receivers() if flowing(roles[key].title) == flowing(receiver))
        return str(MARKS.index(self._status(role)) + 1)

    def _receivers(self) -> tuple[str, ...]:
        handover = self.session.state.event.handover
        assert handover
        return tuple(handover.to)

    def _status(self, role: str) -> FactStatus:
        return self._statuses.of(role).get(self._fact, FactStatus.NOT_NEEDED)

    def _others(self) -> str:
        """Name what was said of a list: of what must not be passed on, or of what else the sender knows."""
        facts = self.session.shown.facts
        told = {fact for role in self._receivers() for fact, each in self._statuses.of(role).items() if each.arrived}
        texts = tuple(flowing(facts[fact].text) for fact in told)
        listed = filter(None, map(ITEM.fullmatch, self._heard))
        return " ".join(each["number"] for each in listed if flowing(each["text"]).startswith(texts or ("\0",)))

    def _to_whom(self) -> str:
        """Name the receivers to whom the fact was said that was named before them; nobody where it was all of them."""
        facts, roles = self.session.shown.facts, self.session.shown.roles
        listed = [match for each in self._heard if (match := ITEM.fullmatch(each))]
        named = self._heard[-len(listed) - 1]
        fact = next(key for key in facts if flowing(facts[key].text) == flowing(named))
        titles = [
            flowing(roles[role].title)
            for role, own in self._statuses.apart.items()
            if fact in own and own[fact].arrived
        ]
        return " ".join(match["number"] for match in listed if flowing(match["text"]) in titles)

    # Around it

    def _card(self) -> str:
        """Read every card once, then go on."""
        for match in filter(None, map(ITEM.fullmatch, self._heard)):
            if match["text"] not in self._cards:
                self._cards.add(match["text"])
                return match["number"]
        return ""

    def _once(self, answer: str) -> str:
        """Give one answer to the first question of the reflection, and Enter to the others."""
        first, self._answered = not self._answered, True
        return answer if first else ""

    def _silent(self) -> str:
        return " ".join(match["number"] for match in map(ITEM.fullmatch, self._heard) if match)


def led_to_its_closing(
    voice: Voice, clock: ManualClock, scenario: str, language: str, *, facilitator: bool, papers: Sequence[str] = ()
) -> Session:
    """Let a voice lead a run at plain's prompts to its closing; `papers` are where its reports would be."""
    with Session.begin(
        memory_store(),
        text_of(scenario),
        clock,
        run="a-run",
        language=language,
        prebriefing=prebriefing_ids(),
        closing=closing_ids(),
    ) as session:
        voice.sit_down(session)
        play(Dialogue(voice, facilitator=facilitator), session, lambda _session: tuple(papers))
    return session


def said_as(message: str, prompt: str) -> bool:
    """Tell whether a prompt begins as a message of the catalogue does, whatever is filled in."""
    pattern = r"\{\w+\}".join(map(re.escape, re.split(r"\{\w+\}", message))).replace(r"\{\w+\}", ".*?")
    return re.match(pattern, prompt, re.DOTALL) is not None


IN_THE_SIMULATION: dict[str, Callable[[Voice], str]] = {
    "What now?": Voice.act,
    "Press Enter to show it, or type n to skip it.": lambda _voice: "",
    "Which number? Press Enter to skip.": lambda voice: voice._number(voice._inject),
    "Speaking: {sender}. Listening and asking: {receivers}. Press Enter when it has been said.": lambda _voice: "",
    "{receivers}: repeat it in your own words. Write down what was repeated, or press Enter if nothing was.": (
        lambda voice: "Jag har hört det" if voice._confirmed else ""
    ),
    "Press Enter to go on.": lambda _voice: "",
    "Which of these were said? Numbers with spaces between, Enter for none.": Voice._others,
    "To whom was it said? Numbers with spaces between, Enter for all.": Voice._to_whom,
    "{sender}: is that right?": lambda voice: "1" if voice._confirmed else "2",
    "{question} {first} is {low}, {last} is {high}. Press Enter to skip.": lambda _voice: "4",
}
"""What is asked in the simulation, and who answers; anything else is a question that nobody expected."""
AROUND_IT: dict[str, Callable[[Voice], str]] = {
    "How do you want to fill the seats?": lambda voice: voice._number(
        _("One person in each required role, no observers")
    ),
    "Whose card?": Voice._card,
    "Write what was said, or press Enter to go on.": lambda voice: voice._once("Vi frågade henne"),
    "Whose words are they? Numbers from the speaking order, as in 1 3; Enter for nobody in particular.": (
        lambda _voice: "1"
    ),
    "Ask them what they want to add. Type the numbers of those who have now been heard, or Enter for none.": (
        Voice._silent
    ),
    "What do we do?": lambda voice: "1" if _(SUGGESTED) in voice.said[-1] else "Vi ringer först",
    "Which objective does it serve?": lambda _voice: "1",
    "Who owns it?": lambda _voice: "1",
    "When is it done?": lambda _voice: FIVE_WEEKS[get_language()],
    "How will we know that it is better for Esther?": lambda _voice: "Hon får frågan varje gång",
}
"""What is asked before and after it; to everything else the answer is Enter."""
