"""Entries as documents: the same entry comes back, the document is plain, and unreadable documents are reported."""

from __future__ import annotations

import json
from datetime import date
from traceback import format_exception

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esthersim.journal.codec import UndecodableError, decode, decode_command, encode, encode_command
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.entry import Command, Entry
from esthersim.play.vocabulary import ActionStatus, Cause, FactStatus, Form, GateItem, GateKind, Observation, Step
from support.kinds import any_command, any_entry

DOCUMENTS: list[tuple[Entry, str]] = [
    (
        e.RunStarted("tom-sang", ("mobiler",), ()),
        '{"kind":"run-started","version":1,"scenario":"tom-sang","prebriefing":["mobiler"]}',
    ),
    (
        e.StepEntered(Step.ACTION_PLAN, (GateItem(GateKind.HEARD, "esther"),)),
        '{"kind":"step-entered","version":2,"step":"action-plan","overridden":[["heard","esther"]]}',
    ),
    (e.Paused(interrupted=True), '{"kind":"paused","version":1,"interrupted":true}'),
    (e.Arrived("dorren"), '{"kind":"arrived","version":1,"event":"dorren"}'),
    (e.Arrived("dorren", Cause.TIMER), '{"kind":"arrived","version":1,"event":"dorren","cause":"timer"}'),
    (
        e.Chose("vanta", "ring", seat="natt"),
        '{"kind":"chose","version":1,"seat":"natt","option":"vanta","advised":"ring"}',
    ),
    (e.TimerExtended(60.0), '{"kind":"timer-extended","version":1,"seconds":60.0}'),
    (
        e.ExpectationMarked("fragar", Observation.LATE),
        '{"kind":"expectation-marked","version":1,"expectation":"fragar","status":"late"}',
    ),
    (
        e.HandoverSent(Form.WRITTEN, {"situation": "Säng 4 är tom"}, seat="natt"),
        '{"kind":"handover-sent","version":1,"seat":"natt","form":"written","words":{"situation":"Säng 4 är tom"}}',
    ),
    (
        e.HandoverReceived({"yr": FactStatus.NOT_NEEDED}, "Hon är yr", seat="morgon"),
        '{"kind":"handover-received","version":1,"seat":"morgon","statuses":{"yr":"not-needed"},"words":"Hon är yr"}',
    ),
    (e.InjectArrived("svaret"), '{"kind":"inject-arrived","version":1,"inject":"svaret"}'),
    (e.InjectArrived("svaret", came=False), '{"kind":"inject-arrived","version":1,"inject":"svaret","came":false}'),
    (e.InjectHeld("svaret", held=False), '{"kind":"inject-held","version":1,"inject":"svaret","held":false}'),
    (e.EstherRated(4), '{"kind":"esther-rated","version":1,"value":4}'),
    (e.EstherRated(4, "beata"), '{"kind":"esther-rated","version":1,"value":4,"who":"beata"}'),
    (
        e.FactMarked("yr", FactStatus.GIVEN, "avdelningen", sender_knew=False),
        '{"kind":"fact-marked","version":1,"fact":"yr","status":"given","receiver":"avdelningen","sender_knew":false}',
    ),
    (
        e.HandoverReceived({}, apart={"it": {"yr": FactStatus.GIVEN}}, seat="it"),
        '{"kind":"handover-received","version":1,"seat":"it","statuses":{},"apart":{"it":{"yr":"given"}}}',
    ),
    (
        e.ActionWritten("a1", "Ring", due=date(2026, 3, 21), follow_ups=(date(2026, 4, 11),)),
        '{"kind":"action-written","version":1,"action":"a1","what":"Ring","due":"2026-03-21","follow_ups":["2026-04-11"]}',
    ),
    (
        e.FollowedUp("a1", date(2026, 4, 11), ActionStatus.IN_PROGRESS),
        '{"kind":"followed-up","version":1,"action":"a1","planned":"2026-04-11","status":"in-progress"}',
    ),
]


@pytest.mark.parametrize(("entry", "document"), DOCUMENTS, ids=lambda value: type(value).__name__)
def test_the_form_of_documents_never_changes(entry: Entry, document: str) -> None:
    """These are the documents of version 1: they are written like this, and are read for as long as there are runs."""
    fields = json.loads(encode(entry))
    assert fields == json.loads(document)
    assert decode(document) == entry


@given(any_entry().filter(lambda entry: "nan" not in repr(entry)))
def test_every_entry_comes_back(entry: Entry) -> None:
    """Whatever an entry holds, its document is one line and reads back as the same entry of the same kind."""
    try:
        document = encode(entry)
        document.encode()
    except UnicodeError:  # half a surrogate pair, which no text has once it is cleaned
        return
    assert "\n" not in document
    assert decode(document) == entry
    assert type(decode(document)) is type(entry)


@given(any_command().filter(lambda command: "nan" not in repr(command)), st.sampled_from(["facilitator", "natt"]))
def test_every_command_comes_back(command: Command, asker: str) -> None:
    """What was asked reads back as it was asked, and by whom; replay rests on that."""
    try:
        document = encode_command(command, asker)
        document.encode()
    except UnicodeError:
        return
    assert "\n" not in document
    assert decode_command(document) == (command, asker)
    assert type(decode_command(document)[0]) is type(command)


def test_an_entry_is_no_command_unless_it_is_its_own() -> None:
    """What only follows from a command cannot be read as one, and a command that is no entry not as an entry."""
    with pytest.raises(UndecodableError):
        decode_command(encode(e.Arrived("dorren")))
    with pytest.raises(UndecodableError):
        decode(encode_command(c.Proceed()))


OLDER: list[tuple[str, Entry]] = [
    (
        '{"kind":"step-entered","version":1,"step":"closed","overridden":["closing:chef","action:"]}',
        e.StepEntered(Step.CLOSED, (GateItem(GateKind.CLOSING, "chef"), GateItem(GateKind.ACTION))),
    ),
    ('{"kind":"step-entered","version":1,"step":"story"}', e.StepEntered(Step.STORY)),
    ('{"kind":"spoke","version":1,"seat":"natt"}', e.Spoke("natt")),
]


@pytest.mark.parametrize(("document", "entry"), OLDER)
def test_a_document_of_an_earlier_version_reads_as_one_of_today(document: str, entry: Entry) -> None:
    """Journals are read for as long as there are runs: a kind that changed says how its older documents read."""
    assert decode(document) == entry
    assert decode(encode(entry)) == entry


def test_fields_that_are_as_always_are_left_out() -> None:
    """A document holds what differs from the defaults, so journals stay small and later fields can be added."""
    assert json.loads(encode(e.HandoverSent())) == {"kind": "handover-sent", "version": 1}
    assert json.loads(encode(e.Seated("natt"))) == {"kind": "seated", "version": 1, "at": "natt"}


def test_a_field_that_this_version_does_not_know_is_passed_over() -> None:
    """Within a version, fields may be added: an older program reads on."""
    assert decode('{"kind":"arrived","version":1,"event":"dorren","weather":"rain"}') == e.Arrived("dorren")


@pytest.mark.parametrize(
    "document",
    [
        "", "{", "[]", "null", "7", '"arrived"', "{}", '{"kind":"arrived"}', '{"version":1,"event":"x"}',
        '{"kind":["arrived"],"version":1}', '{"kind":"arrived","version":1}',
        '{"kind":"arrived","version":"one","event":"x"}', '{"kind":"arrived","version":1,"event":7}',
        '{"kind":"arrived","version":1,"event":"x","cause":"magic"}', '{"kind":"arrived","version":1,"event":null}',
        '{"kind":"noted","version":x,"text":"A sentence about somebody"}',
        '{"kind":"noted","version":1,"text":["A sentence about somebody"]}', "[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_entry_is_an_error_that_quotes_nothing(document: str) -> None:
    """Neither the error nor its traceback, which ends in a log file, holds what somebody wrote."""
    with pytest.raises(UndecodableError) as error:
        decode(document)
    assert not error.value.newer
    assert "somebody" not in "".join(format_exception(error.value))


@pytest.mark.parametrize("document", ['{"kind":"arrived","version":2,"event":"x"}', '{"kind":"flown","version":1}'])
def test_what_a_newer_version_wrote_is_not_called_damaged(document: str) -> None:
    """A kind or a version that is not known."""
    with pytest.raises(UndecodableError) as error:
        decode(document)
    assert error.value.newer
