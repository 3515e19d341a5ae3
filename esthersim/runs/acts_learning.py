"""Acts after the journey: the reflection's guide, phases and answers, the action plan, and its follow-ups."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from esthersim.cleaning import clean_line
from esthersim.debriefing.guides import guides_to_choose
from esthersim.debriefing.speaking_order import seated
from esthersim.language import _, format_date, format_number
from esthersim.play import entries as e
from esthersim.play.learning import MOST_FOLLOW_UPS
from esthersim.play.state import Answer
from esthersim.play.vocabulary import FACILITATOR, ActionStatus
from esthersim.runs.act import Act, Here, act
from esthersim.runs.action_parts import Kind, Part, parts
from esthersim.runs.asks import Choice, Days, Field, Filled, Form, Nothing, Option, Text, Ticks
from esthersim.runs.names import action_status_word, seat_title


def choose_guide(here: Here) -> Iterator[Act]:
    """Offer the guides for the reflection, the scenario's own first."""
    guides = guides_to_choose(here.state.scenario.debriefing.guide, here.shown.language, here.papers)
    named = _("{title}, {minutes} minutes")
    options = tuple(
        Option(each.id, named.format(title=each.title, minutes=format_number(each.minutes)), each.summary)
        for each in guides
    )
    if options:
        yield act(
            here.names["guide"].name,
            Choice(options),
            lambda guide: e.GuideChosen(guide, seat=here.seat),
            question=_("Which guide leads the reflection?"),
        )


def enter_phase(here: Here) -> Iterator[Act]:
    """Offer the phases of the guide that leads."""
    options = tuple(Option(each.id, each.title) for each in here.phases)
    if options:
        yield act(here.names["enter-phase"].name, Choice(options), lambda phase: e.PhaseEntered(phase, seat=here.seat))


def answer(here: Here) -> Iterator[Act]:
    """Offer an answer to each question of the phase, and to what the team takes along."""
    now = next((each for each in here.phases if each.id == here.state.plan.phase), next(iter(here.phases), None))
    phase, questions = (now.id, (*now.questions, *now.more)) if now else (here.state.plan.phase or "", ())
    asked = {each.id: clean_line(each.ask) for each in questions}
    asked["take-with-us"] = _("What do you take with you from this?")
    voices = () if here.seat == FACILITATOR else (here.seat,)
    key = f"answer-{here.state.seq + 1}"  # entries are numbered, so no other answer has it
    for question, ask in asked.items():
        yield _answering(here, Answer(key, question, ask, "", voices, phase), ask, question)


def change_answer(here: Here) -> Iterator[Act]:
    """Offer each answer to be written anew; what is left out of the form stays as it was."""
    for key, given in _own_answers(here):
        yield _answering(here, given, clean_line(given.text), key)


def remove_answer(here: Here) -> Iterator[Act]:
    """Offer to take each answer away."""
    for key, given in _own_answers(here):
        yield _answer_gone(here, given, key)


def _own_answers(here: Here) -> Iterator[tuple[str, Answer]]:
    """Yield the answers that a seat may change: its own, or for the facilitator all."""
    for key, given in here.state.plan.answers.items():
        if here.seat == FACILITATOR or given.heard == (here.seat,):
            yield key, given


def _answering(here: Here, given: Answer, label: str, about: str) -> Act:
    """Return the writing of an answer: the facilitator's holds anybody's words, that of any other seat its own."""
    fields = [Field("text", given.asked, Text())]
    if here.seat == FACILITATOR:
        seats = dict.fromkeys((*seated(here.state, here.papers), FACILITATOR, *given.heard))
        voices = tuple(Option(seat, seat_title(here.shown, seat)) for seat in seats)
        fields.append(Field("heard", _("Whose words are they?"), Ticks(voices), optional=True))
    return act(
        label,
        Form(tuple(fields)),
        lambda filled: e.Answered(
            given.answer, given.question, given.asked, filled.text("text"), filled.ticked("heard") or given.heard,
            given.phase, seat=here.seat,
        ),
        about=about,
    )  # fmt: skip


def _answer_gone(here: Here, given: Answer, key: str) -> Act:
    return act(
        clean_line(given.text),
        Nothing(),
        lambda _none: e.Answered(key, given.question, given.asked, "", (), given.phase, seat=here.seat),
        about=key,
    )


def heard(here: Here) -> Iterator[Act]:
    """Offer to note that somebody was heard, for each who was not."""
    for seat in (*seated(here.state, here.papers), FACILITATOR):
        if seat not in here.state.plan.heard:
            yield _heard(here, seat)


def _heard(here: Here, seat: str) -> Act:
    return act(seat_title(here.shown, seat), Nothing(), lambda _none: e.Heard(seat, seat=here.seat), about=seat)


def write_action(here: Here) -> Iterator[Act]:
    """Offer to write a new action of the plan, and to change each that is there."""
    form = Form(tuple(_field(here, part) for part in parts() if part.kind is not Kind.OBJECTIVE or _objectives(here)))
    yield _writing(here, form, here.names["write-action"].name, f"action-{here.state.seq + 1}", "")
    for number, key in enumerate(here.state.plan.actions, 1):
        yield _writing(here, form, _("Change action {number}").format(number=number), key, key)


def _objectives(here: Here) -> tuple[Option, ...]:
    """Return the objectives that an action can serve, those that the team agreed on first."""
    keys = dict.fromkeys((*here.state.setting.objectives, *here.shown.objectives))
    return tuple(Option(key, clean_line(here.shown.objectives[key])) for key in keys if key in here.shown.objectives)


def _field(here: Here, part: Part) -> Field:
    """Return a part of an action as a field; only what is to be done is required."""
    ask: Choice | Days | Text
    match part.kind:
        case Kind.OBJECTIVE:
            ask = Choice(_objectives(here))
        case Kind.DAY | Kind.DAYS:
            ask = Days(1 if part.kind is Kind.DAY else MOST_FOLLOW_UPS)
        case _:
            ask = Text()
    return Field(part.name, part.question, ask, optional=part.name != "what")


def _writing(here: Here, form: Form, label: str, key: str, about: str) -> Act:
    def written(filled: Filled) -> e.ActionWritten:
        values: dict[str, Any] = {}  # names and kinds match the entry's fields; a test checks it
        for part in parts():
            days = filled.days(part.name)
            match part.kind:
                case Kind.OBJECTIVE:
                    values[part.name] = filled.chosen(part.name)
                case Kind.DAY:
                    values[part.name] = next(iter(days), None)
                case Kind.DAYS:
                    values[part.name] = days
                case _:
                    values[part.name] = filled.text(part.name)
        return e.ActionWritten(key, **values, seat=here.seat)

    return act(label, form, written, about=about)


def remove_action(here: Here) -> Iterator[Act]:
    """Offer to take out each action of the plan."""
    for key, each in here.state.plan.actions.items():
        yield _removing(here, key, clean_line(each.what))


def _removing(here: Here, key: str, what: str) -> Act:
    return act(what, Nothing(), lambda _none: e.ActionRemoved(key, seat=here.seat), about=key)


def follow_up(here: Here) -> Iterator[Act]:
    """Offer to answer every planned follow-up: how far the action has come."""
    for key, each in here.state.plan.actions.items():
        for planned in each.follow_ups:
            yield _follow_up(here, key, clean_line(each.what), planned)


def _follow_up(here: Here, key: str, what: str, planned: date) -> Act:
    statuses = tuple(Option(each.value, action_status_word(each)) for each in ActionStatus)
    evidence = _("How do you know? What can be seen or counted?")
    return act(
        f"{what}, {format_date(planned, year=True)}",
        Form(
            (
                Field("status", _("How far along is it?"), Choice(statuses)),
                Field("evidence", evidence, Text(), optional=True),
            )
        ),
        lambda filled: e.FollowedUp(
            key, planned, ActionStatus(filled.text("status")), filled.text("evidence"), seat=here.seat
        ),
        about=f"{key} {planned.isoformat()}",
    )
