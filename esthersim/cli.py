"""The command line: what is typed after `esthersim`. Each command imports what it needs when it is carried out."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main() -> None:
    """Carry out what was typed, and end the program with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line and return the exit code.

    0: fine; 1: problems found in what was given, or something failed; 2: used wrongly; 130 and the like: interrupted.
    """
    from esthersim.commands.failures import guarded
    from esthersim.commands.streams import prepare_streams

    prepare_streams()
    return guarded(list(arguments), _carry_out)


def _carry_out(arguments: list[str]) -> int:
    from esthersim.commands.speaking import choose_language
    from esthersim.commands.usage import carry_out

    unknown = choose_language(arguments)
    from esthersim.commands.program import program

    return carry_out(program(), arguments, unknown)
