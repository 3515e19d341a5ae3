"""Carries out acts line by line: asks for what an act needs, then does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from esthersim.journal.drafts import Writing
from esthersim.language import _
from esthersim.plain.dialogue import Dialogue
from esthersim.plain.plain_run import PlainRun
from esthersim.plain.prompts import choose, kept, number, text, yes
from esthersim.plain.typed_words import whole_number
from esthersim.play.vocabulary import FACILITATOR
from esthersim.runs.act import Act
from esthersim.runs.asks import Choice, Form, Nothing, Number, Option, Text
from esthersim.views.writing import TEXT

NOTHING_BEGUN: Mapping[str, str] = {}
Lines = Callable[[], list[str]]


@dataclass(slots=True)
class ActRunner:
    """Carries out the acts of a run. `lines` describes the choices of some acts, by id, in more than their labels."""

    run: PlainRun
    lines: Mapping[str, Lines] = field(default_factory=dict)

    def on_offer(self, id: str) -> tuple[Act, ...]:  # noqa: A002 - an act's own word for it
        """Return the acts of this id that are offered now; observations only for seats that are taken."""
        seats = {FACILITATOR, *self.run.session.state.setting.seats}
        found = self.run.acts(id)
        return tuple(act for act in found if id != "observe" or act.about in seats)

    def carry_out(
        self,
        id: str,  # noqa: A002 - an act's own word for it
        rest: str = "",
        begun: Mapping[str, str] = NOTHING_BEGUN,
        kept_in: Writing | None = None,
    ) -> tuple[Act, object] | None:
        """Ask for what an act needs, unless `rest` gives it, and do it.

        Returns the act and its value, or `None` if nothing was done. `begun` is what a form already holds, and
        `kept_in` is the draft in which it is kept until it is done.
        """
        act, rest = self._one_of(self.on_offer(id), rest, begun.get("seat"))
        if act is None:
            return None
        value = self._form(act.ask, rest, begun, kept_in) if isinstance(act.ask, Form) else self._value(act, rest)
        if value is None and not isinstance(act.ask, Nothing):
            return None
        if kept_in is not None and isinstance(value, str):
            self.run.keep(kept_in, {TEXT: value})
        return (act, value) if self.do(act, value, kept_in) else None

    def do(self, act: Act, value: object = None, kept_in: Writing | None = None) -> bool:
        """Do an act; where the rules ask for something first that can be passed, ask whether to go on all the same."""
        saves = () if kept_in is None else (kept_in,)
        refusal = self.run.do(act.command(value), saves)
        if refusal is None:
            return True
        if not act.can_pass(refusal, value):
            return False
        if not yes(self.run.dialogue, _("Go on anyway? The journal will say so."), default=False):
            return False
        return self.run.do(act.command(value, override=True), saves) is None

    def _one_of(self, offered: Sequence[Act], rest: str, usual: str | None = None) -> tuple[Act | None, str]:
        """Ask which of several acts of the same id is meant, unless a number in `rest` says so."""
        if offered and offered[0].private and offered[0].about:
            place = self._place(rest, self._listed(offered[0].id, [act.label for act in offered]), len(offered))
            return (None if place is None else offered[place]), ""
        if len(offered) < 2:
            return next(iter(offered), None), rest
        labels = [act.label for act in offered]
        default = next((place for place, act in enumerate(offered) if act.about == usual), 0)
        return offered[choose(self.run.dialogue, _("Which of these?"), labels, default=default)], rest

    def _listed(self, id: str, labels: Sequence[str]) -> list[str]:  # noqa: A002
        said = self.lines.get(id)
        return said() if said else [f"  {place}. {label}" for place, label in enumerate(labels, 1)]

    def _place(self, rest: str, lines: list[str], count: int) -> int | None:
        """Show lines in private and return the chosen place, if any; no question is asked if `rest` names it."""
        answer = rest or self.run.dialogue.private(lines, _("Which number? Press Enter to skip."))
        if (written := whole_number(answer)) is not None and 1 <= written <= count:
            return written - 1
        if answer:
            self.run.dialogue.say(_("There is no number {answer} in that list.").format(answer=answer[:40]))
        return None

    def _value(self, act: Act, rest: str) -> object:
        """Ask for what an act needs; `None` if it is skipped."""
        dialogue = self.run.dialogue
        match act.ask:
            case Choice(options):
                return self._option(act, options, rest)
            case Number(least, most):
                written = whole_number(rest)
                return written if written is not None and least <= written <= most else ask_number(dialogue, act)
            case Text():
                asked = _("{question} (press Enter to skip)").format(question=act.question or act.label)
                return rest or text(dialogue, asked) or None
            case _:
                return None

    def _option(self, act: Act, options: Sequence[Option], rest: str) -> str | None:
        labels = [f"{each.label} ({each.note})" if each.note else each.label for each in options]
        if act.private and not act.about:
            place = self._place(rest, self._listed(act.id, labels), len(options))
            return None if place is None else options[place].id
        named = [each for each in options if rest and each.label.casefold().startswith(rest.casefold())]
        if len(named) == 1:
            return named[0].id
        if act.about:
            return options[choose(self.run.dialogue, act.question or act.label, labels, default=0)].id
        labels.append(_("None of them"))
        place = choose(self.run.dialogue, act.question or act.label, labels, default=len(options))
        return options[place].id if place < len(options) else None

    def _form(self, form: Form, rest: str, begun: Mapping[str, str], kept_in: Writing | None) -> dict[str, str] | None:
        """Ask for the parts of a form and keep its texts in the draft; an optional choice stays as it was begun."""
        values: dict[str, str] = {}
        for each in form.fields:
            before = begun.get(each.id, "")
            if isinstance(each.ask, Text):
                asked = (
                    each.label if each.optional else _("{question} (press Enter to skip)").format(question=each.label)
                )
                written = "" if each.optional else rest
                question = kept(each.label, before) if before else asked
                values[each.id] = written or text(self.run.dialogue, question, default=before)
                if not values[each.id] and not each.optional:
                    return None
                if kept_in is not None:
                    self.run.keep(kept_in, {each.id: values[each.id]})
            elif isinstance(each.ask, Choice) and any(option.id == before for option in each.ask.options if before):
                values[each.id] = before
            elif isinstance(each.ask, Choice) and not each.optional:
                labels = [option.label for option in each.ask.options]
                values[each.id] = each.ask.options[choose(self.run.dialogue, each.label, labels, default=0)].id
        return values


def ask_number(dialogue: Dialogue, act: Act) -> int | None:
    """Ask for the number that an act needs, and say what the ends of its scale mean; Enter skips it."""
    if not isinstance(act.ask, Number):
        raise TypeError(f"'{act.id}' does not ask for a number")
    bounds = {"question": act.question or act.label, "first": act.ask.least, "last": act.ask.most}
    if act.ask.low:
        scale = _("{question} {first} is {low}, {last} is {high}. Press Enter to skip.")
        question = scale.format(low=act.ask.low, high=act.ask.high, **bounds)
    else:
        question = _("{question} From {first} to {last}; press Enter to skip.").format(**bounds)
    return number(dialogue, question, act.ask.least, act.ask.most)
