"""The command line: what is typed after `esthersim`. See `esthersim.commands.program` for what is imported when."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from esthersim.commands.failures import guarded
from esthersim.commands.program import program
from esthersim.commands.speaking import choose_language
from esthersim.commands.streams import prepare_streams
from esthersim.commands.usage import carry_out


def main() -> None:
    """Carry out what was typed, and end the program with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line and return the exit code.

    0: fine; 1: problems found in what was given, or something failed; 2: used wrongly; 130 and the like: interrupted.
    """
    prepare_streams()
    return guarded(list(arguments), _carry_out)


def _carry_out(arguments: list[str]) -> int:
    unknown = choose_language(arguments)
    return carry_out(program(), arguments, unknown)
