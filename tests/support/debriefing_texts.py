"""Another version of the program: one in which what ships for handovers and the debriefing has changed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from esthersim.authored import papers
from esthersim.debriefing import checklists, guides, instruments, saying, speaking_order
from esthersim.journal import reading
from esthersim.scenario import formats, shipped_ids
from esthersim.shipped import shipped


def let_ship(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """Let what runs carry ship from a copy in `folder`, of which nothing has been read yet; return the folder."""
    shutil.copytree(shipped("debrief"), folder / "debrief")
    shutil.copytree(shipped("scenarios") / "formats", folder / "scenarios" / "formats")
    monkeypatch.setattr(papers, "shipped", lambda kind: folder / kind)
    monkeypatch.setattr(reading, "_read", reading._read.__wrapped__)
    for documents in (guides.DOCUMENTS, checklists.DOCUMENTS, instruments.DOCUMENTS, formats.DOCUMENTS):
        monkeypatch.setattr(documents, "_shipped", {})
    for module in (saying, speaking_order, shipped_ids):
        monkeypatch.setattr(module._DOCUMENT, "_read", {})
    monkeypatch.setattr(speaking_order, "_power", speaking_order._power.__wrapped__)
    monkeypatch.setattr(speaking_order, "_order", speaking_order._order.__wrapped__)
    return folder


def new_words(text: str) -> str:
    """Return a document with another word before every Swedish text."""
    return re.sub(r'\bsv: ("?)', r"sv: \1Nytt ", text)


def change_everything(folder: Path) -> None:
    """Change every Swedish text and the order of speaking, and take the usual guide away."""
    (folder / "debrief" / "guides" / "esther.yaml").unlink()
    for file in folder.rglob("*.yaml"):
        text = new_words(file.read_text(encoding="utf-8"))
        if file.stem == "speaking-order":
            text = text.partition("steps:")[0] + 'steps:\n  "1": [sjuksköterska]\n  "6": [undersköterska]\n'
        file.write_text(text, encoding="utf-8")
