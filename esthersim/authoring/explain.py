"""`esthersim explain`: one kind of problem with a wrong and a right example, or the list of all kinds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from esthersim.authored.problems import Kind, did_you_mean
from esthersim.authoring.check import COLOURS, severity_word
from esthersim.authoring.examination import all_kinds, can_be_switched
from esthersim.authoring.examples import example_problem, example_yaml
from esthersim.cells import folded, width
from esthersim.language import _

COLUMNS = 78
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_GAP = re.compile(r"\{(\w+)\}")


def explain_command(
    code: str | None,
    *,
    colour: bool = False,
    write: Callable[[str], object] = print,
    complain: Callable[[str], object] = print,
) -> int:
    """Explain a kind of problem, or list all kinds if no code is given; return 0, or 2 for an unknown code.

    The code may be in lower case and without its `ES`.
    """
    if code is None:
        write("\n".join(list_lines(colour=colour)))
        return 0
    kinds = all_kinds()
    wanted = code.strip().upper()
    wanted = f"ES{wanted}" if wanted.isdecimal() else wanted
    if wanted not in kinds:
        missing = _("no problem has the code '{code}'{hint}")
        complain("esthersim: " + missing.format(code=code.strip()[:40], hint=did_you_mean(wanted, kinds)))
        return 2
    write("\n".join(explain_lines(kinds[wanted], colour=colour)))
    return 0


def explain_lines(kind: Kind, *, colour: bool = False) -> Iterator[str]:
    """Yield the explanation of a kind: its message, why it matters, what to do, both examples, and how to switch it."""
    bold, dim, plain, grave = (_BOLD, _DIM, _PLAIN, COLOURS[kind.severity]) if colour else ("",) * 4
    message, help_ = message_and_help(kind)
    yield f"{grave}{kind.code} {severity_word(kind.severity)}{plain}"
    yield ""
    yield from _paragraph(message)
    for heading, text in ((_("Why"), why(kind)), (_("What to do"), help_)):
        yield ""
        yield f"{bold}{heading}{plain}"
        yield from _paragraph(text)
    for heading, example in ((_("wrong"), kind.bad), (_("right"), kind.good)):
        if example:
            yield ""
            yield f"{dim}# {heading}{plain}"
            yield from example_yaml(kind, example).splitlines()
    yield ""
    yield from _paragraph(how_to_switch(kind))


def list_lines(*, colour: bool = False) -> Iterator[str]:
    """Yield one line for each kind, errors of the file itself first, each group sorted by severity."""
    bold, plain = (_BOLD, _PLAIN) if colour else ("", "")
    for title, kinds in groups():
        yield f"{bold}{title}{plain}"
        longest = max(width(severity_word(kind.severity)) for kind in kinds)
        for kind in kinds:
            word = severity_word(kind.severity)
            lead = f"  {kind.code}  {word}{' ' * (longest - width(word))}  "
            first, *rest = folded(outline(kind), COLUMNS - width(lead)) or [""]
            grave = COLOURS[kind.severity] if colour else ""
            yield f"  {kind.code}  {grave}{lead[9:]}{plain}{first}"
            yield from (" " * width(lead) + line for line in rest)
        yield ""
    yield from _paragraph(_("'esthersim explain CODE' tells more about one of them."))


def groups() -> Sequence[tuple[str, Sequence[Kind]]]:
    """Return the kinds in two groups with a heading, the most severe first."""
    order = list(COLOURS)
    kinds = sorted(all_kinds().values(), key=lambda kind: (order.index(kind.severity), kind.code))
    rules = [kind for kind in kinds if can_be_switched(kind.code)]
    others = [kind for kind in kinds if not can_be_switched(kind.code)]
    return (_("Mistakes in a file"), others), (_("Rules for the whole journey, which can be switched"), rules)


def message_and_help(kind: Kind) -> tuple[str, str]:
    """Return the message for the wrong example and its help; for a kind without an example, their outlines."""
    problem = example_problem(kind)
    return (problem.message, problem.help) if problem else (outline(kind), _without_gaps(_(kind.help)))


def outline(kind: Kind) -> str:
    """Return a text with an ellipsis for each placeholder."""
    return _without_gaps(_(kind.text).replace("{hint}", "")).removeprefix("…: ")


def why(kind: Kind) -> str:
    """Return why a problem matters in the room; for an error of the file itself, whether it can still be played."""
    if kind.why:
        return _(kind.why)
    if kind.severity == "error":
        return _("A file with an error is not played: it is better met here than before the team.")
    return _("The scenario can be played all the same, but somebody may have meant something else.")


def how_to_switch(kind: Kind) -> str:
    """Return how to switch the rule off or change its severity, or that this is not possible."""
    if not can_be_switched(kind.code):
        return _("This cannot be switched off: it is about the file itself.")
    switch = f"check: {{{kind.code}: off}}"
    if kind.at_events:
        line = _("To leave it out, write '{switch}' at the event or, for the whole scenario, at its top level.")
    else:
        line = _("To leave it out, write '{switch}' at the top level of the scenario.")
    return line.format(switch=switch) + " " + _("Instead of off: note, warning or error.")


def _without_gaps(text: str) -> str:
    return _GAP.sub("…", text).replace("{{", "{").replace("}}", "}")


def _paragraph(text: str) -> Iterator[str]:
    yield from folded(text, COLUMNS)
