import pytest

from macem.actions.models import Action, ActionResult, ActionUpdate, FormerOwner
from macem.actions.services import path_of, record_result
from macem.audit.models import AccessEntry
from macem.demo.partnership import PROFESSIONALS
from macem.notices.models import Notice
from macem.protocol.vocabulary import ActionOutcome

pytestmark = pytest.mark.django_db
DONE = {"how": "done", "evidence": "Went on Friday", "effect": "Starts in March", "version": "1"}


@pytest.mark.parametrize("key", [professional.key for professional in PROFESSIONALS])
def test_everybody_has_a_list_of_their_own(signed_in, key):
    page = signed_in(key).get("/actions/").content.decode()
    assert "You have none now" in page
    assert page.count("<h1") == 1


def test_an_own_list_stands_under_late_today_and_later(signed_in, agreed, child, time_machine):
    agreed(child)
    browser = signed_in("referrer")
    assert "Later" in browser.get("/actions/").content.decode()
    time_machine.move_to("2099-02-02 09:00 +0000")
    page = signed_in("referrer").get("/actions/").content.decode()
    assert "Late" in page
    assert "2 working days late" in page


def test_an_owner_who_does_not_see_the_child_reads_only_the_reference(signed_in, agreed, child):
    action = agreed(child)
    browser = signed_in("referrer")
    for address in ("/actions/", path_of(action)):
        page = browser.get(address).content.decode()
        assert child.subject.reference in page
        assert "Test-Nettle" not in page
        assert "/people/" not in page
    assert "Imo Test-Nettle" in signed_in("chair").get(path_of(action)).content.decode()


def test_opening_an_action_about_a_child_is_logged(signed_in, agreed, child):
    action = agreed(child)
    signed_in("referrer").get(path_of(action))
    entry = AccessEntry.objects.get(context="action")
    assert (entry.subject_id, entry.route) == (child.pk, "actions:action")


def test_an_action_that_is_not_theirs_to_see_looks_as_if_there_were_none(signed_in, agreed, child):
    action = agreed(child)
    assert signed_in("attendance_officer").get(path_of(action)).status_code == 404
    assert signed_in("attendance_officer").get("/actions/999999/").status_code == 404


def test_m8_the_owner_says_that_it_is_done(signed_in, agreed, child, acting):
    action = agreed(child)
    page = signed_in("referrer").post(path_of(action), DONE, follow=True).content.decode()
    assert "Saved. The meeting sees what you wrote." in page
    with acting("chair"):
        assert ActionResult.objects.get().outcome is ActionOutcome.DONE
    assert "You have none now" in signed_in("referrer").get("/actions/").content.decode()


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"how": "done", "evidence": "Went"}, "still needs the effect"),
        ({"how": "no_longer_possible"}, "the circumstances"),
        ({"how": "carried_forward"}, "a later date"),
        ({"how": "update", "update": ""}, "Say how it is going."),
        ({}, "Answer the question"),
    ],
)
def test_m8_a_result_that_says_too_little_is_a_form_error(signed_in, agreed, answers, words):
    action = agreed()
    page = signed_in("referrer").post(path_of(action), {"version": "1", **answers}).content.decode()
    assert "There is a problem" in page
    assert words in page


def test_m9_an_update_between_meetings(signed_in, agreed, acting):
    action = agreed()
    browser = signed_in("referrer")
    page = browser.post(
        path_of(action), {"how": "update", "update": "Rang twice", "version": "1"}, follow=True
    ).content.decode()
    assert "Rang twice" in page
    with acting("chair"):
        assert ActionUpdate.objects.get().text == "Rang twice"


def test_two_people_at_once_both_texts_are_shown_and_the_second_may_stand(signed_in, agreed, acting):
    action = agreed()
    with acting("chair") as by:
        record_result(action=Action.objects.get(), outcome=ActionOutcome.CARRIED_FORWARD, by=by,
                      evidence="The garage is shut", new_due=action.first_due.replace(month=3))  # fmt: skip
    browser = signed_in("referrer")
    page = browser.post(path_of(action), DONE).content.decode()
    assert "The garage is shut" in page
    assert "Went on Friday" in page
    assert 'name="version" value="2"' in page
    browser.post(path_of(action), DONE | {"version": "2"})
    with acting("chair"):
        assert ActionResult.objects.count() == 2


def test_somebody_who_only_sees_the_action_cannot_say_how_it_went(signed_in, agreed, child):
    action = agreed(child)
    browser = signed_in("health_spoc")
    assert "How did it go?" not in browser.get(path_of(action)).content.decode()
    assert browser.post(path_of(action), DONE).status_code == 403


def test_m9_the_contact_names_another_owner(signed_in, agreed, child, partnership, acting):
    action = agreed(child)
    adviser = partnership.user("inclusion_adviser")
    address = f"{path_of(action)}owner/"
    page = signed_in("education_spoc").get(address).content.decode()
    assert "Uma Example-Kerr" in page
    assert "Kit Example-Ward" not in page
    answers = {"who": f"{adviser.pk}-{partnership.agency('education').pk}"}
    response = signed_in("education_spoc").post(address, answers, follow=True)
    assert "Uma Example-Kerr" in response.content.decode()
    with acting("chair"):
        assert FormerOwner.objects.get().owner_name == "Priya Example-Stow"
    assert Notice.objects.get().user == adviser


@pytest.mark.parametrize(("key", "status"), [("health_spoc", 403), ("referrer", 403), ("lat_spoc", 403)])
def test_others_do_not_name_owners(signed_in, agreed, child, key, status):
    assert signed_in(key).get(f"{path_of(agreed(child))}owner/").status_code == status


def test_somebody_not_on_the_list_is_named_with_their_agency(signed_in, agreed, acting, partnership):
    action = agreed()
    browser = signed_in("chair")
    page = browser.post(f"{path_of(action)}owner/", {"who": "other"}).content.decode()
    assert "Enter the name of the person who will do it" in page
    assert "Select the agency they work for" in page
    answers = {"who": "other", "name": "Sam Example-Nurse", "agency": str(partnership.agency("health").pk)}
    browser.post(f"{path_of(action)}owner/", answers)
    with acting("chair"):
        found = Action.objects.get()
        assert (found.owner, found.owner_name, found.agency.code) == (None, "Sam Example-Nurse", "health")


def test_the_panels_list_is_filtered_by_agency_person_and_state(signed_in, agreed, child, partnership):
    agreed(child)
    agreed(text="Visit the café", owner="analyst", agency="police")
    browser = signed_in("chair")

    def listed(**wanted):
        page = browser.get("/actions/all/", wanted).content.decode()
        return ("taster day" in page, "Visit the café" in page)

    assert listed() == (True, True)
    assert listed(agency=partnership.agency("police").pk) == (False, True)
    assert listed(owner="priya") == (True, False)
    assert listed(which="late") == (False, False)
    assert listed(which="closed") == (False, False)
    assert listed(which="all", agency="nonsense") == (True, True)


def test_the_panels_list_is_for_those_who_look_after_it(signed_in):
    assert signed_in("ce_coordinator").get("/actions/all/").status_code == 200
    assert signed_in("referrer").get("/actions/all/").status_code == 403


def test_the_lists_take_the_same_queries_however_long(signed_in, agreed, child, queries_of):
    def few_and_many(key, address):
        return queries_of(signed_in(key), address)

    agreed(child)
    few = [few_and_many("chair", "/actions/all/"), few_and_many("referrer", "/actions/")]
    for _ in range(12):
        agreed(child)
        agreed()
    assert [few_and_many("chair", "/actions/all/"), few_and_many("referrer", "/actions/")] == few


def test_m6_an_action_is_agreed_outside_a_meeting(signed_in, partnership, child, acting):
    worker = partnership.user("referrer")
    answers = {
        "text": "Visit the café",
        "who": f"{worker.pk}-{partnership.agency('education').pk}",
        "due_day": "1",
        "due_month": "3",
        "due_year": "2099",
    }
    browser = signed_in("ce_coordinator")
    page = browser.post(
        f"/actions/new/?about={child.subject.reference}", answers, follow=True
    ).content.decode()
    assert "Visit the café" in page
    assert "Imo Test-Nettle" in page
    assert Notice.objects.get().user == worker
    refused = browser.post("/actions/new/", answers | {"who": ""}).content.decode()
    assert "There is a problem" in refused


def test_others_do_not_agree_actions_on_this_page(signed_in, child):
    assert signed_in("referrer").get("/actions/new/").status_code == 403
    unseen = f"/actions/new/?about={child.subject.reference}"
    assert signed_in("intelligence_ds").get(unseen).status_code == 404
