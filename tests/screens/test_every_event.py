"""Every event of every shipped journey on the screens, in both sizes and languages: nothing that is to be read is cut.

What a widget draws is asked of the widget itself, line by line, those that are scrolled away too; where there is more
than a page, the layout is waited for and the pages are turned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import pytest
from rich.cells import cell_len

from esthersim.journal.session import Session
from esthersim.screens.handover import HandoverScreen
from esthersim.screens.playing import PlayingScreen
from esthersim.screens.role_card import RoleCardScreen
from esthersim.screens.shared import SharedScreen
from esthersim.screens.text_lines import TextLines
from esthersim.screens.widgets.pane import Pane
from esthersim.views.event import event_view, private_view
from esthersim.views.handover import facts_to_tick, handover_view
from esthersim.views.roles import role_card
from support.frames import Stage
from support.moments import Moment, arrivals, moments
from support.playing_room import SIZES, playing
from support.readable import drawn_on, unreadable
from support.shipped_journeys import LANGUAGES, SCENARIOS


def event(run: Session) -> Iterator[str]:
    """Yield what of an event everybody reads."""
    view = event_view(run.retelling, run.shown, 0.0)
    said = view.said
    yield from (view.title, said.text, *(each.words for each in said.spoken))
    if view.at_ending:
        yield said.ending
        return
    yield from (said.feedback, view.place, " · ".join(view.present))
    yield from (part for inject in said.injects for part in (inject.title, inject.text))
    yield from (item.text for item in said.checklist)
    if said.decision:
        yield from (" · ".join(said.decision.by), said.decision.question)
        yield from (option.text for option in said.decision.options)


def prompts(run: Session) -> Iterator[str]:
    """Yield what everybody reads while somebody hands over."""
    view = handover_view(run.state, run.shown)
    assert view
    yield from (view.sender, " · ".join(view.receivers))
    yield from (part for section in view.format.sections for part in (section.title, section.prompt))


def facts(run: Session) -> Iterator[str]:
    """Yield what is ticked while somebody hands over."""
    return (fact.text for fact in facts_to_tick(run.state, run.shown))


def private(run: Session) -> Iterator[str]:
    """Yield what the facilitator alone reads at an event."""
    view = private_view(run.retelling, run.shown, 0.0)
    yield from (*view.guidance, *view.leads_to)
    yield from (cue.text for cue in view.cues)
    yield from (part for each in view.expectations for part in (each.text, ", ".join(each.by)))


EACH_SIZE = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
Read = Callable[[Session], Iterable[str]]
"""What is to be read of a run on a pane."""


def put(stage: Stage, moment: Moment) -> None:
    """Put a moment on the screen that is open, and let the screen think that it was there all the time."""
    stage.app.session = moment.session
    screen = stage.app.screen
    assert isinstance(screen, PlayingScreen)
    if isinstance(screen, (SharedScreen, HandoverScreen)):
        screen._arrival = moment.session.state.here.way.seq
    screen.redraw_all()


def of_all(chosen: Callable[[str, str], Iterable[Moment]], language: str) -> Iterator[Moment]:
    """Yield moments of every journey."""
    return (moment for scenario in SCENARIOS for moment in chosen(scenario, language))


def handovers(scenario: str, language: str) -> Iterator[Moment]:
    """Yield the arrivals where there is something to hand over."""
    return (each for each in arrivals(scenario, language) if each.session.state.event.handover)


async def cut_off(stage: Stage, read: Mapping[str, Read], chosen: Iterable[Moment]) -> list[tuple[str, str]]:
    """Put one moment after the other on the screen that is open; return what cannot be read, and at which.

    Each pane is asked for all that it draws, what is scrolled away too. The longest that it has is read as people read
    it: page by page, as the keys turn them.
    """
    found: list[tuple[str, str]] = []
    longest: dict[str, tuple[int, Moment]] = {}
    for moment in chosen:
        put(stage, moment)
        for name, texts in read.items():
            pane = stage.app.screen.query_one(f"#{name}", Pane)
            lines = drawn_on(pane.block)
            longest[name] = max(longest.get(name, (0, moment)), (len(lines), moment), key=lambda each: each[0])
            found += [(moment.name, text) for text in unreadable(texts(moment.session), lines, pane.block.size.width)]
    for name, (_length, moment) in longest.items():
        put(stage, moment)
        await stage.settle()
        pane = stage.app.screen.query_one(f"#{name}", Pane)
        pages = await turned(stage, pane)
        found += [(f"the pages of {moment.name}", line) for line in drawn_on(pane.block) if line.strip() not in pages]
    return found


async def turned(stage: Stage, pane: Pane) -> str:
    """Return all that the screen shows while the keys turn the pages of a pane, or go from fact to fact."""
    pages = stage.text()
    key, times = ("pagedown", 9) if pane.can_focus else ("down", len(facts_to_tick(stage.state(), stage.session.shown)))
    for _time in range(times if pane.max_scroll_y else 0):
        await stage.press(key)
        pages += stage.text()
    return pages


@EACH_LANGUAGE
@EACH_SIZE
async def test_the_room_can_read_every_event(tmp_path: Path, size: tuple[int, int], language: str) -> None:
    """On the shared screen, each event; where it is small, after each choice and each inject too."""
    async with playing(tmp_path, SCENARIOS[0], size, language) as stage:
        await stage.press("s")
        cut = await cut_off(stage, {"room": event}, of_all(moments if size == SIZES[0] else arrivals, language))
    assert not cut, "\n".join(map(str, cut))


@EACH_LANGUAGE
@EACH_SIZE
async def test_the_facilitator_can_read_every_event(tmp_path: Path, size: tuple[int, int], language: str) -> None:
    """On the console, the event and the facilitator's own side of it."""
    async with playing(tmp_path, SCENARIOS[0], size, language) as stage:
        cut = await cut_off(stage, {"event": event}, of_all(arrivals, language))
        await stage.press("f")
        cut += await cut_off(stage, {"private": private}, of_all(arrivals, language))
    assert not cut, "\n".join(map(str, cut))


@EACH_LANGUAGE
@EACH_SIZE
async def test_every_handover_can_be_read(tmp_path: Path, size: tuple[int, int], language: str) -> None:
    """The prompts before the room, and the prompts and the facts at the console."""
    cut = []
    async with playing(tmp_path, SCENARIOS[0], size, language) as stage:
        for screen, read in ((SharedScreen(at_handover=True), {"room": prompts}),
                             (HandoverScreen(), {"prompts": prompts, "facts": facts})):  # fmt: skip
            put(stage, next(of_all(handovers, language)))
            await stage.app.push_screen(screen)
            await stage.settle()
            cut += await cut_off(stage, read, of_all(handovers, language))
            screen.dismiss()
            await stage.settle()
    assert not cut, "\n".join(map(str, cut))


async def test_the_facts_can_have_a_small_screen_alone(tmp_path: Path) -> None:
    """A key turns from the prompts and the facts to the facts, and back."""
    async with playing(tmp_path, SCENARIOS[0]) as stage:
        put(stage, next(of_all(handovers, "en")))
        await stage.app.push_screen(HandoverScreen())
        await stage.settle()
        for shown in (False, True):
            await stage.press("f")
            assert stage.app.screen.query_one("#prompts").display is shown


@EACH_LANGUAGE
@EACH_SIZE
async def test_every_role_card_can_be_read(tmp_path: Path, size: tuple[int, int], language: str) -> None:
    """What all may read fits on one page, for no key turns it; what the role alone may read can be scrolled."""
    cut: list[tuple[str, str]] = []
    async with playing(tmp_path, SCENARIOS[0], size, language) as stage:
        card = RoleCardScreen("esther")
        await stage.app.push_screen(card)
        await stage.settle()
        prose, page = card.query_one(TextLines), card.query_one(".page")
        longest: tuple[int, Session, str] = (0, stage.session, "esther")
        for scenario in SCENARIOS:
            run = stage.app.session = arrivals(scenario, language)[0].session
            for role in run.shown.roles:
                card.role = role
                view = role_card(run.retelling, run.shown, role)
                known = (fact for fact, _since in view.knows)
                for read in ((view.title, view.organisation, view.brief), (view.private, *view.goals, *known)):
                    card.revealed = read[0] != view.title
                    card.redraw_all()
                    lines = [row.plain for row in prose.rows(prose.size.width)]
                    wide = [line for line in lines if cell_len(line.rstrip()) > prose.size.width]
                    cut += [(f"{scenario}, {role}", text) for text in (*wide, *unreadable(read, lines, 0))]
                    if not card.revealed:
                        assert len(lines) <= page.size.height, f"{scenario}, {role}"
                    elif len(lines) > longest[0]:
                        longest = len(lines), run, role
        _length, stage.app.session, card.role = longest
        card.action_reveal()
        await stage.settle()
        pages = stage.text()
        while page.scroll_offset.y < page.max_scroll_y:
            await stage.press("pagedown")
            pages += stage.text()
        cut += [(card.role, row.plain) for row in prose.rows(prose.size.width) if row.plain.strip() not in pages]
    assert not cut, "\n".join(map(str, cut))
