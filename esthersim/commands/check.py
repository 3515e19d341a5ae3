"""`esthersim check`: find the mistakes in scenario files."""

from __future__ import annotations

import sys
from typing import Literal

import click

from esthersim.authoring.check import check_command
from esthersim.commands.declaring import declared, flag, form_option
from esthersim.commands.streams import complain, result
from esthersim.commands.surroundings import Surroundings
from esthersim.language import _


def command() -> click.Command:
    """Return the command, worded in the language spoken now."""
    return declared(
        check,
        click.Argument(["scenarios"], metavar=_("SCENARIO") + "...", nargs=-1, required=True),
        form_option("text", "json", "github"),
        flag("--strict", _("Exit with code 1 for warnings too.")),
    )


def check(
    around: Surroundings, scenarios: tuple[str, ...], form: Literal["text", "json", "github"], *, strict: bool
) -> int:
    """Check the scenarios with these ids, files or folders; see `check_command`."""
    return check_command(
        scenarios, around.library, form, strict=strict, colour=sys.stdout.isatty(), write=result, complain=complain
    )
