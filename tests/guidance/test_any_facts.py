"""Whatever the facts are: an answer, never a crash; and what an answer never does."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from guidance import Ruleset, read_facts
from guidance.guide import MINISTRIES, Guide
from storage.content.load import load_knowledge
from tests.guidance.conftest import TODAY
from tests.guidance.fact_sets import anything, facts, rubbish

DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))
KNOWLEDGE = load_knowledge()
MANY_TIMES = settings(max_examples=120, deadline=None)


def weighed(weigher: Ruleset, given_facts: object, on: date = TODAY) -> Guide:
    read, complaints = read_facts(given_facts, on)
    return weigher.weigh(read, on, complaints)


@MANY_TIMES
@given(facts, DAYS)
def test_somebody_always_leads_and_is_named_first(weigher: Ruleset, told: dict[str, object], on: date) -> None:
    guide = weighed(weigher, told, on)
    assert guide.lead in MINISTRIES
    assert guide.routes[0].role == "lead"
    assert guide.routes[0].ministry == guide.lead


@MANY_TIMES
@given(facts, DAYS)
def test_who_is_refused_is_never_named(weigher: Ruleset, told: dict[str, object], on: date) -> None:
    guide = weighed(weigher, told, on)
    refused = {no.ministry for no in guide.refused}
    assert not refused & {guide.lead, *guide.cooperating}
    assert not refused & {route.ministry for route in guide.routes}
    assert all(no.because for no in guide.refused), "each refusal names the facts"


@MANY_TIMES
@given(facts, DAYS)
def test_no_door_that_time_has_closed_is_open(weigher: Ruleset, told: dict[str, object], on: date) -> None:
    for route in weighed(weigher, told, on).routes:
        if route.deadline and route.deadline.certain and route.deadline.days_left is not None:
            assert route.deadline.days_left >= 0 or route.deadline.clock.endswith(("24h", "72h", "duty"))


@MANY_TIMES
@given(facts, DAYS)
def test_the_lead_does_not_stand_beside_itself_and_few_do(weigher: Ruleset, told: dict[str, object], on: date) -> None:
    guide = weighed(weigher, told, on)
    assert guide.lead not in guide.cooperating
    assert len(guide.cooperating) == len(set(guide.cooperating)) <= 3
    assert not set(guide.also) & set(MINISTRIES)


@MANY_TIMES
@given(facts)
def test_a_nameless_owner_is_led_only_to_where_no_name_is_needed(weigher: Ruleset, told: dict[str, object]) -> None:
    guide = weighed(weigher, {**told, "anonymous": "yes"})
    assert all(KNOWLEDGE.routes[route.route].anonymous for route in guide.routes)
    assert {guide.lead, *guide.cooperating} <= {"kftc", "knpa", "mss"}
    assert "mss" not in guide.cooperating


@MANY_TIMES
@given(facts)
def test_the_sme_ministry_helps_smes_only(weigher: Ruleset, told: dict[str, object]) -> None:
    guide = weighed(weigher, {**told, "victim_size": "large"})
    assert "mss" not in guide.cooperating
    assert guide.lead != "mss" or guide.routes[0].route == "consultation"


@MANY_TIMES
@given(facts)
def test_the_intelligence_service_needs_something_abroad_or_core_technology(
    weigher: Ruleset, told: dict[str, object]
) -> None:
    taken = told.get("what_was_taken", [])
    assert isinstance(taken, list)
    guide = weighed(weigher, {**told, "overseas": "no", "what_was_taken": [t for t in taken if "tech" not in t]})
    assert "nis" not in {guide.lead, *guide.cooperating}


@MANY_TIMES
@given(facts)
def test_the_commission_never_acts_on_one_who_left(weigher: Ruleset, told: dict[str, object]) -> None:
    guide = weighed(weigher, {**told, "relationship": "ex_employee"})
    assert "kftc" not in {guide.lead, *guide.cooperating}


@MANY_TIMES
@given(facts, DAYS)
def test_what_to_ask_next_is_not_known_yet_or_in_doubt(weigher: Ruleset, told: dict[str, object], on: date) -> None:
    read, _ = read_facts(told, on)
    for fact in weigher.weigh(read, on).ask_next:
        assert fact not in read.values or fact in read.doubtful


@MANY_TIMES
@given(facts, DAYS)
def test_the_same_facts_give_the_same_guide(weigher: Ruleset, told: dict[str, object], on: date) -> None:
    fresh = Ruleset(KNOWLEDGE) if len(told) == 3 else weigher
    assert weighed(weigher, told, on) == weighed(fresh, told, on) == weighed(weigher, dict(reversed(told.items())), on)


@MANY_TIMES
@given(anything)
def test_anything_at_all_is_answered(weigher: Ruleset, told: dict[str, object]) -> None:
    assert weighed(weigher, told).lead in MINISTRIES


@given(rubbish)
def test_what_is_no_object_is_complained_of(weigher: Ruleset, told: object) -> None:
    guide = weighed(weigher, told)
    assert guide.lead in MINISTRIES
    assert isinstance(told, dict) or [one.kind for one in guide.complaints] == ["not_a_value"]


def test_nothing_known_lights_up_nothing_and_asks(weigher: Ruleset) -> None:
    guide = weighed(weigher, {})
    assert guide.lead == "mss"
    assert [route.route for route in guide.routes] == ["consultation"]
    assert (guide.cooperating, guide.also, guide.refused, guide.programmes, guide.blind_spots) == ((),) * 5
    assert guide.ask_next[:2] == ("relationship", "what_was_taken")


def test_all_unknown_is_nothing_known(weigher: Ruleset) -> None:
    from guidance import vocabulary

    assert weighed(weigher, dict.fromkeys(vocabulary.ALL, "unknown")) == weighed(weigher, {})


def test_one_known_fact_opens_a_door_and_says_what_would_decide(weigher: Ruleset) -> None:
    guide = weighed(weigher, {"relationship": "ex_employee"})
    assert guide.lead == "knpa"
    assert "what_was_taken" in guide.routes[0].unknown
    assert guide.ask_next[0] == "what_was_taken"
    assert guide.cooperating == ()
