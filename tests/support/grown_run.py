"""A small journey that uses all that the format can say, and a run that meets all of it."""

from __future__ import annotations

import json
from typing import Any

from esthersim.journal.scenario_text import text_hash
from esthersim.journal.store import ScenarioText
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.vocabulary import FactStatus
from support.graphs import raw_scenario
from support.report_runs import Playing

GROWN_RUN = "vuxen-2026-03-07-ab12"


def grown_scenario(hostile: str = "") -> dict[str, Any]:
    """Return the journey as its file would hold it; `hostile` is put into the texts that only such a journey has."""

    def text(words: str) -> str:
        return f"{words} {hostile.replace('{', '{{').replace('}', '}}')}".strip()

    def title(words: str) -> str:
        return f"{words} {hostile}".strip()

    roles = {
        "beata": {"title": title("Beata"), "patient": True, "brief": "Du är Beata."},
        "karl": {"title": "Karl", "patient": True, "brief": "Du är Karl."},
        "lakare": {"title": "Läkaren", "organisation": "kommunen", "brief": "Du har jouren."},
        "avdelning": {"title": title("Avdelningen"), "organisation": "kommunen", "brief": "Du tar emot."},
        "it": {"title": "IT-stödet", "organisation": "kommunen", "brief": "Du lägger upp konton."},
    }
    facts = {
        "vikten": {"text": "Vikten har ökat", "known_by": ["lakare"], "critical": True},
        "kontot": {"text": title("Kontot är spärrat")},
        "diagnosen": {"text": title("Diagnosen är svår"), "known_by": ["lakare"], "critical": True},
        "missbruket": {"text": title("Karl dricker"), "known_by": ["lakare"]},
        "kalium": {"text": "Kaliumet är 5,9"},
        "drommen": {"text": title("Beata drömde om havet")},
    }
    events = {
        "ronden": {
            "title": "Ronden", "stage": "inne", "present": ["lakare", "beata", "karl"], "heard_by": "present",
            "text": text("Beatas puls är {beata.pulse}."), "only": {"it": text("Telefonen surrar.")},
            "shows": ["listan"], "rate": True,
            "esther": {"beata": text("Pulsen känns, {beata.pulse} slag."), "karl": [
                {"when": "beata.pulse > 120", "text": "Hon är sämre än jag."}, {"text": text("Ta henne först.")},
            ]},
            "decision": {
                "by": "lakare", "question": text("Vem går hem?"), "support": title("Stödet Alfa"),
                "options": {
                    "hem": {
                        "text": [
                            {"when": "beata.pulse > 120", "text": "Vänta"},
                            {"text": text("Låt Karl gå hem, vid puls {beata.pulse}")},
                        ],
                        "next": "rapporten", "effects": [{"set": {"beata.pulse": 130}}],
                    },
                    "kvar": {"text": text("Båda stannar"), "next": "kvar"},
                },
                "advice": [{"choose": "kvar"}],
            },
        },
        "rapporten": {
            "title": "Rapporten", "stage": "ute", "after": "3 h", "text": "Telefonen är varm.", "rate": True,
            "shows": {"svaret": ["lakare"]}, "esther": {"beata": text("Vem berättar för mig?")},
            "handover": {
                "from": "lakare", "format": "free", "must": ["vikten"], "must_not": ["missbruket"],
                "to": {"avdelning": {"must": ["diagnosen"]}, "it": {"must": ["kontot"], "must_not": ["diagnosen"]}},
            },
            "next": "slut",
        },
        "golvet": {"title": "Golvet", "stage": "ute", "text": "Någon har fallit.", "next": "slut"},
        "slut": {
            "title": "Slutet", "text": "Kvällen kommer.",
            "ending": [{"when": "leaked diagnosen to it", "text": text("IT vet mer än de borde, dag {day}")},
                       {"text": "Karl är hemma"}],
        },
        "kvar": {"title": "Kvar", "text": "Natten kommer.", "ending": "Båda stannade"},
    }  # fmt: skip
    injects = {
        "labb": {
            "title": title("Svaret från labb"), "text": text("Pulsen var då {beata.pulse}."), "to": ["lakare"],
            "arrives": {"after": "2 h", "from": "ronden"}, "effects": [{"learn": {"lakare": ["kalium"]}}],
        },
        "jouren": {
            "title": title("Jouren byter"), "text": "Nya ögon.", "arrives": {"at": "day 1 10:00"},
            "when": "visited kvar",
        },
        "grannen": {"title": title("Grannen ringer på"), "text": text("Hon undrar."),
                    "arrives": {"at": "day 1 09:00"}},
        "larmet": {"title": title("Larmet"), "text": "Det ringer.", "next": "golvet",
                   "arrives": {"room": "3 min", "from": "rapporten"}},
    }  # fmt: skip
    return raw_scenario(
        events,
        id="vuxen",
        roles=roles,
        facts=facts,
        injects=injects,
        starts="2026-03-07 08:00",
        variables={"beata.pulse": 96},
        stages={"inne": {"title": title("På avdelningen")}, "ute": {"title": title("På väg hem")}},
        documents={
            "listan": {
                "title": title("Läkemedelslistan"),
                "from": title("Apoteket"),
                "text": text("Puls {beata.pulse}"),
            },
            "svaret": {"title": title("Provsvaret"), "text": text("Kalium"), "facts": ["kalium"]},
        },
        reviewed=[{"on": "2026-02-01", "by": title("sjuksköterska"), "of": "clinical", "note": title("Doserna")}],
        piloted=[{"on": "2026-02-14", "people": 6, "minutes": {"simulation": 22.5}, "changed": title("En roll till")}],
        debriefing={
            "questions": {
                "vikten": {"ask": "Vad gjorde IT utan vikten?", "when": "lost vikten for it"},
                "vikten-igen": {"ask": "Vad gjorde avdelningen utan vikten?", "when": "lost vikten for avdelning"},
                "diagnosen": {"ask": "Vem får veta diagnosen?", "when": "leaked diagnosen to it"},
            }
        },
    )


def grown_text(hostile: str = "") -> ScenarioText:
    """Return the journey as a run carries it."""
    text = json.dumps(grown_scenario(hostile), ensure_ascii=False, indent=1)
    return ScenarioText("vuxen", "Prov", "sv", text, text_hash(text))


def grown_run(hostile: str = "") -> Playing:
    """Return the journey played to its end, where the reflection begins."""
    it = Playing(grown_text(hostile), GROWN_RUN)
    it.seat_all()
    it.do(
        e.EstherRated(2, "beata"),
        e.EstherRated(4, "karl"),
        e.InjectHeld("grannen"),
        c.Choose("hem"),
        e.EstherRated(1, "beata"),
        e.EstherRated(5, "karl"),
        e.FactMarked("vikten", FactStatus.GIVEN, "avdelning"),
        e.FactMarked("kontot", FactStatus.GIVEN, "it"),
        e.FactMarked("diagnosen", FactStatus.GIVEN),
        e.FactMarked("drommen", FactStatus.REQUESTED, "avdelning"),
        c.Send(),
        c.Receive(seat="avdelning"),
        seconds=10,
    )
    it.clock.advance(120)
    it.session.tick()
    it.do(c.FireInject("grannen"), c.Proceed(), c.Advance())
    return it
