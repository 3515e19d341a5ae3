"""The reflection for every front end: one phase, its questions, who has been heard, and the answers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from esthersim.authored.papers import SHIPPED, Papers
from esthersim.cleaning import clean, clean_line
from esthersim.debriefing.guides import Guide
from esthersim.debriefing.leading import Doubt
from esthersim.debriefing.questions import Question
from esthersim.debriefing.reflection import ReflectionPhase
from esthersim.debriefing.speaking_order import who_was_not_heard
from esthersim.language import _
from esthersim.play.entries import PhaseEntered
from esthersim.play.retelling import Retelling
from esthersim.play.state import Answer, State
from esthersim.runs.names import seat_title
from esthersim.scenario.model import Scenario
from esthersim.views.journal import JournalLine, sentences


@dataclass(frozen=True, slots=True)
class VoiceView:
    """A seat in the order in which the phase asks; `number` is its key, from 1."""

    number: int
    seat: str
    title: str
    heard: bool


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer; `voices` are the titles of the seats whose words it holds."""

    answer: str
    question: str
    asked: str
    text: str
    voices: tuple[str, ...]
    seats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question to ask aloud. With a finding, `saw` and `think` come first; `entries` are those it is based on."""

    id: str
    ask: str
    saw: str
    think: str
    to: tuple[str, ...]
    objective: str
    entries: tuple[int, ...]
    called_up: bool
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True, slots=True)
class PhaseView:
    """A phase of the guide. `seconds` is the time since it began; its minutes are a soft limit.

    `more` are the questions without room, which can be asked on request; `silent` are the titles of the seats that
    have not been heard yet.
    """

    guide: str
    phase: str
    number: int
    count: int
    title: str
    aim: str
    minutes: float
    seconds: float
    first: str
    voices: tuple[VoiceView, ...]
    questions: tuple[QuestionView, ...]
    more: tuple[QuestionView, ...]
    answers: tuple[AnswerView, ...]
    silent: tuple[str, ...]

    @property
    def left(self) -> float:
        """The seconds left of the phase's minutes; negative when it has gone over."""
        return self.minutes * 60 - self.seconds


def doubt_words(doubt: Doubt) -> str:
    """Return why another guide must be chosen instead of the one that led."""
    if len(doubt.ids) == 1:
        line = _("The guide '{id}' has led so far, but this run does not have it.")
        return line.format(id=clean_line(doubt.ids[0]))
    return _("The journal does not say which guide has led so far.")


def phase_view(
    guide: Guide,
    phases: Sequence[ReflectionPhase],
    retelling: Retelling,
    shown: Scenario,
    room: float,
    called_up: Collection[str] = (),
    papers: Papers = SHIPPED,
) -> PhaseView:
    """Return the phase that the run is in, or the first one; `called_up` are further questions that were requested."""
    state = retelling.state
    number = next((index for index, phase in enumerate(phases) if phase.id == state.plan.phase), 0)
    phase = phases[number]
    answers = answer_views(state, shown)
    asked = [(each, False) for each in phase.questions]
    asked += [(each, True) for each in phase.more if each.id in called_up]
    voices = tuple(
        VoiceView(index, seat, seat_title(shown, seat), seat in state.plan.heard)
        for index, seat in enumerate(phase.order, 1)
    )
    return PhaseView(
        guide=guide.title,
        phase=phase.id,
        number=number + 1,
        count=len(phases),
        title=phase.title,
        aim=phase.aim,
        minutes=phase.minutes,
        seconds=max(0.0, room - _entered_at(phase.id, retelling, room)),
        first=phase.first,
        voices=voices,
        questions=tuple(_question(each, shown, answers, called_up=late) for each, late in asked),
        more=tuple(_question(each, shown, answers, called_up=False) for each in phase.more if each.id not in called_up),
        answers=answers,
        silent=tuple(seat_title(shown, seat) for seat in who_was_not_heard(state, papers)),
    )


def _question(question: Question, shown: Scenario, answers: Sequence[AnswerView], *, called_up: bool) -> QuestionView:
    return QuestionView(
        id=question.id,
        ask=clean_line(question.ask),
        saw=clean_line(question.said.saw) if question.said else "",
        think=clean_line(question.said.think) if question.said else "",
        to=tuple(seat_title(shown, seat) for seat in question.to),
        objective=clean_line(shown.objectives.get(question.objective or "", "")),
        entries=question.entries,
        called_up=called_up,
        answers=tuple(each for each in answers if each.question == question.id),
    )


def answer_views(state: State, shown: Scenario) -> tuple[AnswerView, ...]:
    """Return the current answers, in the order in which they were first given."""
    return tuple(_answer(each, shown) for each in state.plan.answers.values())


def _answer(answered: Answer, shown: Scenario) -> AnswerView:
    return AnswerView(
        answer=answered.answer,
        question=answered.question,
        asked=clean_line(answered.asked),
        text=clean(answered.text).strip(),
        voices=tuple(seat_title(shown, seat) for seat in answered.heard),
        seats=answered.heard,
    )


def _entered_at(phase: str, retelling: Retelling, room: float) -> float:
    """Return the room time at which the reflection last entered a phase; if it never did, `room`, the present time."""
    last = retelling.last(PhaseEntered)
    return last[0].recorded.room if last is not None and last[1].phase == phase else room


def rests_on(
    entries: Collection[int], retelling: Retelling, shown: Scenario, papers: Papers = SHIPPED
) -> tuple[JournalLine, ...]:
    """Return the journal entries that a finding is based on, as sentences."""
    return tuple(line for line in sentences(retelling, shown, papers=papers) if line.seq in entries)
