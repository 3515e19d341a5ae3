"""The command line: what is typed after `esthersim`. See `esthersim.commands.program` for what is imported when.

`esthersim` alone is the start that people wait for: it goes home without click (19 ms), which reads options.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from esthersim.commands.failures import guarded
from esthersim.commands.interface_language import choose_language
from esthersim.commands.streams import prepare_streams


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
    if not arguments and unknown is None:
        from esthersim.commands.home import home
        from esthersim.commands.surroundings import Surroundings

        return home(Surroundings())
    from esthersim.commands.program import program
    from esthersim.commands.usage import carry_out

    return carry_out(program(), arguments, unknown)
