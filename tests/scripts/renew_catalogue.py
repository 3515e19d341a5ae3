"""Bring the Swedish catalogue in step with what the interface says: `python tests/scripts/renew_catalogue.py`.

New messages are added with an empty translation and named; leftovers go. Unlike `pybabel update` it knows the messages
that are data, of problems and rules.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.catalogues import CATALOGUE, messages_in_source, renewed, untranslated


def main() -> int:
    """Write the catalogue; return 1 where a message waits for its translation."""
    text = renewed(CATALOGUE.read_text(encoding="utf-8"), messages_in_source())
    CATALOGUE.write_text(text, encoding="utf-8")
    waiting = untranslated(text)
    sys.stderr.writelines(f"no Swedish yet: {message}\n" for message in waiting)
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())
