"""Somebody who plays a way at the plain front end where not everybody hears everything, and things come by themselves.

What is read by everybody in the room is kept apart from what somebody reads in private.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from esthersim.clock import ManualClock
from esthersim.language import _
from esthersim.play import entries as e
from esthersim.play.vocabulary import Step
from esthersim.runs.act_names import act_name
from esthersim.scenario.model import Scenario
from support.plain_playing import Voice, said_as, to_be_done
from support.shipped_journeys import flowing

SCROLLED = 20
"""Breaks of a line in a row by which private text is scrolled away."""
BEGINS = (
    "What follows is private. Let nobody else look at the screen.",
    "The facts are shown now, one by one, for whoever ticks them. The receiver should look away.",
)
"""What is said before a text that is for one person."""


def to_be_done_or_waited_for(journal: Iterable[e.Entry], scenario: Scenario) -> deque[e.Entry]:
    """Return what a team does in a journal, and what comes by room time while it waits, in order."""
    kept = deque[e.Entry]()
    for entry in journal:
        if isinstance(entry, e.InjectArrived):
            arrives = scenario.injects[entry.inject].arrives
            if arrives and arrives.room:
                kept.append(entry)
        else:
            kept += to_be_done([entry])
    return kept


class TeamVoice(Voice):
    """A console with somebody at it; `shared` is what everybody in the room could read before the reflection."""

    def __init__(self, clock: ManualClock, todo: deque[e.Entry]) -> None:
        super().__init__(clock, todo)
        self.shared: list[str] = []
        self._private = False
        self._wanted = ""
        """The option or item that is looked for in a list that is shown in private."""

    def say(self, text: str = "") -> None:
        """Listen, and remember whether everybody does."""
        if text.count("\n") >= SCROLLED:
            self._private = False
        if flowing(text) in {flowing(_(each)) for each in BEGINS}:
            self._private = True
        super().say(text)
        self._share(text)

    def ask(self, prompt: str) -> str:
        """Answer a question."""
        self._share(prompt)
        return super().ask(prompt)

    def _share(self, text: str) -> None:
        if not self._private and self._session and self.session.state.step in {Step.STORY, Step.SIMULATION}:
            self.shared.append(text)

    def _answer(self, prompt: str) -> str:
        if self.session.state.step is Step.SIMULATION:
            if said_as(_("What now?"), prompt):
                return self.act()
            if self._wanted and said_as(_("Which number? Press Enter to skip."), prompt):
                wanted, self._wanted = self._wanted, ""
                return self._number(wanted)
        return super()._answer(prompt)

    def act(self) -> str:
        """Do what comes next, or wait for it."""
        session = self.session
        match self._todo[0] if self._todo else None:
            case e.InjectArrived(inject):
                self._todo.popleft()
                arrives = session.state.scenario.injects[inject].arrives
                assert arrives
                assert arrives.room
                waited = session.room() - session.state.here.entered
                self._clock.advance(max(arrives.room.total_seconds - waited, 0.0))
                return "again"  # says the list once more, wherever the journey is by then
            case e.Chose(option) if self._hidden("choose"):
                self._todo.popleft()
                decision = session.shown.events[session.state.here.event].decision
                assert decision
                return self._in_private("choose", next(each for each in self._texts_of(option)))
            case e.Checked(item) if self._hidden("check"):
                self._todo.popleft()
                text = session.shown.events[session.state.here.event].checklist[item].text
                return self._in_private("check", text)
            case e.Chose(option):
                self._todo.popleft()
                return self._number(*self._texts_of(option))
        return super().act()

    def _texts_of(self, option: str) -> tuple[str, ...]:
        decision = self.session.shown.events[self.session.state.here.event].decision
        assert decision
        return tuple(case.text for case in decision.options[option].text)

    def _hidden(self, act: str) -> bool:
        return any(self._private_label(act) in line for line in (*self._heard, *self._list))

    def _private_label(self, act: str) -> str:
        return _("{act}: private, for those who hear the event").format(act=act_name(act))

    def _in_private(self, act: str, wanted: str) -> str:
        self._wanted = wanted
        return self._number(self._private_label(act))
