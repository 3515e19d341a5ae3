"""A library of two small scenarios and a broken one, with a translation, for tests of the screens."""

from __future__ import annotations

from pathlib import Path

from esthersim.library.scenarios import Library
from support.scenarios import VIKTLARM

STORY = """\
story: |
  Esther är 81 år, har hjärtsvikt och bor ensam med katten Sture. Hon har arbetat i mejeriet och vet vad saker väger.

  I våras fick hon en våg som skickar siffran någonstans. Var, det vet hon inte riktigt. På vardagarna ringer de ibland.

  Det är lördag. Siffran är två kilo högre än i torsdags, och skorna går inte på. Hon säger ingenting om det till någon,
  för det är ju helg, och helgen är till för annat.
prior_knowledge: Alla har sett de fyra bokstäverna i SBAR någon gång.
prebriefing:
  vagen: Alla vet att vågen larmar Esther, inte vården
observers:
  overlamningen: {title: Följer överlämningen, watch: [sbar, communication]}
"""
PRIVATE = """\
  underskoterska:
    title: Undersköterska
    organisation: hemtjansten
    brief: Du kommer för frukost.
    private: Du har redan blivit utskälld en gång för att du ringde i onödan.
    goals: Hinna till nästa
    people: [1, 2]
  granne: {title: Grannen, brief: Du bor vägg i vägg., optional: true}
"""
TRANSLATION = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: en\\n"

msgctxt "title"
msgid "Viktlarm en lördag"
msgstr "Weight alarm on a Saturday"

msgctxt "needs"
msgid "Vi tränar på vem som gör vad när siffran ändras utanför kontorstid."
msgstr "We train who does what when the figure changes outside office hours."
"""


def room_scenario() -> str:
    """Return the reference's scenario with a longer story, a private part, an optional role and an observer."""
    text = VIKTLARM.replace("story: Esther är 81 år, har hjärtsvikt och bor ensam med katten Sture.\n", STORY)
    return text.replace(
        "  underskoterska: {title: Undersköterska, organisation: hemtjansten, brief: Du kommer för frukost.}\n", PRIVATE
    )


def room_library(folder: Path) -> Library:
    """Write the scenarios into a folder and return the library of it."""
    (folder / "locale" / "en").mkdir(parents=True, exist_ok=True)
    (folder / "viktlarm.yaml").write_text(room_scenario(), encoding="utf-8")
    (folder / "locale" / "en" / "viktlarm.po").write_text(TRANSLATION, encoding="utf-8")
    longer = VIKTLARM.replace("id: viktlarm", "id: annat").replace(
        "title: Viktlarm en lördag", "title: Annat [b]larm[/b]"
    )
    (folder / "annat.yaml").write_text(longer.replace("simulation: 10 min", "simulation: 30 min"), encoding="utf-8")
    broken = VIKTLARM.replace("id: viktlarm", "id: trasig").replace("title:", "titel:", 1)
    (folder / "trasig.yaml").write_text(broken, encoding="utf-8")
    return Library([folder])
