"""`esthersim schema`: print the scenario format as a JSON Schema, for text editors."""

from __future__ import annotations

from pathlib import Path

import click

from esthersim.authoring.schema import FILE_NAME, MODELINE, URN, schema_text
from esthersim.commands.declaring import declared, output_option
from esthersim.commands.streams import complain, result
from esthersim.commands.surroundings import Surroundings
from esthersim.commands.unwritable import unwritable
from esthersim.failure import FINE
from esthersim.files import FileError, write_whole
from esthersim.language import _


def command() -> click.Command:
    """Return the command, worded in the language spoken now."""
    return declared(write_schema, output_option())


def write_schema(_around: Surroundings, output: Path | None) -> int:
    """Write the JSON Schema of the format to a file, or show it. Only an earlier schema is overwritten."""
    text = schema_text()
    if output is None:
        result(text.rstrip("\n"))
        return FINE
    target = output
    try:
        target = target / FILE_NAME if target.is_dir() else target
        if target.exists() and URN not in target.read_text(encoding="utf-8", errors="replace"):
            raise FileError(str(target), _("there is another file here"), _("give another name with --output"))
        write_whole(text.encode(), target)
    except OSError as error:
        raise unwritable(error, target) from error
    complain(_("The schema is here: {file}").format(file=target))
    message = _("Text editors recognise a scenario in the same folder by its first line: {line}")
    complain(message.format(line=MODELINE.replace(FILE_NAME, target.name)))
    return FINE
