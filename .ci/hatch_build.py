"""What the wheel holds beside the code: compiled catalogues, the shipped scenarios and the debriefing files."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = ("scenarios", "debrief")


class ShippedFiles(BuildHookInterface):  # type: ignore[type-arg]  # hatchling leaves the parameter open
    """Compile every .po to .mo and put the authored folders in `esthersim/shipped_data`.

    An editable install gets neither: there the files are read from the checkout.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add to the wheel's files, before it is built."""
        if version == "editable":
            return
        root = Path(self.root)
        include: dict[str, str] = build_data["force_include"]
        for folder in SHIPPED:
            if (root / folder).is_dir():
                include[str(root / folder)] = f"esthersim/shipped_data/{folder}"
        self._compiled = tempfile.TemporaryDirectory(prefix="esthersim-catalogues-")
        for catalogue in sorted((root / "esthersim" / "locale").glob("*/LC_MESSAGES/*.po")):
            place = catalogue.relative_to(root).with_suffix(".mo")
            compiled = Path(self._compiled.name) / place
            compiled.parent.mkdir(parents=True, exist_ok=True)
            with catalogue.open("rb") as source, compiled.open("wb") as target:
                write_mo(target, read_po(source))
            include[str(compiled)] = place.as_posix()

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the compiled catalogues once they are in the wheel."""
        if version != "editable":
            self._compiled.cleanup()
