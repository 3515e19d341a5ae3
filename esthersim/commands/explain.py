"""`esthersim explain`: describe one kind of problem in full, or list them all."""

from __future__ import annotations

import sys

import click

from esthersim.authoring.explain import explain_command
from esthersim.commands.declaring import declared
from esthersim.commands.streams import complain, result
from esthersim.commands.surroundings import Surroundings
from esthersim.language import _


def command() -> click.Command:
    """Return the command, worded in the language spoken now."""
    return declared(explain, click.Argument(["code"], metavar="[{}]".format(_("PROBLEM")), required=False))


def explain(_around: Surroundings, code: str | None) -> int:
    """Explain a kind of problem, or list them all; see `explain_command`."""
    return explain_command(code, colour=sys.stdout.isatty(), write=result, complain=complain)
