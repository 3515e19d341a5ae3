"""`docs/rules.md`, written from the same data as the messages: `python -m esthersim.authoring.rules_page`."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.authored.problems import Kind
from esthersim.authoring.examples import example_yaml
from esthersim.authoring.explain import groups, message_and_help, outline, why

_HEAD = """\
# What `esthersim check` says

A problem reads `file:line:column: severity[CODE] message`, followed by the line, a caret and what to do. The meaning of
a code never changes. `esthersim explain CODE` prints what is on this page, in Swedish too.

First the file is checked. If it has errors, that is all; otherwise the rules look at the whole journey and at
everything that can happen in it.

## Switching a rule

A rule can be switched off, or given another severity, for the whole scenario or at one event. Say why in a comment:

```yaml
check: {ES219: off}   # followed up at the ward's own meeting each month
events:
  natten:
    check: {ES223: note}   # a letter, read aloud in full on purpose
```

The words are `off`, `note`, `warning` and `error`. Mistakes in the file itself cannot be switched.
"""


def document() -> str:
    """Return the page in the interface language."""
    of_files, of_journeys = (kinds for _title, kinds in groups())
    lines = [_HEAD, "## The rules", ""]
    for kind in sorted(of_journeys, key=lambda kind: kind.code):
        lines += _rule(kind)
    lines += ["## Mistakes in a file", "", "| code | severity | what it says | what to do |"]
    lines += ["|---|---|---|---|"]
    for kind in sorted(of_files, key=lambda kind: kind.code):
        cells = (kind.code, kind.severity, outline(kind), message_and_help(kind)[1])
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join([*lines, ""])


def _rule(kind: Kind) -> Iterator[str]:
    at = ", can be switched at an event too" if kind.at_events else ""
    message, help_ = message_and_help(kind)
    yield from (f"### {kind.code}", "", f"*{kind.severity}{at}* · {message}", "")
    yield from (f"**Why.** {why(kind)}", "", f"**What to do.** {help_}", "")
    for word, example in (("wrong", kind.bad), ("right", kind.good)):
        if example:
            yield from ("```yaml", f"# {word}", example_yaml(kind, example).rstrip("\n"), "```", "")


if __name__ == "__main__":
    print(document(), end="")  # noqa: T201 - ESTHERSIM_LANGUAGE=en python -m esthersim.authoring.rules_page > docs/rules.md
