"""Generated scenario files of the kind that a trainer writes: decisions, loops, timers, handovers that matter later.

A journey is a row of chapters of ten events. In each, a handover carries three facts that its sender has just learnt,
which the chapter itself and the next one ask about; a team may rest and come back, a timer may move it on, and what it
has built up of trust opens an option. What became of the first fact is asked about in the last chapter, so that it
matters all the way there.
"""

from __future__ import annotations

HEAD = """\
esthersim: 1
id: {id}
title: En lång resa
summary: Kapitel efter kapitel, och det som sades i ett avgör nästa.
language: sv
fictional: true
reviewed: [{{on: 2026-03-07, by: läkare, of: clinical}}]
heard_by: present
time: {{prebriefing: 10 min, simulation: {minutes} min, debriefing: {minutes} min}}
needs: Vi mäter.
objectives: {{rapport: Vi lämnar över det som behövs, esther: Vi frågar Esther}}
story: Esther är 81 år och bor ensam.
organisations: {{kommunen: {{name: Kommunen, principal: kommun}}, regionen: {{name: Regionen, principal: region}}}}
roles:
  esther: {{title: Esther, patient: true, brief: Du är Esther.}}
"""
ROLE = "  roll{number}: {{title: Roll {number}, organisation: {where}, brief: Du har roll {number}.}}\n"
FACT = "  fakta{number}: {{text: Det är viktigt {number}}}\n"
CHAPTER = """\
  k{c}-morgon:
    title: Morgon {c}
    present: [esther, {s}]
    after: 1 h
    text: Esther sitter på sängkanten med skorna på, och det regnar mot rutan.
    esther: Fråga mig något annat än om jag har ont.
    effects: [{{learn: {{{s}: [{a}, {b}, {f}]}}}}]
    timer: 4 min
    expect: {{fragar-{c}: {{text: Frågar Esther vad som är viktigt, by: {s}, objective: esther}}}}
    decision:
      by: {s}
      question: Vad gör du?
      options:
        ring: {{text: Ring, next: k{c}-samtal, effects: [{{set: {{ringde: true}}}}]}}
        vanta: {{text: Vänta, next: k{c}-vantan}}
        vila: {{text: Vila först, next: k{c}-vila{rests}}}
  k{c}-samtal:
    title: Samtal {c}
    present: [{s}, {t}]
    text: Det tutar fem gånger, och sedan svarar någon som har bråttom.
    timer: 5 min
    handover: {{from: {s}, to: {t}, format: sbar, must: [{a}, {b}], should: [{f}]}}
    next:
      - {{when: {t} knows {a}, to: k{c}-hjalp}}
      - {{to: k{c}-osaker}}
  k{c}-vantan:
    title: Väntan {c}
    present: [esther]
    text: Klockan går, och ingen ringer.
    timer: {{limit: 3 min, next: k{c}-sent}}
    next: k{c}-samtal
  k{c}-vila: {{title: Vila {c}, after: 30 min, present: [esther], text: Esther blundar en stund., next: {rested}}}
  k{c}-hjalp:
    title: Hjälp {c}
    present: [esther, {t}]
    text: Någon kommer, och vet vad saken gäller.
    effects: [{{add: {{trygghet: 1}}}}]
    timer: 4 min
    next: k{c}-rond
  k{c}-osaker:
    title: Osäkert {c}
    present: [esther, {t}]
    text: Någon kommer, men vet inte varför.
    timer: 4 min
    next: k{c}-rond
  k{c}-sent:
    title: Sent {c}
    present: [{s}]
    text: Nu är det bråttom.
    decision:
      by: {s}
      question: Ringer du nu?
      options:
        ja: {{text: Ja, next: k{c}-samtal}}
        nej: {{text: Nej, next: {no}, effects: [{{set: {{ringde: false}}}}]}}
  k{c}-rond:
    title: Rond {c}
    present: [esther, {t}, {s}]
    text: Alla står runt sängen.
    checklist: {{fragat-{c}: {{text: Det är rapporterat, required: true, objective: rapport}}}}
    timer: 6 min
    next:
      - {{when: {t} knows {b} and {t} knows {f}, to: k{c}-bra}}{before}
      - {{to: k{c}-tungt}}
  k{c}-bra: {{title: Bra {c}, present: [esther], text: Esther skrattar., timer: 3 min, next: {on}}}
  k{c}-tungt:
    title: Tungt {c}
    present: [esther, {t}]
    text: Esther är trött.
    decision:
      by: {t}
      question: Hur går ni vidare?
      options:
        hemma: {{text: Stanna hemma, next: {home}, when: trygghet >= 2 or ringde}}
        akuten: {{text: Åk in, next: {off}}}
"""
ENDING = (
    "  slut{number}: {{title: Slut {number}, present: [esther], text: Det är slut., ending: Så gick det {number}}}\n"
)

DEBRIEFING = """\
debriefing:
  questions:
    rapporten: {ask: Vad kom fram och vad kom bort?, objective: rapport}
    viktigt: {ask: Vad var viktigt för Esther?, objective: esther}
"""


def text_of(events: int, facts: int, roles: int, name: str = "lang", *, loops: bool = True) -> str:
    """Return a scenario's file: chapters of ten events and at least four endings, so many facts and roles.

    Without `loops` a team that has rested goes on instead of coming back.
    """
    chapters = (events - 4) // 10
    endings = events - 10 * chapters
    last = chapters - 1
    senders = [f"roll{number % (roles - 1) + 1}" for number in range(chapters)]
    receivers = [f"roll{(number + roles // 2) % (roles - 1) + 1}" for number in range(chapters)]
    carried = [[f"fakta{(3 * number + each) % facts}" for each in range(3)] for number in range(chapters)]
    rows = [HEAD.format(id=name, minutes=events * 5 // 2)]
    rows += [ROLE.format(number=number, where="kommunen" if number % 2 else "regionen") for number in range(1, roles)]
    rows.append("facts:\n")
    rows += [FACT.format(number=number) for number in range(facts)]
    rows.append("variables: {trygghet: 0, ringde: false}\nstarts: 2026-03-07 08:00\nevents:\n")
    for number in range(chapters):
        earlier = f"{receivers[number - 1]} knows {carried[number - 1][2]} and trygghet >= 1" if number else ""
        if number == last:
            earlier = f"{receivers[0]} knows {carried[0][0]} and {earlier}"
        onward = f"k{number + 1}-morgon"
        rows.append(
            CHAPTER.format(
                c=number, s=senders[number], t=receivers[number], a=carried[number][0], b=carried[number][1],
                f=carried[number][2], before=f"\n      - {{when: {earlier}, to: k{number}-bra}}" if earlier else "",
                rested=f"k{number}-morgon" if loops else f"k{number}-vantan",
                rests=f", when: not visited k{number}-vila" if number % 2 else "",
                on="slut0" if number == last else onward,
                home="slut1" if number == last else onward,
                no=f"slut{endings - 1}" if number == last else f"k{number}-rond",
                off=f"slut{2 + number % (endings - 3)}",
            )
        )  # fmt: skip
    rows += [ENDING.format(number=number) for number in range(endings)]
    return "".join([*rows, DEBRIEFING])
