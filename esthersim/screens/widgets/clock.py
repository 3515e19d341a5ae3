"""The clock line: story time, and the room timer as a bar, figures, a word and a style."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from esthersim.cells import cut, width
from esthersim.language import _
from esthersim.views.event import EventView, TimerView


@dataclass(frozen=True, slots=True)
class ClockView:
    """What the clock line shows."""

    story_time: str
    paused: bool
    timer: TimerView | None


def clock_view(view: EventView) -> ClockView:
    """Return the clock's part of an event."""
    return ClockView(view.story_time, view.paused, view.timer)


def timer_word(timer: TimerView, *, paused: bool) -> str:
    """Return in words how urgent the timer is."""
    if paused:
        return _("PAUSED")
    if timer.ran_out:
        return _("TIME IS UP")
    if timer.urgent:
        return _("HURRY, then it moves on") if timer.branches else _("HURRY, the last part")
    return _("then it moves on") if timer.branches else ""


def timer_style(timer: TimerView, *, paused: bool) -> str:
    """Return the style of the timer; `timer_word` says the same in words."""
    if paused:
        return "bold"
    return "bold reverse $error" if timer.urgent or timer.ran_out else "bold $primary"


def bar(share: float, cells: int) -> str:
    """Return a bar whose filled part is the time left; it is empty only when no time is left."""
    filled = min(cells, max(1 if share > 0 else 0, round(share * cells)))
    return "█" * filled + "░" * (cells - filled)


def clock_line(view: ClockView, columns: int) -> Content:
    """Return the clock line: story time to the left, the timer to the right."""
    story = _("Story: {moment}").format(moment=view.story_time)
    timer = view.timer
    if timer is None:
        right = Content.styled(_("PAUSED"), "bold") if view.paused else Content.styled(_("no timer here"), "$secondary")
    else:
        word = timer_word(timer, paused=view.paused)
        cells = max(6, min(24, columns - width(story) - width(word) - width(timer.left) - 8))
        style = timer_style(timer, paused=view.paused)
        plain = style.replace("reverse ", "")
        right = Content.assemble((f" {timer.left} ", style), (bar(timer.share, cells), plain))
        if word:
            right += Content.styled(cut(f" {word} ", max(columns - right.cell_length - 12, 8)), style)
    story = cut(story, max(0, columns - right.cell_length - 2))
    gap = columns - width(story) - right.cell_length
    return Content.assemble((story, "bold"), " " * max(gap, 1), right)


class ClockBar(Widget):
    """One line with the clocks; it is drawn again only when a figure has changed."""

    DEFAULT_CSS = "ClockBar { height: 1; padding: 0 1; background: $surface; }"
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._view: ClockView | None = None

    def show(self, view: ClockView) -> None:
        """Show the clocks."""
        if view != self._view:
            self._view = view
            self.refresh()

    def relabel(self) -> None:
        """Draw again in another language."""
        self.refresh()

    def render(self) -> RenderResult:
        """Draw the line."""
        return clock_line(self._view, self.size.width) if self._view and self.size.width > 0 else Content("")
