"""The entry point of the program. `esthersim.commands.program` says what is imported when.

Without arguments it opens home without importing click (19 ms), because this start is the one that users wait for.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from esthersim.commands.failures import guarded
from esthersim.commands.interface_language import choose_language
from esthersim.commands.streams import prepare_streams


def main() -> None:
    """Carry out the command line, and end the program with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line and return the exit code.

    0: success; 1: problems in the input, or a failure; 2: a wrong command line; 128 and more: interrupted by a signal.
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
