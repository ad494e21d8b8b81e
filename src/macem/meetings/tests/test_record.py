"""M5-M8, P8, P10, S3: what is recorded of one person, and what is refused."""

from datetime import date, datetime

import pytest

from macem.actions.models import Action
from macem.cases.models import AgreedLevel
from macem.gate.clock import LONDON
from macem.gate.refusal import NotNow, Refused
from macem.gate.rules import StaleWrite
from macem.meetings import services
from macem.meetings.models import AgendaItem, Concern, InformationGiven, ItemDecision, ItemRecord
from macem.meetings.services.decisions import ProposedClosure
from macem.meetings.services.record import Task
from macem.meetings.tests.scene import circulated
from macem.meetings.tests.session_scene import RECORD, record_all, stage_now, started
from macem.protocol.vocabulary import ClosureKind, RiskLevel
from macem.protocol.vocabulary.states import ActionKind, ItemOutcome, MeetingStage

pytestmark = pytest.mark.django_db

CONTINUE, CLOSE = ItemOutcome.CONTINUE, ItemOutcome.CLOSE


@pytest.fixture
def item(acting, partnership, scene, monday):
    """The one item of a meeting that is in session."""
    meeting = scene.meeting()
    scene.case("Cass")
    circulated(acting, meeting)
    monday.move_to(datetime(2027, 1, 6, 14, 0, tzinfo=LONDON))
    started(partnership, acting, meeting)
    with acting("business_support"):
        return AgendaItem.objects.select_related("meeting__panel", "case").get()


def test_each_save_is_a_new_version_and_keeps_what_it_does_not_name(acting, item):
    with acting("business_support") as by:
        services.save_record(item=item, version=0, by=by, **RECORD)
        services.save_record(item=item, version=1, plan="Aunt first, then Mum.", by=by)
        first, second = ItemRecord.objects.order_by("version")
        assert (first.plan, second.plan) == ("Aunt is the first call.", "Aunt first, then Mum.")
        assert second.discussion == first.discussion


def test_two_note_takers_never_overwrite_each_other(acting, item):
    with acting("business_support") as by:
        services.save_record(item=item, version=0, plan="Mine.", by=by)
    with acting("vice_chair") as by, pytest.raises(StaleWrite) as refusal:
        services.save_record(item=item, version=0, plan="Theirs.", by=by)
    assert (refusal.value.theirs.plan, refusal.value.yours.plan) == ("Mine.", "Theirs.")
    with acting("chair"):
        assert [row.plan for row in ItemRecord.objects.all()] == ["Mine."]


def test_what_two_note_takers_write_in_different_fields_stands_side_by_side(acting, item):
    with acting("business_support") as by:
        services.save_record(item=item, version=0, plan="", discussion="Mine.", by=by)
    with acting("vice_chair") as by:
        written = services.save_record(item=item, version=0, plan="Theirs.", discussion="", by=by)
    assert (written.version, written.discussion, written.plan) == (2, "Mine.", "Theirs.")


def test_nothing_changed_is_no_new_version(acting, item):
    with acting("business_support") as by:
        first = services.save_record(item=item, version=0, plan="Aunt first.", by=by)
        again = services.save_record(item=item, version=1, plan="Aunt first. ", by=by)
    assert again == first


@pytest.mark.parametrize("key", ["health_spoc", "ce_coordinator", "social_worker"])
def test_only_those_who_run_the_meeting_record(acting, item, key):
    with acting(key) as by:
        with pytest.raises(Refused):
            services.save_record(item=item, version=0, plan="x", by=by)
        with pytest.raises(Refused):
            services.decide_item(item=item, outcome=CONTINUE, by=by)


def test_nothing_is_recorded_before_the_meeting_begins(acting, scene):
    meeting = scene.meeting(on=date(2027, 2, 3))
    scene.case("Nia")
    circulated(acting, meeting)
    with acting("business_support") as by, pytest.raises(NotNow, match="not begun"):
        services.save_record(item=AgendaItem.objects.get(), version=0, plan="x", by=by)


def test_information_keeps_fact_and_opinion_apart_and_says_something(acting, partnership, item):
    police = partnership.agency("police")
    with acting("business_support") as by:
        services.give_information(item=item, agency=police, fact="Found there.", opinion="A friend", by=by)
        with pytest.raises(NotNow, match="Enter a fact"):
            services.give_information(item=item, agency=police, fact=" ", by=by)
        row = InformationGiven.objects.get()
        assert (row.fact, row.opinion, row.offer) == ("Found there.", "A friend", "")


def test_an_action_is_not_agreed_without_person_agency_and_date(acting, partnership, item):
    whole = {
        "text": "Visit Hope Street",
        "owner": partnership.user("police_spoc"),
        "owner_name": "",
        "agency": partnership.agency("police"),
        "due": date(2027, 1, 15),
    }
    with acting("business_support") as by:
        for lacking in ({"owner": None}, {"agency": None}, {"due": None}, {"text": " "}):
            with pytest.raises(NotNow):
                services.agree_item_action(item=item, by=by, **(whole | lacking))
        assert not Action.objects.exists()
        action = services.agree_item_action(item=item, by=by, **whole)
        assert action.agreed_in.item == item


def test_a_dissent_may_stand_without_escalating_or_go_up_with_owner_and_date(acting, partnership, item):
    yjs = partnership.agency("yjs")
    with acting("business_support") as by:
        plain = services.record_dissent(item=item, agency=yjs, name="N. Beck", reason="Too early", by=by)
        assert plain.escalation is None
        with pytest.raises(NotNow):
            services.record_dissent(
                item=item, agency=yjs, name="N. Beck", reason="Too early", by=by,
                escalate=Task(owner=None, owner_name="M. Hollis", agency=yjs, due=None),
            )  # fmt: skip
        raised = services.record_dissent(
            item=item, agency=yjs, name="N. Beck", reason="Too early", by=by,
            escalate=Task(owner=None, owner_name="M. Hollis", agency=yjs, due=date(2027, 1, 15)),
        )  # fmt: skip
        assert raised.escalation.kind is ActionKind.ESCALATION
        with pytest.raises(NotNow, match="who does not agree"):
            services.record_dissent(item=item, agency=yjs, name="", reason="Too early", by=by)


def test_the_meeting_is_not_finished_while_a_concern_has_no_owner(acting, partnership, item):
    record_all(acting, item)
    with acting("chair") as by:
        concern = services.raise_concern(item=item, about="Her cousin", concern="Seen there", by=by)
        with pytest.raises(NotNow, match="an owner for each concern"):
            services.finish_meeting(meeting=item.meeting, by=by)
        task = Task(None, "A. Teacher", partnership.agency("education"), date(2027, 1, 7))
        with pytest.raises(NotNow):
            services.refer_concern(concern=concern, task=Task(None, "", None, None), by=by)
        services.refer_concern(concern=concern, task=task, by=by)
        assert Concern.objects.get().action.kind is ActionKind.CSC_REFERRAL
        with pytest.raises(NotNow, match="already"):
            services.refer_concern(concern=concern, task=task, by=by)
        services.finish_meeting(meeting=item.meeting, by=by)


@pytest.mark.parametrize(
    ("blank", "said"),
    [
        ({"child_voice": ""}, "voice"),
        ({"voice_asked_by": ""}, "voice"),
        ({"level": ""}, "level"),
        ({"plan": ""}, "level and plan"),
        ({"all_agree": False}, "level and plan"),
    ],
)
def test_the_meeting_is_not_finished_while_a_record_lacks_something(acting, item, blank, said):
    record_all(acting, item, **blank)
    with acting("chair") as by, pytest.raises(NotNow, match=said):
        services.finish_meeting(meeting=item.meeting, by=by)
    assert stage_now(item.meeting) is MeetingStage.IN_SESSION


def test_the_meeting_is_not_finished_without_a_decision(acting, item):
    record_all(acting, item, outcome=None)
    with acting("chair") as by, pytest.raises(NotNow, match="a decision for each case"):
        services.finish_meeting(meeting=item.meeting, by=by)


def test_sharing_says_what_who_and_what_may_be_held(acting, item):
    with acting("business_support") as by, pytest.raises(NotNow):
        services.agree_item_sharing(
            item=item, may_be_told="The plan", told_by=" ", tell_by=None, agencies_may_hold="All", by=by
        )


def test_risk_reduced_needs_a_lower_level_and_evidence(acting, item):
    item.case.level_at_entry = RiskLevel.SIGNIFICANT
    with acting("business_support") as by:
        item.case.save(update_fields=["level_at_entry"])
        services.save_record(item=item, version=0, by=by, **(RECORD | {"level": RiskLevel.SIGNIFICANT}))
        reduced = ProposedClosure(
            ClosureKind.RISK_REDUCED, reason="Safe at her aunt’s", evidence="None missing"
        )
        with pytest.raises(NotNow, match="lower than at entry"):
            services.decide_item(item=item, outcome=CLOSE, closure=reduced, by=by)
        services.save_record(item=item, version=1, level=RiskLevel.LOW, by=by)
        with pytest.raises(NotNow, match="evidence"):
            bare = ProposedClosure(ClosureKind.RISK_REDUCED, reason="Safe at her aunt’s")
            services.decide_item(item=item, outcome=CLOSE, closure=bare, by=by)
        with pytest.raises(NotNow, match="why"):
            services.decide_item(item=item, outcome=CLOSE, by=by)
        services.decide_item(item=item, outcome=CLOSE, closure=reduced, by=by)


def test_a_decision_may_be_taken_again_until_the_end_but_not_over_somebody_elses(acting, item):
    moved = ProposedClosure(ClosureKind.MOVED, reason="Moved to Leeds", accepted_by="Leeds MACE")
    with acting("chair") as by:
        services.decide_item(item=item, outcome=CLOSE, closure=moved, by=by)
        with pytest.raises(StaleWrite):
            services.decide_item(item=item, outcome=CONTINUE, version=0, by=by)
        services.decide_item(item=item, outcome=CONTINUE, version=1, by=by)
    record_all(acting, item, outcome=None)
    with acting("chair") as by:
        services.finish_meeting(meeting=item.meeting, by=by)
        assert ItemDecision.objects.all().standing().get().outcome is CONTINUE
        item.case.refresh_from_db()
        assert item.case.is_open, "only the decision that stands takes effect"


def test_after_the_meeting_words_may_be_put_right_but_not_levels_or_decisions(acting, item):
    record_all(acting, item)
    with acting("chair") as by:
        services.finish_meeting(meeting=item.meeting, by=by)
    with acting("business_support") as by:
        services.save_record(item=item, version=1, discussion="Found on Hope Road.", by=by)
        with pytest.raises(NotNow, match="what it agreed stands"):
            services.save_record(item=item, version=2, level=RiskLevel.LOW, by=by)
        with pytest.raises(NotNow, match="what it agreed stands"):
            services.decide_item(item=item, outcome=CONTINUE, version=1, by=by)
        assert AgreedLevel.objects.get().level is RiskLevel.ESCALATING


def test_a_contact_does_not_finish_the_meeting(acting, item):
    record_all(acting, item)
    with acting("health_spoc") as by, pytest.raises(Refused):
        services.finish_meeting(meeting=item.meeting, by=by)
