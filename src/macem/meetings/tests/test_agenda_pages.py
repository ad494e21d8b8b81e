"""The pages from the names to the circulated agenda: who opens them, what they say, what pressing does."""

import re

import pytest

from macem.audit.models import AccessEntry
from macem.confidentiality.models import Exclusion
from macem.gate import clock
from macem.meetings import services
from macem.meetings.models import AgendaReceipt, Circulation
from macem.meetings.tests.scene import approved, circulated, compiled, item_of
from macem.meetings.tests.test_agenda import nominated
from macem.protocol.vocabulary import Part, RammOutcome

pytestmark = pytest.mark.django_db
MEETING = "/meetings/2027-01/"


def page(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    html = response.content.decode()
    if status == 200:
        assert len(re.findall(r"<h1[ >]", html)) == 1
    return html


def press(client, path, **data):
    response = client.post(path, data)
    assert response.status_code == 302, response.content.decode()
    return response


def test_the_list_of_meetings_says_where_each_stands(signed_in, scene):
    scene.meeting()
    html = page(signed_in("health_spoc"), "/meetings/")
    assert "Wednesday 6 January 2027" in html
    assert "Planned" in html


@pytest.mark.parametrize("key", ["referrer", "auditor", "administrator", "sub_group_member"])
def test_the_list_of_meetings_is_refused_to_those_whose_work_does_not_turn_on_them(signed_in, key):
    page(signed_in(key), "/meetings/", 403)


def test_a_meeting_that_is_not_there_is_not_found(signed_in):
    page(signed_in("chair"), "/meetings/2031-01/", 404)


def test_the_meetings_page_says_what_is_missing_and_who_owes_it(signed_in, scene):
    scene.meeting()
    html = page(signed_in("business_support"), MEETING)
    assert "Meeting of Wednesday 6 January 2027" in html
    assert "send the names in" in html


def test_the_meetings_page_is_refused_to_a_referrer(signed_in, scene):
    scene.meeting()
    page(signed_in("referrer"), MEETING, 403)


def test_names_are_sent_in_from_the_page(signed_in, scene):
    scene.meeting()
    scene.case("Cass")
    client = signed_in("business_support")
    assert "Send the names in" in page(client, f"{MEETING}names/")
    press(client, f"{MEETING}names/")
    assert "Cass Test-Maple" in page(client, f"{MEETING}names/")


def test_names_are_refused_to_a_contact(signed_in, scene):
    scene.meeting()
    page(signed_in("health_spoc"), f"{MEETING}names/", 403)
    assert signed_in("health_spoc").post(f"{MEETING}names/").status_code == 403


def test_a_presenter_is_named_and_a_guest_too(signed_in, acting, scene, partnership):
    meeting, case = scene.meeting(), scene.case("Cass")
    with acting("business_support") as by:
        services.send_names(meeting=meeting, by=by)
        item = item_of(case)
    client = signed_in("business_support")
    path = f"{MEETING}people/{item.pk}/presenter/"
    page(client, path)
    press(client, path, who=str(partnership.user("service_manager").pk))
    with acting("business_support"):
        assert item_of(case).presenter == partnership.user("service_manager")
    error = client.post(path, {"who": "guest"}).content.decode()
    assert "Enter the name of the guest who presents" in error
    press(client, path, who="guest", guest="Lee Example-Marr, Example Vale Council")
    page(signed_in("health_spoc"), path, 403)


def test_the_chair_takes_somebody_off_with_a_reason(signed_in, acting, scene):
    meeting, case = scene.meeting(), scene.case("Cass")
    with acting("business_support") as by:
        services.send_names(meeting=meeting, by=by)
        item = item_of(case)
    path = f"{MEETING}people/{item.pk}/take-off/"
    client = signed_in("chair")
    assert "Cass Test-Maple" in page(client, path)
    assert "Error:" in client.post(path, {"reason": ""}).content.decode()
    press(client, path, reason="Moved to Leeds")
    assert "Moved to Leeds" in page(client, f"{MEETING}names/")
    page(signed_in("business_support"), path, 403)
    page(client, f"{MEETING}people/999999/take-off/", 404)


def test_a_late_person_is_added_with_a_reason(signed_in, acting, scene):
    meeting = scene.meeting()
    scene.case("Cass")
    circulated(acting, meeting)
    late = scene.case("Wes")
    client = signed_in("business_support")
    assert "Wes Test-Maple" in page(client, f"{MEETING}names/add/")
    html = client.post(f"{MEETING}names/add/", {"case": str(late.pk)}).content.decode()
    assert "There is a problem" in html
    press(client, f"{MEETING}names/add/", case=str(late.pk), late_reason="Found on Saturday")
    assert "Late item" in page(client, MEETING)
    page(signed_in("lat_spoc"), f"{MEETING}names/add/", 403)
    page(client, f"{MEETING}names/add/", 404)


def test_the_agenda_is_compiled_approved_and_circulated_from_its_pages(signed_in, scene):
    scene.meeting()
    scene.case("Cass")
    office, chair = signed_in("business_support"), signed_in("chair")
    press(office, f"{MEETING}names/")
    page(office, f"{MEETING}agenda/compile/")
    press(office, f"{MEETING}agenda/compile/")
    agenda = f"{MEETING}agenda/1/"
    assert "The chair has not approved it" in page(office, agenda)
    page(chair, f"{agenda}decide/")
    press(chair, f"{agenda}decide/", outcome="approved")
    assert "Circulate version 1?" in page(office, f"{agenda}circulate/")
    press(office, f"{agenda}circulate/")
    assert Circulation.objects.count() == 1
    again = office.post(f"{agenda}circulate/").content.decode()
    assert "circulated already" in again


def test_compiling_deciding_and_circulating_are_refused_to_others(signed_in, acting, scene):
    scene.case("Cass")
    approved(acting, scene.meeting())
    for path in ("compile/", "1/decide/", "1/circulate/"):
        page(signed_in("health_spoc"), f"{MEETING}agenda/{path}", 403)
    page(signed_in("business_support"), f"{MEETING}agenda/1/decide/", 403)
    page(signed_in("vice_chair"), f"{MEETING}agenda/1/circulate/", 403)


def test_the_chair_returns_it_with_comments_which_business_support_reads(signed_in, acting, scene):
    scene.case("Cass")
    compiled(acting, scene.meeting())
    chair = signed_in("chair")
    html = chair.post(f"{MEETING}agenda/1/decide/", {"outcome": "returned"}).content.decode()
    assert "Say what has to change" in html
    press(chair, f"{MEETING}agenda/1/decide/", outcome="returned", comments="Who presents item 1?")
    html = page(signed_in("business_support"), f"{MEETING}agenda/1/")
    assert "Who presents item 1?" in html
    assert f'href="{MEETING}agenda/compile/"' in html, "the duty leads here, so the way on must stand here"
    support = signed_in("business_support")
    press(support, f"{MEETING}agenda/compile/")
    assert f'href="{MEETING}agenda/compile/"' not in page(support, f"{MEETING}agenda/1/")


def test_the_chair_reads_whom_the_ramm_put_off_against_a_criterion_before_approving(signed_in, acting, scene):
    """P5: "not now" with a service manager's reason is shown to the chair with the agenda."""
    meeting, _case, put_off = scene.meeting(), scene.case("Cass"), scene.case("Imo")
    nominated(scene, put_off, RammOutcome.NOT_NOW, manager_reason="The family has moved in with an aunt")
    with scene.as_worker():
        put_off.closed_at = clock.now()
        put_off.save()
    compiled(acting, meeting)
    html = page(signed_in("chair"), f"{MEETING}agenda/1/decide/")
    assert "Imo Test-Maple" in html and "The family has moved in with an aunt" in html
    with scene.as_worker():
        assert AccessEntry.objects.filter(
            subject_id=put_off.subject_id, route="meetings:decide_agenda"
        ).exists()


def test_the_vice_chair_is_asked_why_the_chair_does_not_decide(signed_in, acting, scene):
    scene.case("Cass")
    compiled(acting, scene.meeting())
    client = signed_in("vice_chair")
    assert "Why does the chair not decide?" in page(client, f"{MEETING}agenda/1/decide/")
    press(
        client, f"{MEETING}agenda/1/decide/", outcome="approved", chairs_conflict="The chair knows the family"
    )


def test_somebody_without_a_basis_is_listed_to_the_chair_and_circulation_says_for_whom_it_waits(
    signed_in, acting, scene
):
    scene.case("Cass", basis=False)
    approved(acting, scene.meeting())
    assert "Cass Test-Maple: a lawful basis" in page(signed_in("chair"), f"{MEETING}agenda/1/")
    client = signed_in("business_support")
    html = client.post(f"{MEETING}agenda/1/circulate/").content.decode()
    assert "Circulation waits until" in html
    assert not Circulation.objects.exists()


def test_an_agenda_is_not_there_for_a_contact_before_it_is_circulated(signed_in, acting, scene):
    meeting = scene.meeting()
    scene.case("Cass")
    version = approved(acting, meeting)
    client = signed_in("health_spoc")
    page(client, f"{MEETING}agenda/1/", 404)
    assert "Cass" not in page(client, MEETING)
    with acting("business_support") as by:
        services.circulate(version=version, by=by)
    html = page(client, f"{MEETING}agenda/1/")
    assert "Cass Test-Maple" in html
    assert "Yes: what you read has not been changed since" in html
    assert "Cass Test-Maple" in page(client, MEETING)


def test_opening_it_leaves_one_receipt_and_an_entry_in_the_access_log_for_each_person(
    signed_in, acting, scene, partnership
):
    scene.case("Cass"), scene.case("Imo")
    circulated(acting, scene.meeting())
    client = signed_in("health_spoc")
    page(client, f"{MEETING}agenda/1/"), page(client, f"{MEETING}agenda/1/")
    assert AgendaReceipt.objects.get().user == partnership.user("health_spoc")
    opened = AccessEntry.objects.filter(
        route="meetings:agenda_version", actor_id=partnership.user("health_spoc").pk
    )
    assert opened.count() == 4


def test_somebody_barred_from_one_person_is_not_shown_that_they_are_on_it(
    signed_in, acting, scene, partnership
):
    hidden = scene.case("Alex", surname="Test-Canary")
    scene.case("Imo")
    circulated(acting, scene.meeting())
    with scene.as_worker():
        Exclusion.objects.create(
            subject=hidden.subject, user_id=partnership.user("health_spoc").pk, since=clock.now()
        )
    client = signed_in("health_spoc")
    for path in (MEETING, f"{MEETING}agenda/1/", "/meetings/answers/"):
        html = page(client, path)
        assert "Test-Canary" not in html
        assert "1 child" in html or "1. " in html or "1 person" in html


def test_a_social_worker_sees_their_own_item_and_time_and_nobody_else(signed_in, acting, scene):
    scene.case("Cass"), scene.case("Imo", worker="second_social_worker")
    circulated(acting, scene.meeting())
    html = page(signed_in("second_social_worker"), MEETING)
    assert "Imo Test-Maple" in html
    assert "Cass" not in html


def test_chasing_from_the_page_tells_how_many(signed_in, acting, scene):
    scene.case("Cass")
    circulated(acting, scene.meeting())
    client = signed_in("business_support")
    assert "Chase all" in page(client, MEETING)
    press(client, f"{MEETING}chase/")
    assert "people are reminded" in page(client, MEETING)
    assert signed_in("health_spoc").post(f"{MEETING}chase/").status_code == 403
    assert client.get(f"{MEETING}chase/").status_code == 405


def test_part_2_stands_apart_with_the_polices_assessment(signed_in, acting, scene):
    scene.case("Alex", part=Part.ADULT_2, worker=None)
    circulated(acting, scene.meeting())
    html = page(signed_in("police_spoc"), MEETING)
    assert "1 adult who poses a risk" in html
    assert "Police assessment" in html


def test_pages_need_the_same_number_of_queries_for_many_people(
    signed_in, acting, scene, django_assert_max_num_queries
):
    meeting = scene.meeting()
    for name in ("Ash", "Bo", "Cy", "Di"):
        scene.case(name)
    circulated(acting, meeting)
    client = signed_in("business_support")
    page(client, MEETING)
    with django_assert_max_num_queries(75) as few:
        page(client, MEETING)
    for name in ("Ed", "Flo", "Gus", "Hal", "Ivo"):
        late = scene.case(name)
        with acting("business_support") as by:
            services.add_item(meeting=meeting, case=late, late_reason="Late", by=by)
    with django_assert_max_num_queries(len(few)):
        page(client, MEETING)


@pytest.mark.parametrize(("key", "links"), [("health_spoc", True), ("social_worker", False)])
def test_the_meetings_page_leads_to_the_agenda_only_whoever_may_open_it(key, links, signed_in, acting, scene):
    scene.case("Cass")
    circulated(acting, scene.meeting())
    client = signed_in(key)
    assert (f'href="{MEETING}agenda/1/"' in page(client, MEETING)) is links
    page(client, f"{MEETING}agenda/1/", 200 if links else 403)
