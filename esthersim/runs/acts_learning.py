"""What is done after the journey: guide, phases and answers of the reflection, the action plan, and its follow-up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from esthersim.cleaning import clean_line
from esthersim.debriefing.guides import guide_ids, guides_to_choose, load_guide
from esthersim.debriefing.speaking import speaking_order
from esthersim.language import _, format_date
from esthersim.play import entries as e
from esthersim.play.learning import MOST_FOLLOW_UPS
from esthersim.play.words import FACILITATOR, ActionStatus
from esthersim.runs.act import Act, Here, act
from esthersim.runs.asks import Choice, Days, Field, Form, Nothing, Option, Text, Ticks
from esthersim.runs.names import action_status_word, seat_title


def choose_guide(here: Here) -> Iterator[Act]:
    """Offer the guides that can lead the reflection, the scenario's own first."""
    guides = guides_to_choose(here.state.scenario.debriefing.guide, here.shown.language)
    options = tuple(Option(each.id, each.title, each.summary) for each in guides)
    yield act(
        here.names["guide"].name,
        Choice(options),
        lambda guide: e.GuideChosen(guide, seat=here.seat),
        question=_("Which guide leads the reflection?"),
    )


def enter_phase(here: Here) -> Iterator[Act]:
    """Offer the phases of the guide that leads."""
    guide = here.state.plan.guide or here.state.scenario.debriefing.guide
    if guide in guide_ids():
        phases = load_guide(guide, here.shown.language).phases
        options = tuple(Option(each.id, each.title) for each in phases)
        yield act(here.names["enter-phase"].name, Choice(options), lambda phase: e.PhaseEntered(phase, seat=here.seat))


def answer(here: Here) -> Iterator[Act]:
    """Offer an answer to each question of the phase; where it asks none, to what the team takes along."""
    questions = {each.id: each.ask for each in here.questions}
    for question, asked in (questions or {"take-with-us": _("What do you take with you from this?")}).items():
        yield _answer(here, question, asked)


def _answer(here: Here, question: str, asked: str) -> Act:
    """Return an answer to a question: the facilitator's holds anybody's words, that of any other seat its own."""
    seats = speaking_order(here.state.scenario, here.state.setting.seats)
    voices = tuple(Option(seat, seat_title(here.shown, seat)) for seat in seats)
    heard = Field("heard", _("Whose words are they?"), Ticks(voices), optional=True)
    written = Field("text", asked, Text())
    key = f"answer-{here.state.seq + 1}"  # entries are numbered, so no other answer has it
    phase = here.state.plan.phase or ""
    if here.seat == FACILITATOR:
        return act(
            asked,
            Form((written, heard)),
            lambda filled: e.Answered(key, question, asked, filled.text("text"), filled.ticked("heard"), phase),
            about=question,
        )
    return act(
        asked,
        Form((written,)),
        lambda filled: e.Answered(key, question, asked, filled.text("text"), (here.seat,), phase, seat=here.seat),
        about=question,
    )


def heard(here: Here) -> Iterator[Act]:
    """Offer to note that somebody was heard, for each who was not."""
    for seat in speaking_order(here.state.scenario, here.state.setting.seats):
        if seat not in here.state.plan.heard:
            yield _heard(here, seat)


def _heard(here: Here, seat: str) -> Act:
    return act(seat_title(here.shown, seat), Nothing(), lambda _none: e.Heard(seat, seat=here.seat), about=seat)


def write_action(here: Here) -> Iterator[Act]:
    """Offer a new action of the plan, and each that is there to be changed."""
    agreed = here.state.setting.objectives or tuple(here.shown.objectives)
    objectives = tuple(Option(key, clean_line(here.shown.objectives[key])) for key in agreed if key in
                       here.shown.objectives)  # fmt: skip
    fields = (
        Field("what", _("What do we do?"), Text()),
        *((Field("objective", _("Which objective does it serve?"), Choice(objectives), optional=True),)
          if objectives else ()),
        Field("finding", _("What did we see that makes it needed?"), Text(), optional=True),
        Field("owner", _("Owner"), Text(), optional=True),
        Field("due", _("Due"), Days(), optional=True),
        Field("measure", _("How will we know that it is better for Esther?"), Text(), optional=True),
        Field("first_test", _("What is the first small test, this week?"), Text(), optional=True),
        Field("support", _("What support is needed from a manager?"), Text(), optional=True),
        Field("follow_ups", _("Follow-up"), Days(MOST_FOLLOW_UPS), optional=True),
    )  # fmt: skip
    form = Form(fields)
    yield _writing(here, form, here.names["write-action"].name, f"action-{here.state.seq + 1}", "")
    for number, key in enumerate(here.state.plan.actions, 1):
        yield _writing(here, form, _("Change action {number}").format(number=number), key, key)


def _writing(here: Here, form: Form, label: str, key: str, about: str) -> Act:
    return act(
        label,
        form,
        lambda filled: e.ActionWritten(
            key,
            filled.text("what"),
            filled.chosen("objective"),
            filled.text("finding"),
            filled.text("owner"),
            next(iter(filled.days("due")), None),
            filled.text("measure"),
            filled.text("first_test"),
            filled.text("support"),
            filled.days("follow_ups"),
            seat=here.seat,
        ),
        about=about,
    )


def remove_action(here: Here) -> Iterator[Act]:
    """Offer to take out each action of the plan."""
    for key, each in here.state.plan.actions.items():
        yield _removing(here, key, clean_line(each.what))


def _removing(here: Here, key: str, what: str) -> Act:
    return act(what, Nothing(), lambda _none: e.ActionRemoved(key, seat=here.seat), about=key)


def follow_up(here: Here) -> Iterator[Act]:
    """Offer every follow-up that was planned, to say how far the action has come."""
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
                Field("status", _("How far has it come?"), Choice(statuses)),
                Field("evidence", evidence, Text(), optional=True),
            )
        ),
        lambda filled: e.FollowedUp(
            key, planned, ActionStatus(filled.text("status")), filled.text("evidence"), seat=here.seat
        ),
        about=f"{key} {planned.isoformat()}",
    )
