"""Deciding from several seats: who decides proposes, and it is decided when all of them propose the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.decisions import undecided
from esthersim.play.plays import Player
from esthersim.play.refusal import Refusal
from esthersim.play.vocabulary import Reason
from support.players import do_all, last, play
from support.scenarios import event, scenario

GAME = scenario(
    {
        "one": event(
            decision={
                "by": ["nurse", "doctor"],
                "question": "Vad?",
                "options": {
                    "wait": {"text": "Vänta", "next": "two"},
                    "ring": {"text": "Ring", "next": "two"},
                    "never": {"text": "Aldrig", "next": "two", "when": "visited two"},
                },
            },
            checklist={"pulse": {"text": "Ta pulsen", "required": True}},
        ),
        "two": event(
            decision={"by": "team", "question": "Och nu?", "options": {"end": {"text": "Sluta", "next": "end"}}},
            heard_by=["nurse"],
        ),
        "end": event(ending="Slut"),
    },
    roles={
        "esther": {"title": "Esther", "brief": "Du.", "patient": True},
        "nurse": {"title": "Sjuksköterska", "brief": "Du."},
        "doctor": {"title": "Läkare", "brief": "Du."},
    },
)


def deciding(*commands: c.Command) -> Player:
    """Return a run at the decision, with what must be done there ticked."""
    return play(GAME, e.Checked("pulse"), *commands)


def proposed(seat: str, option: str | None) -> e.Proposed:
    """Return the proposal of a seat."""
    return e.Proposed(option, seat=seat)


def test_it_is_decided_when_all_propose_the_same() -> None:
    """The last of them settles it, and the entry of the choice names that seat."""
    player = deciding(proposed("nurse", "ring"))
    assert player.state.here.event == "one"
    assert player.state.here.proposals == {"nurse": "ring"}
    assert player.do(proposed("doctor", "ring"), asker="doctor") is None
    assert [type(each.entry) for each in player.journal[-3:]] == [e.Proposed, e.Chose, e.Arrived]
    assert player.journal[-2].entry == e.Chose("ring", seat="doctor")
    assert player.state.here.event == "two"
    assert player.state.here.proposals == {}, "what was proposed belongs to the event that was left"


def test_the_facilitator_settles_what_is_proposed_apart() -> None:
    """Two proposals stand beside each other until somebody changes theirs or the facilitator decides."""
    player = deciding(proposed("nurse", "ring"), proposed("doctor", "wait"))
    assert player.state.here.proposals == {"nurse": "ring", "doctor": "wait"}
    assert undecided(player.state)
    do_all(player, [c.Choose("wait")])
    assert player.state.here.chosen == {("one", "wait")}


def test_where_only_the_facilitator_settles_the_same_proposal_decides_nothing() -> None:
    """It was agreed so for the run, and can be agreed otherwise at any time."""
    player = deciding(e.SettlingAgreed(by_deciders=False), proposed("nurse", "ring"), proposed("doctor", "ring"))
    assert player.state.here.event == "one"
    do_all(player, [e.SettlingAgreed(by_deciders=True), proposed("doctor", "ring")])
    assert player.state.here.event == "two"


def test_only_seats_that_are_taken_have_to_agree() -> None:
    """Where nobody sits as the doctor, the nurse decides alone."""
    player = deciding(e.Seated("nurse"), proposed("nurse", "ring"))
    assert player.state.here.event == "two"


def test_at_an_event_that_not_everybody_hears_the_team_is_who_hears_it() -> None:
    """Who does not know the question has no proposal."""
    player = deciding(c.Choose("ring"))
    assert player.do(proposed("esther", "end"), asker="esther") == Refusal(Reason.NOT_THIS_SEAT, ("esther",))
    assert player.do(proposed("nurse", "end"), asker="nurse") is None
    assert player.state.at_ending


def test_a_proposal_is_withdrawn_once() -> None:
    """And leaves the others' where they are."""
    player = deciding(proposed("nurse", "ring"), proposed("doctor", "wait"), proposed("nurse", None))
    assert player.state.here.proposals == {"doctor": "wait"}
    assert player.do(proposed("nurse", None)) == Refusal(Reason.NO_PROPOSAL)


def test_what_cannot_be_chosen_cannot_be_proposed() -> None:
    """An option that does not exist, one that is not on offer, and any where there is nothing to decide."""
    player = deciding()
    assert player.do(proposed("nurse", "gone")) == Refusal(Reason.UNKNOWN, ("gone",))
    assert player.do(proposed("nurse", "never")) == Refusal(Reason.OPTION_CLOSED, ("never",))
    do_all(player, [c.Choose("ring"), c.Choose("end")])
    assert player.do(e.Proposed("end")) == Refusal(Reason.NO_CHOICE_HERE)


def test_what_must_be_ticked_first_leaves_the_proposals_standing() -> None:
    """The proposal is kept, and the facilitator sees at the choice what is still open."""
    player = play(GAME, proposed("nurse", "ring"), proposed("doctor", "ring"))
    assert last(player) == proposed("doctor", "ring")
    assert player.do(c.Choose("ring")) == Refusal(Reason.CHECKLIST_OPEN, ("pulse",))


def test_going_back_takes_the_proposals_back() -> None:
    """At the arrival nobody had proposed anything."""
    player = deciding(proposed("nurse", "ring"))
    do_all(player, [e.Rewound(player.state.here.way.seq)])
    assert player.state.here.proposals == {}


@given(
    st.lists(
        st.builds(proposed, st.sampled_from(["nurse", "doctor"]), st.sampled_from(["wait", "ring", None])), max_size=8
    )
)
def test_the_latest_of_each_seat_counts(asked: list[e.Proposed]) -> None:
    """Whatever is proposed and withdrawn in what order: the first time that both say the same, that is chosen."""
    player, latest = deciding(), dict[str, str]()
    for command in asked:
        refusal = player.do(command, asker=command.seat)
        if command.option is None:
            assert (refusal is None) is (latest.pop(command.seat, None) is not None)
        else:
            latest[command.seat] = command.option
        if len(latest) == 2 and len(set(latest.values())) == 1:
            assert player.state.here.chosen == {("one", latest[command.seat])}
            return
        assert player.state.here.proposals == latest
