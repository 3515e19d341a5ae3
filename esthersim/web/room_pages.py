"""The room screen: what everybody may see, for the back row. It asks for nothing.

Everything on it comes from views that hold nothing private; no private view, no act and no form is within reach here.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from esthersim.authored.papers import Papers
from esthersim.cleaning import clean, clean_line
from esthersim.debriefing.checklists import PREBRIEFING, load_checklist
from esthersim.journal.store import Device
from esthersim.language import _, format_list, get_language, ngettext
from esthersim.play.timers import read_timer
from esthersim.play.vocabulary import Step
from esthersim.runs.names import seat_title
from esthersim.runs.reflecting import guide_in_use
from esthersim.scenario.model import Scenario
from esthersim.seats.door import spaced
from esthersim.seats.qr import join_address, qr_svg
from esthersim.views.event import EventView, event_view
from esthersim.views.handover import HandoverView, handover_view, room_view
from esthersim.views.plan import action_views
from esthersim.views.reflection import phase_view
from esthersim.web.house import House
from esthersim.web.section import Section
from esthersim.web.templating import drawn

THEMES = ("auto", "light", "dark", "contrast")


class Drawn(NamedTuple):
    """What the room screen shows: the kind of page, its heading with what stands above and below, and its body."""

    kind: str
    title: str
    body: str
    above: str = ""
    below: tuple[str, ...] = ()


class Seat(NamedTuple):
    """A seat while people join, by title; `taken` once a telephone has it."""

    title: str
    taken: bool


class Point(NamedTuple):
    """A point to tick."""

    text: str
    done: bool


def room_page(house: House, _device: Device) -> str:
    """Return the whole page of a room screen, in the language spoken."""
    page = _drawn(house, house.shown(get_language()))
    return _html(
        "room",
        title=clean_line(house.shown(get_language()).title),
        theme=_theme(house),
        kind=page.kind,
        sections=dict(_sections(house, page)),
        clock=read_timer(house.state, house.room),
        running=house.running,
    )


def room_sections(house: House) -> tuple[Section, ...]:
    """Return the sections of the room screen, in the language spoken."""
    return _sections(house, _drawn(house, house.shown(get_language())))


def _sections(house: House, page: Drawn) -> tuple[Section, ...]:
    language = house.shown(get_language()).language
    spoken = "" if language == get_language() else language
    return (
        Section("room-head", _html("room_head", page=page, spoken=spoken)),
        Section("room-now", _html("room_now", page=page, spoken=spoken)),
        Section("room-look", _look(house, page)),
    )


def _drawn(house: House, shown: Scenario) -> Drawn:
    state = house.state
    if state.paused and state.step is not Step.CLOSED:
        return _paused(house, shown)
    match state.step:
        case Step.NEEDS | Step.STORY if not state.started or state.step is Step.NEEDS:
            return _joining(house, shown) if house.seating.open else _needs(house, shown)
        case Step.STORY:
            return _prebriefing(house, shown) if state.setting.ticked else _story(house, shown)
        case Step.SIMULATION:
            return _event(house, shown)
        case Step.REFLECTION:
            return _reflection(house, shown)
        case _:
            return _plan(house, shown)


def _look(house: House, page: Drawn) -> str:
    """Return what the script has to know: how the page looks and sounds, and the words and limits of the clock."""
    state = house.state
    journey = state.journey if state.step is Step.SIMULATION else None
    timer = state.event.timer if journey else None
    return _html(
        "room_look",
        theme=_theme(house),
        sound=house.look.sound,
        kind=page.kind,
        place=f"{journey.event}:{journey.way.seq}" if journey else page.kind,
        warn=timer.warn_seconds if timer else 0,
        branches=bool(timer and timer.next),
        over=bool(journey and journey.ran_out),
    )


def _theme(house: House) -> str:
    return house.look.theme if house.look.theme in THEMES else THEMES[0]


# Before the simulation


def _joining(house: House, shown: Scenario) -> Drawn:
    seats = tuple(Seat(seat_title(shown, each), bool(house.taken(each))) for each in (*shown.roles, *shown.observers))
    body = _html("room_joining", qr=_qr(house), seats=seats, **_door(house))
    return Drawn("joining", clean_line(shown.title), body)


def _needs(house: House, shown: Scenario) -> Drawn:
    agreed = house.state.setting.objectives
    objectives = [Point(clean_line(text), key in agreed) for key, text in shown.objectives.items()]
    body = _html("room_needs", needs=_paragraphs(shown.needs), objectives=objectives)
    return Drawn("needs", clean_line(shown.title), body)


def _story(house: House, shown: Scenario) -> Drawn:
    door = _door(house) if house.seating.open else None
    body = _html("room_story", story=_paragraphs(shown.story), door=door)
    return Drawn("story", clean_line(shown.title), body, _("Listen to the story"))


def _prebriefing(house: House, shown: Scenario) -> Drawn:
    setting = house.state.setting
    shipped = load_checklist(PREBRIEFING, get_language(), house.text.debrief)
    points = [
        Point(item.text if (item := shipped.item(key)) else clean_line(key), key in setting.ticked)
        for key in setting.prebriefing
    ]
    points += [Point(clean_line(text), key in setting.ticked) for key, text in shown.prebriefing.items()]
    return Drawn("prebriefing", _("Before we start"), _html("room_points", points=points))


def _door(house: House) -> dict[str, str]:
    return {"origin": house.origin.partition("://")[2], "code": spaced(house.seating.code)}


def _qr(house: House) -> str:
    return qr_svg(join_address(house.origin, house.seating.code))


# The simulation


def _event(house: House, shown: Scenario) -> Drawn:
    state, papers = house.state, house.text.debrief
    view = event_view(house.retelling, shown, house.room)
    handover = _handover(house, shown, papers)
    body = _html(
        "room_event",
        view=view,
        said=view.said,
        text=_paragraphs(view.said.text),
        spoken=tuple((each.who, _paragraphs(_unquoted(each.words))) for each in view.said.spoken),
        documents=tuple((each, _paragraphs(each.text)) for each in view.said.documents),
        deciding=_deciding(view.said.decision.by) if view.said.decision else "",
        handover=handover,
        steps=_steps(handover) if handover else (),
        proposed=frozenset(state.here.proposals.values()) if view.said.decision else frozenset(),
        paragraphs=_paragraphs,
    )
    return Drawn("ending" if view.at_ending else "event", view.title, body, _stage(view), _where(view))


def _deciding(by: tuple[str, ...]) -> str:
    """Return who decides; without titles the whole team."""
    titles = by or (_("The whole team"),)
    return ngettext("{roles} decides", "{roles} decide", len(titles)).format(roles=format_list(titles))


def _handover(house: House, shown: Scenario, papers: Papers) -> HandoverView | None:
    view = handover_view(house.state, shown, papers)
    return room_view(view, house.state) if view is not None else None


def _steps(handover: HandoverView) -> tuple[Point, ...]:
    """Return the steps of the closed loop, in the words of the format, with those that are done."""
    words = [step.word for step in handover.format.closed_loop]
    done = (handover.sent, handover.received, handover.confirmed)
    steps = tuple(map(Point, words, done))
    return steps if handover.read_back else steps[:2]


def _stage(view: EventView) -> str:
    return view.stage.title if view.stage else ""


def _where(view: EventView) -> tuple[str, ...]:
    """Return the story time and place, and who is present."""
    story = _("Story: {moment}").format(moment=view.story_time)
    return tuple(filter(None, (story, view.place, " · ".join(view.present))))


def _paused(house: House, shown: Scenario) -> Drawn:
    state = house.state
    here = state.journey if state.step is Step.SIMULATION else None
    title = clean(shown.events[here.event].title) if here else clean_line(shown.title)
    return Drawn("paused", _("Pause"), _html("room_paused", title=title))


# After the simulation


def _reflection(house: House, shown: Scenario) -> Drawn:
    guide, phases, _doubt = guide_in_use(house.retelling, shown, house.text.debrief)
    view = phase_view(guide, phases, house.retelling, shown, house.room, papers=house.text.debrief)
    above = _("Reflection: {number} of {count}").format(number=view.number, count=view.count)
    return Drawn("reflection", clean_line(view.title), _html("room_reflection", view=view), above)


def _plan(house: House, shown: Scenario) -> Drawn:
    state = house.state
    closed = state.step is Step.CLOSED
    body = _html("room_plan", actions=action_views(state, shown, {}), closed=closed)
    title = _("Thank you") if closed else _("Our plan")
    return Drawn("closed" if closed else "plan", title, body, clean_line(shown.title))


# Words and markup


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in clean(text).split("\n") if part.strip())


def _unquoted(words: str) -> str:
    """Return somebody's words without the author's quotation marks: the page has its own."""
    return words.strip().strip('”“"')


def _html(name: str, **values: Any) -> str:
    return drawn(name, values)
