"""A night with two patients that uses every addition of the format: who hears what, documents, arrivals, receivers."""

from __future__ import annotations

from functools import cache

from esthersim.clock import ManualClock
from esthersim.journal.opening import memory_store
from esthersim.journal.session import Session
from esthersim.journal.store import ScenarioText
from esthersim.play.commands import Advance
from esthersim.scenario.loading import read_scenario, scenario_or_error
from esthersim.scenario.model import Scenario

TWO_PATIENTS = """\
esthersim: 1
id: two-patients
title: Two in one night
summary: One night, two patients, and a result that comes when it comes.
language: en
fictional: true
time: {prebriefing: 5 min, simulation: 10 min, debriefing: 15 min}
needs: Nobody has the whole picture.
objectives:
  sbar: We hand over all that matters
  ask: We ask the patients
story: Anna and Bo share a room.
reviewed: [{on: 2026-05-04, by: physician, of: clinical}]
piloted: [{on: 2026-06-01, people: 6}]
organisations:
  ward: {name: The ward, principal: region}
roles:
  anna: {title: Anna Ek, patient: true, brief: You are ill.}
  bo: {title: Bo Ask, patient: true, brief: You sleep.}
  nurse: {title: Nurse, organisation: ward, brief: You have the night.}
  doctor: {title: Doctor, organisation: ward, brief: You are on call.}
  clerk: {title: Clerk, organisation: ward, brief: You keep the books.}
facts:
  fell: {text: Anna fell at midnight, known_by: [nurse], element: situation}
  salt: {text: Anna ate salted herring, known_by: [nurse], element: background}
  drink: {text: Anna told of her drinking, known_by: [nurse], element: background}
  list: {text: The list has two blood thinners}
  potassium: {text: Potassium is 5.9}
documents:
  medicines:
    title: List of medicines
    from: The health centre
    table: {columns: [Medicine, Dose], rows: [[Warfarin, 2 mg], [Apixaban, 5 mg]]}
    facts: [list]
  letter: {title: A secret letter, text: Dear nurse burn this}
stages:
  night: {title: The night, text: All lights are out.}
  morning: {title: The morning}
variables: {anna.pulse: 88}
starts: 2026-03-07 22:00
events:
  round:
    title: The round
    place: Room 4
    stage: night
    present: [anna, bo, nurse]
    text: The lamp is lit over both beds.
    esther: {anna: I cannot sleep., bo: Leave me be.}
    rate: true
    shows: {medicines: [], letter: [nurse]}
    only: {doctor: Your telephone buzzes twice.}
    next: whisper
  whisper:
    title: A whisper
    place: Room 4
    stage: night
    after: 1 h
    present: [anna, nurse]
    heard_by: present
    text: She whispers that she fell in the dark.
    esther: {anna: Tell nobody of the bottle.}
    shows: letter
    checklist: {listens: {text: Sit down beside her}}
    decision:
      by: nurse
      question: Whom do you call in this hour?
      support: The ward's tool
      advice: [{choose: call}]
      options:
        call: {text: Call the doctor at once, next: call, feedback: The line is busy for long.}
        wait: {text: Wait for the daylight, next: end}
  call:
    title: The call
    stage: morning
    after: 3 h
    present: [nurse, doctor, clerk]
    text: It rings at both ends.
    handover:
      from: nurse
      to:
        doctor: {must: [fell], must_not: [drink]}
        clerk: {must: [salt]}
      format: sbar
      read_back: true
    next: end
  end: {title: Dawn, text: It is light., ending: They sleep}
injects:
  lab: {title: The laboratory answers, text: The potassium is far too high., to: [doctor],
        arrives: {after: 2 h, from: round}, effects: [{learn: {doctor: [potassium]}}]}
  bell: {title: The bell rings, text: Somebody down the hall needs help., arrives: {room: 2 min, from: round}}
  porter: {title: The porter comes, text: He has the wrong bed.}
"""


@cache
def two_patients() -> Scenario:
    """Return the scenario."""
    return scenario_or_error(read_scenario(TWO_PATIENTS, "two-patients.yaml"))


def at_the_round() -> tuple[Session, ManualClock]:
    """Return a run of it at its first event, and its clock."""
    clock = ManualClock()
    text = ScenarioText("two-patients", "Two in one night", "en", TWO_PATIENTS, "0")
    session = Session.begin(memory_store(), text, clock)
    for _step in range(2):
        assert session.do(Advance(override=True)) is None
    return session, clock
