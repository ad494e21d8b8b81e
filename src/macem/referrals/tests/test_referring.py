"""P1 and P3: immediate danger first, then a referral that its referrer may follow, and nothing else."""

import pytest

from macem.audit.models import AuditEvent
from macem.gate.refusal import NotNow, Refused
from macem.protocol.vocabulary import HarmfulSexualBehaviour, Strand
from macem.referrals import services
from macem.referrals.models import EmergencyStop, Referral
from macem.referrals.tests.making import decide, refer

pytestmark = pytest.mark.django_db

FORM = {
    "forename": "Casey",
    "surname": "Test-Lindqvist",
    "date_of_birth_day": "2",
    "date_of_birth_month": "7",
    "date_of_birth_year": "2012",
    "strands": ["cce", "online"],
    "harmful_sexual_behaviour": "none",
    "concern": "A second phone since October.",
    "strengths": "Football on Tuesdays.",
}


def begin(client):
    """Answer "no" to the first question and choose a few lines; the address of the form."""
    ways = client.post("/referrals/new/", {"in_danger": "no"}).url
    return client.post(ways, {"way": "few-lines"}).url


def page(client, address):
    return client.get(address).content.decode()


def test_immediate_danger_is_asked_before_anything_else(signed_in):
    client = signed_in("referrer")
    shown = page(client, "/referrals/new/")
    assert "Is a child in immediate danger?" in shown
    assert "NOT A SAFEGUARDING REFERRAL" in shown
    assert "Surname" not in shown
    assert client.get("/referrals/new/1a2b3c4d/").url == "/referrals/new/"
    assert client.get("/referrals/new/1a2b3c4d/few-lines/").url == "/referrals/new/"


def test_yes_shows_the_emergency_route_and_records_that_it_did_and_nothing_else(
    signed_in, acting, partnership
):
    client = signed_in("referrer")
    answer = client.post("/referrals/new/", {"in_danger": "yes"})
    shown = page(client, answer.url)
    assert "Call 999" in shown
    assert partnership.panel.mash_telephone in shown
    stop = EmergencyStop.objects.get()
    assert (stop.stopped_for, stop.agency.code) == (partnership.user("referrer"), "education")
    assert stop.telephone_shown == partnership.panel.mash_telephone
    assert AuditEvent.objects.filter(event="emergency_route_shown", object_id=str(stop.pk)).exists()
    with acting("referrer"):
        assert not Referral.objects.exists()


def test_the_question_must_be_answered(signed_in):
    client = signed_in("referrer")
    assert "There is a problem" not in page(client, "/referrals/new/")
    answer = client.post("/referrals/new/", {})
    assert "Say whether a child is in immediate danger" in answer.content.decode()


def test_a_referral_is_sent_with_one_receipt_however_often_the_button_is_pressed(
    signed_in, acting, partnership
):
    client = signed_in("referrer")
    address = begin(client)
    first = client.post(address, FORM)
    second = client.post(address, FORM)
    with acting("referrer"):
        referral = Referral.objects.get()
    assert first.url == second.url == f"/referrals/sent/{referral.receipt}/"
    assert referral.strands == ["cce", "online"]
    assert referral.agency == partnership.agency("education")
    shown = page(client, first.url)
    assert referral.receipt in shown
    assert "Waiting" in shown
    assert "NOT A SAFEGUARDING REFERRAL" in shown


def test_nothing_typed_is_lost_on_errors(signed_in, acting):
    client = signed_in("referrer")
    answer = client.post(
        begin(client),
        FORM
        | {
            "forename": "",
            "surname": "",
            "strengths": "",
            "date_of_birth_year": "",
            "concern": "Typed at length",
        },
    )
    shown = answer.content.decode()
    assert "There is a problem" in shown
    for fault in (
        "Enter a forename or a surname",
        "Say what keeps the child safe",
        "Date of birth must include a year",
    ):
        assert fault in shown
    assert "Typed at length" in shown
    assert 'value="online" checked' in shown
    with acting("referrer"):
        assert not Referral.objects.exists()


def test_an_age_stands_in_for_an_unknown_birthday_but_not_beside_it(signed_in, acting):
    client = signed_in("referrer")
    both = client.post(begin(client), FORM | {"about_age": "14"})
    assert "Give the date of birth or an age, not both" in both.content.decode()
    birthday = {"date_of_birth_day": "", "date_of_birth_month": "", "date_of_birth_year": ""}
    client.post(begin(client), FORM | birthday | {"about_age": "14"})
    with acting("referrer"):
        assert Referral.objects.get().about_age == 14


@pytest.mark.parametrize(("key", "asked"), [("police_spoc", True), ("csc_spoc", True), ("referrer", False)])
def test_only_police_and_social_care_are_asked_why_a_discussion_would_help(key, asked, signed_in):
    client = signed_in(key)
    assert ("Why would a discussion between agencies help?" in page(client, begin(client))) is asked


@pytest.mark.parametrize(
    "key", ["referrer", "health_spoc", "police_spoc", "administrator", "sub_group_member"]
)
def test_any_member_of_an_agency_may_refer(key, signed_in):
    client = signed_in(key)
    assert client.post(begin(client), FORM).status_code == 302


def test_somebody_without_a_role_may_not(client, partnership, as_worker):
    from macem.accounts.services import create_user
    from macem.demo.partnership import SEEDING
    from macem.demo.sign_in import CHOSEN

    with as_worker():
        outsider = create_user(email="outsider@example.org", full_name="Lee Example-Marr", by=SEEDING)
    client.force_login(outsider)
    session = client.session
    session[CHOSEN] = True
    session.save()
    assert client.get("/referrals/new/").status_code == 403


def test_a_referral_is_sent_for_ones_own_agency_only(acting, partnership):
    with acting("referrer") as by, pytest.raises(Refused):
        refer(partnership, by, agency="health")
    with acting("referrer") as by, pytest.raises(Refused):
        services.stop_for_emergency(panel=partnership.panel, agency=partnership.agency("health"), by=by)


@pytest.mark.parametrize(
    "change", [{"concern": " "}, {"strengths": ""}, {"strands": []}, {"forename": "", "surname": ""}]
)
def test_the_protocol_refuses_a_referral_that_lacks_something(change, acting, partnership):
    with acting("referrer") as by, pytest.raises(NotNow) as refusal:
        refer(partnership, by, **change)
    assert refusal.value.clause == "P1"


def test_the_referrer_sees_their_own_and_its_outcome_in_a_word_but_not_why(acting, partnership, signed_in):
    with acting("referrer") as by:
        mine = refer(partnership, by)
    with acting("health_spoc") as by:
        theirs = refer(partnership, by, agency="health", forename="Kit", surname="Test-Ashby")
    with acting("mash") as by:
        decide(mine, by, reason="A brother was named by another school.")
    client = signed_in("referrer")
    shown = page(client, "/referrals/")
    assert mine.receipt in shown
    assert "To MACEM" in shown
    assert theirs.receipt not in shown
    receipt = page(client, f"/referrals/sent/{mine.receipt}/")
    assert "To MACEM" in receipt
    assert "A brother" not in receipt
    assert client.get(f"/referrals/sent/{theirs.receipt}/").status_code == 404


def test_the_referrer_cannot_open_what_came_of_it(acting, partnership, signed_in):
    with acting("referrer") as by:
        mine = refer(partnership, by)
    with acting("mash") as by:
        reference = decide(mine, by).referral.subject.reference
    client = signed_in("referrer")
    assert client.get(f"/people/{reference}/assessments/").status_code == 403
    assert client.get("/referrals/mash/").status_code == 403
    assert client.get(f"/referrals/mash/{mine.receipt}/").status_code == 403


def test_nothing_is_left_where_the_audit_row_cannot_be_written(acting, partnership, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError("no log")

    with acting("referrer") as by:
        monkeypatch.setattr("macem.referrals.services.referring.audit.record", fail)
        for write in (
            lambda: refer(partnership, by),
            lambda: services.stop_for_emergency(
                panel=partnership.panel, agency=partnership.agency("education"), by=by
            ),
        ):
            with pytest.raises(RuntimeError):
                write()
        assert not Referral.objects.exists()
        assert not EmergencyStop.objects.exists()


def test_the_mash_is_told_without_a_name(acting, partnership, as_worker):
    from macem.notices.models import Notice

    with acting("referrer") as by:
        refer(partnership, by, strands=[Strand.CSE], harmful_sexual_behaviour=HarmfulSexualBehaviour.HARMED)
    with as_worker():
        notice = Notice.objects.get(user=partnership.user("mash"))
    assert "Casey" not in notice.subject_line + notice.path + notice.key
