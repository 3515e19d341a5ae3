"""The rule packs that can be referred to: those beside the scenarios of some folders, ready to be listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from esthersim.authored.text_files import first_files
from esthersim.files import FileError
from esthersim.scenario.rule_pack_references import Packs
from esthersim.scenario.rule_packs import PackError, RulePack


class FoundPacks(NamedTuple):
    """Rule packs by their ids, and what is wrong with those that cannot be used, one line each."""

    packs: Mapping[str, RulePack]
    broken: tuple[str, ...]


def find_packs(folders: Iterable[Path], language: str) -> FoundPacks:
    """Read the rule packs beside the scenarios of some folders; of two with the same id, the earlier folder's."""
    packs: dict[str, RulePack] = {}
    broken = []
    for file in first_files(folder / "rules" for folder in folders):
        try:
            pack = Packs(file.parent).find(file.stem)
        except PackError as error:
            broken.append(str(FileError(str(file), str(error), "")))
        else:
            packs |= {file.stem: pack.in_language(language)} if pack else {}
    return FoundPacks(packs, tuple(broken))
