"""M5, S1: each agency says shared, nothing held, or held but withheld; who reads which, and until when."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from macem.gate import clock
from macem.gate.refusal import NotNow, Refused
from macem.gate.rules import StaleWrite
from macem.meetings import reading, services
from macem.meetings.models import AgencyReturn, AgendaItem, ReturnDraft
from macem.meetings.tests.scene import circulated, compiled, item_of
from macem.protocol.vocabulary import Part, ReturnStatus
from macem.protocol.vocabulary.states import MeetingStage, ReturnChoice
from macem.schedule.models import StageReached

pytestmark = pytest.mark.django_db
SHARED, NOTHING, WITHHELD = ReturnStatus.SHARED, ReturnStatus.NOTHING_HELD, ReturnStatus.WITHHELD


@pytest.fixture
def asked(acting, scene):
    """Cass, on the circulated list of 6 January."""
    case = scene.case("Cass")
    circulated(acting, scene.meeting())
    return case


def answer(acting, scene, case, given, key="health_spoc", agency="health", **texts):
    with acting(key) as by:
        return services.submit_return(
            item=item_of(case), agency=scene.partnership.agency(agency), answer=given, by=by, **texts
        )


def begin(scene, meeting):
    with scene.as_worker():
        StageReached.objects.create(meeting=meeting, stage=MeetingStage.IN_SESSION, at=clock.now())


def read_by(acting, key):
    with acting(key):
        return [(row.agency.code, row.answer, row.information) for row in AgencyReturn.objects.all()]


def test_an_agency_shares_and_offers_something(acting, scene, asked):
    row = answer(
        acting, scene, asked, SHARED, information="Seen in A&E on Monday", solutions="A clinic visit"
    )
    assert (row.version, row.information, row.solutions) == (1, "Seen in A&E on Monday", "A clinic visit")


def test_sharing_says_what_and_withholding_says_why(acting, scene, asked):
    for given in (SHARED, WITHHELD):
        with pytest.raises(NotNow) as refusal:
            answer(acting, scene, asked, given)
        assert refusal.value.clause == "M5"


def test_what_does_not_belong_to_the_answer_is_not_kept(acting, scene, asked):
    row = answer(acting, scene, asked, NOTHING, information="Typed before I looked", withheld_reason="x")
    assert (row.information, row.withheld_reason) == ("", "")


def test_a_changed_answer_is_a_new_version_and_the_earlier_stays(acting, scene, asked):
    answer(acting, scene, asked, NOTHING)
    assert answer(acting, scene, asked, SHARED, information="Found a record").version == 2
    with acting("health_spoc"):
        assert AgencyReturn.objects.count() == 2
        assert AgencyReturn.objects.all().standing().get().answer is SHARED


def test_a_colleagues_answer_in_between_is_not_overwritten(acting, scene, asked):
    answer(acting, scene, asked, SHARED, information="Mine", based_on=0)
    with pytest.raises(StaleWrite) as refusal:
        answer(acting, scene, asked, SHARED, key="health_deputy", information="Theirs", based_on=0)
    assert (refusal.value.theirs.information, refusal.value.yours.information) == ("Mine", "Theirs")


def test_nobody_answers_for_another_agency_or_without_being_its_contact(acting, scene, asked):
    with pytest.raises(Refused):
        answer(acting, scene, asked, NOTHING, key="lat_spoc", agency="health")
    with pytest.raises(Refused):
        answer(acting, scene, asked, NOTHING, key="social_worker", agency="csc")


def test_answers_are_taken_from_circulation_until_the_meeting_begins(acting, scene):
    case, meeting = scene.case("Cass"), scene.meeting()
    compiled(acting, meeting)
    with acting("chair") as by:
        item = item_of(case)
        with pytest.raises(NotNow, match="circulated"):
            services.submit_return(
                item=item, agency=scene.partnership.agency("police"), answer=NOTHING, by=by
            )


def test_a_late_answer_is_taken_and_one_after_the_beginning_is_not(acting, scene, asked, monday):
    monday.move_to("2027-01-05T10:00:00Z")
    answer(acting, scene, asked, NOTHING)
    with acting("chair"):
        meeting = item_of(asked).meeting
    begin(scene, meeting)
    with pytest.raises(NotNow, match="begun"):
        answer(acting, scene, asked, SHARED, information="Too late")


def test_before_the_meeting_an_agency_reads_its_own_answers_only(acting, scene, asked):
    answer(acting, scene, asked, SHARED, information="Seen on Monday")
    assert read_by(acting, "health_deputy") == [("health", SHARED, "Seen on Monday")]
    assert read_by(acting, "lat_spoc") == []
    assert read_by(acting, "business_support") == []


def test_the_chair_and_vice_chair_read_the_reasons_for_withholding_and_nobody_else_outside(
    acting, scene, asked
):
    answer(acting, scene, asked, WITHHELD, withheld_reason="Told to our counsellor in confidence")
    with acting("chair"):
        meeting = item_of(asked).meeting
    begin(scene, meeting)
    for key in ("chair", "vice_chair", "health_spoc"):
        with acting(key):
            assert AgencyReturn.objects.get().withheld_reason == "Told to our counsellor in confidence"
    for key in ("lat_spoc", "business_support", "ce_coordinator", "social_worker", "analyst", "csc_spoc"):
        assert read_by(acting, key) == [], key


def test_once_the_meeting_begins_others_read_what_was_shared_and_nothing_held_looks_like_withheld(
    acting, scene, asked
):
    answer(acting, scene, asked, SHARED, information="Seen on Monday")
    answer(acting, scene, asked, NOTHING, key="lat_spoc", agency="lat")
    answer(acting, scene, asked, WITHHELD, key="yjs_spoc", agency="yjs", withheld_reason="Confidential")
    with acting("chair"):
        meeting = item_of(asked).meeting
    begin(scene, meeting)
    assert read_by(acting, "education_spoc") == [("health", SHARED, "Seen on Monday")]


def test_an_answer_taken_back_is_no_longer_read_by_others(acting, scene, asked):
    answer(acting, scene, asked, SHARED, information="Meant for another child")
    answer(acting, scene, asked, WITHHELD, withheld_reason="Sent by mistake")
    with acting("chair"):
        meeting = item_of(asked).meeting
    begin(scene, meeting)
    assert read_by(acting, "education_spoc") == []


def test_python_and_the_database_agree_on_who_reads_what(acting, scene, asked, as_worker):
    answer(acting, scene, asked, SHARED, information="Seen on Monday")
    answer(acting, scene, asked, WITHHELD, key="yjs_spoc", agency="yjs", withheld_reason="Confidential")
    with acting("lat_spoc") as by:
        services.save_draft(
            item=item_of(asked), agency=scene.partnership.agency("lat"), choice=ReturnChoice.SHARED, by=by
        )
    with acting("chair"):
        meeting = item_of(asked).meeting
    begin(scene, meeting)
    keys = ["chair", "vice_chair", "business_support", "health_spoc", "lat_spoc", "social_worker", "referrer"]
    for model in (AgencyReturn, ReturnDraft, AgendaItem):
        for key in keys:
            with acting(key):
                by_database = set(model.objects.values_list("pk", flat=True))
            with as_worker():
                visible = model.objects.visible_to(scene.partnership.user(key))
                assert set(visible.values_list("pk", flat=True)) == by_database, (model, key)


def test_everybody_of_the_panel_sees_which_agencies_have_answered_and_not_what(acting, scene, asked):
    answer(acting, scene, asked, WITHHELD, withheld_reason="Confidential")
    with acting("business_support"):
        item = item_of(asked)
        done = reading.answered(item.meeting)
    assert dict(done) == {scene.partnership.agency("health").pk: {item.pk}}


def test_nothing_new_repeats_the_answer_of_last_time_and_says_so(acting, scene, monday):
    monday.move_to("2026-11-20T10:00:00Z")
    case = scene.case("Cass")
    circulated(acting, scene.meeting(on=date(2026, 12, 2)))
    answer(acting, scene, case, SHARED, information="In school every day")
    monday.move_to("2026-12-21T10:00:00Z")
    meeting = scene.meeting()
    circulated(acting, meeting)
    with acting("health_spoc") as by:
        item = AgendaItem.objects.get(meeting=meeting)
        row = services.let_answer_stand(item=item, agency=scene.partnership.agency("health"), by=by)
    assert (row.answer, row.information, row.nothing_new) == (SHARED, "In school every day", True)


def test_somebody_new_always_needs_an_answer_of_their_own(acting, scene, asked):
    with acting("health_spoc") as by, pytest.raises(NotNow, match="no earlier answer"):
        services.let_answer_stand(item=item_of(asked), agency=scene.partnership.agency("health"), by=by)


def test_a_draft_is_seen_by_whoever_typed_it_and_goes_when_the_answer_is_sent(acting, scene, asked):
    with acting("health_spoc") as by:
        services.save_draft(
            item=item_of(asked), agency=scene.partnership.agency("health"), choice=ReturnChoice.SHARED,
            information="Half a sen", by=by,
        )  # fmt: skip
        assert ReturnDraft.objects.get().information == "Half a sen"
    with acting("health_deputy"):
        assert not ReturnDraft.objects.exists()
    answer(acting, scene, asked, SHARED, information="Half a sentence")
    with acting("health_spoc"):
        assert not ReturnDraft.objects.exists()


def test_part_2_is_answered_only_by_those_who_may_see_it(acting, scene):
    case = scene.case("Alex", part=Part.ADULT_2)
    with scene.as_worker():
        scene.partnership.user("lat_spoc").memberships.update(part_two=False)
    circulated(acting, scene.meeting())
    with acting("lat_spoc"):
        assert not AgendaItem.objects.exists()
    assert answer(acting, scene, case, NOTHING).version == 1


def test_an_answer_that_was_sent_never_changes_in_the_database(acting, scene, asked):
    answer(acting, scene, asked, SHARED, information="Seen on Monday")
    with (
        acting("health_spoc"),
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError),
        transaction.atomic(),
    ):
        cursor.execute("UPDATE meetings_agencyreturn SET information = 'x'")
