"""The sections of a seat's page: the same keys for every seat in every step, so that a page never needs to be reloaded.

Each is drawn from views that hold no other seat's private text, and from the acts of the seat.
"""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.journal.store import Device
from esthersim.language import available_languages
from esthersim.play import people
from esthersim.play.vocabulary import Step
from esthersim.runs.names import seat_title
from esthersim.views.deciding import proposals, still_to_propose
from esthersim.views.handover import HandoverView, handover_view, said_back
from esthersim.views.hearing import Said, hearing
from esthersim.views.observer import observer_view, to_look_for
from esthersim.views.plan import action_views
from esthersim.views.reflection import answer_views
from esthersim.views.roles import role_card
from esthersim.views.steps import step_line
from esthersim.views.ticking import own_expectations, own_marks
from esthersim.web.house import House
from esthersim.web.seat import Seat
from esthersim.web.section import Section

NOW, STOP, PAUSE, HERE, ASKED, KNOWN, ALONE, FOOT = "now", "stop", "pause", "here", "asked", "known", "alone", "foot"


def sections_of(house: House, device: Device, *, with_drafts: bool = False) -> tuple[Section, ...]:
    """Return every section of a seat's page, in the language spoken."""
    seat = Seat(house, device, with_drafts=with_drafts)
    drawn = dict(_of_the_step(seat) if device.admitted else _waiting(seat))
    drawn[NOW] = _now(seat)
    drawn[FOOT] = seat.draw("foot", languages=languages(), language_now=device.language)
    return tuple(Section(key, drawn.get(key, "")) for key in (NOW, STOP, PAUSE, HERE, ASKED, KNOWN, ALONE, FOOT))


def languages() -> tuple[tuple[str, str], ...]:
    """Return the languages to choose from, each with its own name."""
    names = {"sv": "Svenska", "en": "English"}
    return tuple((code, names.get(code, code)) for code in available_languages())


def _of_the_step(seat: Seat) -> Iterator[tuple[str, str]]:
    step = seat.state.step
    if step is Step.CLOSED:
        yield HERE, seat.draw("closed")
        return
    yield STOP, seat.draw("stop", stop=seat.form("stop"))
    if seat.state.paused:
        yield PAUSE, seat.draw("pause")
    if step is Step.REFLECTION:
        yield from _reflection(seat)
    elif step is Step.ACTION_PLAN:
        yield HERE, seat.draw("plan", actions=action_views(seat.state, seat.shown, {}))
    elif seat.observes:
        yield from _observer(seat)
    else:
        yield from _role(seat)


def _now(seat: Seat) -> str:
    """Return the head of the page: whose it is, and where the team is."""
    title = seat_title(seat.shown, seat.seat)
    if not (seat.playing and seat.device.admitted):
        step = step_line(seat.state.step) if seat.state.started else ""
        return seat.draw("now", title=title, where=(step,) if step else (), place="", announce="")
    view, place = seat.event, seat.state.place
    where = tuple(each for each in (view.place, view.story_time) if each)
    key = f"{place.event}@{place.arrival}" if place else ""
    return seat.draw("now", title=title, where=where, place=key, announce=view.title)


def _waiting(seat: Seat) -> Iterator[tuple[str, str]]:
    yield HERE, seat.draw("waiting")


# A role


def _role(seat: Seat) -> Iterator[tuple[str, str]]:
    card = role_card(seat.retelling, seat.shown, seat.seat)
    if heard := card.hearing:
        yield HERE, _here(seat, heard.said, only=heard.only, hears=heard.hears)
        yield ASKED, _asked(seat, heard.said, card.keeps)
    else:
        yield HERE, seat.draw("before", brief="", observes=False)
    yield KNOWN, seat.draw("known", card=card, playing=seat.playing)
    yield ALONE, seat.draw("alone", card=card) if card.private or card.goals else ""


def _here(seat: Seat, said: Said, *, only: str = "", hears: bool = True) -> str:
    return seat.draw("here", view=seat.event, said=said, only=only, hears=hears, observes=seat.observes)


def _asked(seat: Seat, said: Said, keeps: tuple[str, ...]) -> str:
    state, shown, me = seat.state, seat.shown, seat.seat
    handover = handover_view(state, shown, seat.papers)
    present = state.event.handover
    progress = state.here.handover
    decides = seat.form("propose") is not None
    return seat.draw(
        "asked",
        handover=handover,
        side=_side(seat, handover),
        keeps=keeps,
        written=seat.form("send-written"),
        spoken=seat.form("send"),
        said_back=said_back(state, shown),
        own_words=next((each.words for each in said_back(state, shown) if each.seat == me), None),
        own_confidence=progress.confidence.get(me) if progress else None,
        say_back=seat.form("say-back"),
        confirm=seat.form("confirm"),
        sure=seat.form("rate-confidence"),
        facts=seat.forms("mark-fact"),
        marks=own_marks(state, me) if present else {},
        decision=said.decision,
        propose=seat.form("propose"),
        withdraw=seat.form("withdraw"),
        proposals=proposals(state, shown) if decides else (),
        mine=state.here.proposals.get(me),
        waited_for=still_to_propose(state, shown) if decides else (),
        settling=state.setting.settling,
        rate=seat.form("rate"),
        rated=_rated(seat),
        checklist=said.checklist,
    )


def _side(seat: Seat, handover: HandoverView | None) -> str:
    """Return the seat's part in the present handover: sender, receiver, or none."""
    present = seat.state.event.handover
    if handover is None or present is None:
        return ""
    if seat.seat == people.sender(seat.state, present):
        return "sender"
    return "receiver" if seat.seat in present.to else ""


def _rated(seat: Seat) -> int | None:
    """Return how the seat last said that it was for it, at this event."""
    here = seat.state.here
    own = [value for event, value, who in here.ratings if event == here.event and who == seat.seat]
    return own[-1] if own else None


# An observer


def _observer(seat: Seat) -> Iterator[tuple[str, str]]:
    view = observer_view(seat.retelling, seat.shown, seat.seat, seat.papers)
    aim, areas = to_look_for(seat.shown, seat.seat, seat.papers)
    keys = {title: key for key, title in view.watch}
    seen = [text for text, _meaning in view.written]
    if seat.playing:
        said = hearing(seat.retelling, seat.shown, seat.seat)
        yield HERE, _here(seat, said.said, only=said.only, hears=said.hears)
    else:
        yield HERE, seat.draw("before", brief="", observes=True)
    observe = seat.form("observe")
    yield (
        ASKED,
        seat.draw(
            "watch",
            view=view,
            aim=aim,
            areas=[
                (title, keys.get(title, ""), [(point, seen.count(point)) for point in points])
                for title, points in areas
            ],
            observe=observe,
            facts=seat.forms("mark-fact"),
            marks=own_marks(seat.state, seat.seat) if seat.playing else {},
            expectations=seat.forms("mark-expectation"),
            expected=own_expectations(seat.state, seat.seat) if seat.playing else {},
        ),
    )
    yield KNOWN, seat.draw("written", written=view.written[::-1]) if view.written else ""


# After the journey


def _reflection(seat: Seat) -> Iterator[tuple[str, str]]:
    from esthersim.runs.reflecting import guide_in_use
    from esthersim.views.reflection import phase_view

    guide, phases, _doubt = guide_in_use(seat.retelling, seat.shown, seat.papers)
    view = phase_view(guide, phases, seat.retelling, seat.shown, seat.house.room, papers=seat.papers)
    voices = {each.seat for each in view.voices}
    forms = {each.about: each for each in seat.forms("answer")}
    questions = [(each.ask, forms[each.id]) for each in view.questions if each.id in forms]
    yield HERE, seat.draw("reflection", view=view)
    yield (
        ASKED,
        seat.draw(
            "answers",
            asked=seat.seat in voices,
            heard=seat.seat in seat.state.plan.heard,
            questions=questions,
            more=forms.get("take-with-us"),
            own=[
                (each, change, gone)
                for each in answer_views(seat.state, seat.shown)
                if each.seats == (seat.seat,)
                for change in seat.forms("change-answer")
                if change.about == each.answer
                for gone in seat.forms("remove-answer")
                if gone.about == each.answer
            ],
        ),
    )
