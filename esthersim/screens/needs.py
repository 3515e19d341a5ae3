"""Step 1: what the team needs to train, and the two or three objectives that it agrees on."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.widget import Widget

from esthersim.cleaning import clean, clean_line
from esthersim.language import _
from esthersim.runs.asks import Ticks
from esthersim.screens.keys import Action, digits
from esthersim.screens.run_screen import RunScreen
from esthersim.screens.text_lines import Line, TextLines, heading, paragraphs, tick_box


class NeedsScreen(RunScreen):
    """Needs, prior knowledge and objectives; digits tick what the team agrees on."""

    @classmethod
    def own_actions(cls) -> tuple[Action, ...]:
        """Return the actions of this screen."""
        return digits("needs.agree", "agree", _("Objective"), acts=("agree-objectives",))

    def compose_body(self) -> Iterable[Widget]:
        """Yield one column to read together."""
        with VerticalScroll(classes="page"):
            yield TextLines(id="needs", classes="column")

    def redraw(self) -> None:
        """Draw needs, prior knowledge and objectives."""
        shown, agreed = self.session.shown, self.session.state.setting.objectives
        known = shown.prior_knowledge or ()
        beforehand = [known] if isinstance(known, str) else list(known)
        lines = [heading(_("What do we need to train?")), Line(), *paragraphs(clean(shown.needs)), Line()]
        if beforehand:
            lines += [heading(_("Good to know beforehand")), Line()]
            lines += [line for text in beforehand for line in paragraphs(clean(text))]
            lines += [Line()]
        lines += [heading(_("Which two or three objectives do we agree on?")), Line()]
        for number, (key, text) in enumerate(shown.objectives.items(), 1):
            lines.append(tick_box(number, clean_line(text), done=key in agreed, click=f"agree({number})"))
            lines += [Line()] if self.has_class("-tall") else []
        key = self.program.key_of("run.next", "n")
        lines += [Line(), Line(_("Agreed? {key} goes on to Esther's story.").format(key=key))]
        self.query_one(TextLines).show(lines)

    def action_agree(self, number: int) -> None:
        """Agree on an objective, or not on it after all; two or three remain."""
        act = self.act("agree-objectives")
        if act is None or not isinstance(act.ask, Ticks):
            return
        objectives, agreed = [each.id for each in act.ask.options], act.ask.ticked
        key = objectives[number - 1]
        chosen = [each for each in objectives if (each in agreed) != (each == key)]
        if len(chosen) < act.ask.least:
            self.say(_("At least two objectives: choose another one first."), "refused")
        elif len(chosen) > act.ask.most:
            self.say(_("At most three objectives: leave one out first."), "refused")
        else:
            self.ask(act.command(chosen))
