"""P1: a school without an account is invited by a time-boxed link and a code, and sees its own form only."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from macem.accounts.invitations import links
from macem.accounts.invitations import services as invitations
from macem.accounts.models import Invitation
from macem.audit.models import AuditEvent
from macem.desk.gathering import gather
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow, Refused
from macem.gate.rules import StaleWrite
from macem.gate.scope import acting_for
from macem.notices.models import Notice
from macem.notices.services import send_waiting
from macem.protocol.invitation import MOST_WRONG_CODES, VALID_FOR
from macem.protocol.vocabulary import Role
from macem.screening import services
from macem.screening.models import ScreeningInvitation
from macem.screening.services import inviting

pytestmark = pytest.mark.django_db

WHOM = {
    "organisation": "Test Street Primary",
    "full_name": "Rowan Example-Hart",
    "address": "rowan@school.example.org",
}


@pytest.fixture
def invite(acting, partnership):
    """`invite("mash")` invites somebody for Education and returns invitation and code."""

    def make(key: str = "ce_coordinator", **more):
        with acting(key) as by:
            return inviting.invite(
                panel=partnership.panel, agency=partnership.agency("education"), by=by, **{**WHOM, **more}
            )

    return make


@pytest.fixture
def row(acting):
    def find(invitation: Invitation) -> ScreeningInvitation:
        with acting("ce_coordinator"):
            return ScreeningInvitation.objects.select_related("panel", "agency", "invitation__user").get(
                invitation=invitation
            )

    return find


def let_in(given) -> Client:
    client = Client()
    assert client.post(links.path_to(given.invitation), {"code": given.code}).status_code == 302
    return client


def filled(partnership, **more) -> dict[str, object]:
    return {**WHOM, "agency": partnership.agency("education").pk, "once": "a1b2", **more}


def code_in(answer) -> str:
    return re.search(r'class="m-receipt">(\d{4} \d{4})<', answer.content.decode()).group(1)


@pytest.mark.parametrize("key", ["ce_coordinator", "business_support", "mash"])
def test_those_who_may_invite_see_the_code_once_and_it_opens_the_form(signed_in, partnership, row, key):
    client = signed_in(key)
    shown = client.post(reverse("screening:invite"), filled(partnership))
    invitation = Invitation.objects.get()
    assert links.path_to(invitation) in shown.content.decode()
    code = code_in(shown)
    later = client.get(reverse("screening:invitation", args=[row(invitation).pk])).content.decode()
    assert links.path_to(invitation) in later and code not in later
    answer = Client().post(links.path_to(invitation), {"code": code})
    assert answer.url == "/screening/"


@pytest.mark.parametrize("key", ["referrer", "chair", "health_spoc", "social_worker", "administrator"])
def test_nobody_else_invites(signed_in, acting, partnership, key, invite, row):
    given = invite()
    invited = row(given.invitation)
    client = signed_in(key)
    for name in ("screening:invitations", "screening:invite"):
        assert client.get(reverse(name)).status_code == 403
    for name in ("screening:invitation", "screening:renew", "screening:end"):
        assert client.get(reverse(name, args=[invited.pk])).status_code == 403
    assert client.post(reverse("screening:mail_again", args=[invited.pk])).status_code == 403
    with acting(key) as by:
        for act in (
            lambda: inviting.invite(
                panel=partnership.panel, agency=partnership.agency("education"), by=by, **WHOM
            ),
            lambda: inviting.renew(invited=invited, seen=given.invitation.expires_at, by=by),
            lambda: inviting.mail_again(invited=invited, by=by),
            lambda: inviting.end(invited=invited, by=by),
        ):
            with pytest.raises(Refused):
                act()
        assert not ScreeningInvitation.objects.exists()


def test_a_form_sent_twice_invites_once(signed_in, partnership, row):
    client = signed_in("mash")
    client.post(reverse("screening:invite"), filled(partnership))
    again = client.post(reverse("screening:invite"), filled(partnership))
    assert again.url == reverse("screening:invitation", args=[row(Invitation.objects.get()).pk])
    client.post(reverse("screening:invite"), filled(partnership, once="c3d4"))
    assert Invitation.objects.count() == 2


def test_what_was_typed_stays_where_something_is_missing(signed_in, partnership):
    answer = signed_in("mash").post(reverse("screening:invite"), filled(partnership, address="rowan"))
    assert answer.status_code == 200
    assert 'value="Test Street Primary"' in answer.content.decode()
    assert not Invitation.objects.exists()


def test_an_agency_without_a_place_on_the_panel_is_refused(acting, partnership):
    from macem.agencies.models import Agency

    stranger = Agency.objects.create(code="fire", name="Fire and Rescue")
    with acting("mash") as by, pytest.raises(NotNow, match="no place on the panel"):
        inviting.invite(panel=partnership.panel, agency=stranger, by=by, **WHOM)


def test_somebody_with_an_account_is_asked_to_sign_in_instead(signed_in, partnership):
    typed = filled(partnership, address="REFERRER@example.org")
    answer = signed_in("mash").post(reverse("screening:invite"), typed)
    assert "has an account" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_the_inviter_sees_whether_the_mail_went_out(invite, row, signed_in, as_worker):
    given = invite()
    address = reverse("screening:invitation", args=[row(given.invitation).pk])
    assert "Waiting to be sent" in signed_in("mash").get(address).content.decode()
    with as_worker():
        send_waiting(at=clock.now())
    assert "Waiting to be sent" not in signed_in("mash").get(address).content.decode()


def test_the_mail_holds_the_link_and_neither_code_nor_name(invite, as_worker):
    given = invite()
    with as_worker():
        assert send_waiting(at=clock.now()) == 1
    (message,) = mail.outbox
    assert message.to == [WHOM["address"]]
    assert f"http://localhost:8000{links.path_to(given.invitation)}" in message.body
    for secret in (given.code, "Rowan", "Example", "Test Street", "Sasha"):
        assert secret not in message.body + message.subject
    kept = " ".join(str(value) for value in Notice.objects.values_list().get())
    assert given.code not in kept and links.path_to(given.invitation) not in kept


def test_a_lost_mail_is_sent_again_with_the_same_link(invite, row, acting, as_worker, signed_in):
    given = invite()
    client = signed_in("business_support")
    client.post(reverse("screening:mail_again", args=[row(given.invitation).pk]))
    with as_worker():
        assert send_waiting(at=clock.now()) == 2
    assert len({message.body for message in mail.outbox}) == 1
    with acting("ce_coordinator") as by, pytest.raises(NotNow, match="expired"):
        inviting.mail_again(invited=row(given.invitation), by=by, at=clock.now() + VALID_FOR)


def test_the_list_says_how_far_each_has_come(invite, row, signed_in, acting):
    states = {}
    for name in ("Not opened", "Begun", "Sent in", "Locked", "Expired", "Ended"):
        states[name] = invite(organisation=f"Test {name}").invitation
    now = clock.now()
    Invitation.objects.filter(pk__in=[states[n].pk for n in ("Begun", "Sent in")]).update(opened_at=now)
    Invitation.objects.filter(pk=states["Sent in"].pk).update(used_at=now)
    Invitation.objects.filter(pk=states["Locked"].pk).update(wrong_codes=MOST_WRONG_CODES)
    Invitation.objects.filter(pk=states["Expired"].pk).update(expires_at=now)
    Invitation.objects.filter(pk=states["Ended"].pk).update(ended_at=now)
    page = signed_in("mash").get(reverse("screening:invitations")).content.decode()
    for name in states:
        after = page.split(f"Test {name}", 1)[1]
        assert re.search(r'tag[^"]*"[^>]*>(.*?)<', after).group(1) == name


def test_the_list_runs_a_constant_number_of_queries(invite, signed_in, django_assert_max_num_queries):
    client = signed_in("ce_coordinator")
    invite()
    client.get(reverse("screening:invitations"))
    with django_assert_max_num_queries(100) as few:
        client.get(reverse("screening:invitations"))
    for _number in range(3):
        invite()
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(reverse("screening:invitations"))


def test_two_who_renew_at_once_do_not_tell_two_codes(invite, row, acting):
    given = invite()
    invited, seen = row(given.invitation), given.invitation.expires_at
    with acting("mash") as by:
        first = inviting.renew(invited=invited, seen=seen, by=by)
    with acting("business_support") as by, pytest.raises(StaleWrite, match="just now"):
        inviting.renew(invited=invited, seen=seen, by=by)
    assert Client().post(links.path_to(given.invitation), {"code": first.code}).status_code == 302


def test_renewing_on_the_page_shows_a_new_code_and_keeps_the_draft(invite, row, signed_in, partnership):
    given = invite()
    let_in(given)
    draft = begin(given, partnership)
    Invitation.objects.update(expires_at=clock.now())
    number = row(given.invitation).pk
    client = signed_in("mash")
    page = client.get(reverse("screening:renew", args=[number])).content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', page).group(1)
    shown = client.post(reverse("screening:renew", args=[number]), {"seen": seen})
    code = code_in(shown)
    again = client.post(reverse("screening:renew", args=[number]), {"seen": seen})
    assert "just now" in again.content.decode()
    inside = Client()
    inside.post(links.path_to(given.invitation), {"code": code})
    assert inside.get(reverse("screening:overview", args=[draft.reference])).status_code == 200


def test_ending_asks_first(invite, row, signed_in):
    given = invite()
    number = row(given.invitation).pk
    client = signed_in("mash")
    assert "End this invitation?" in client.get(reverse("screening:end", args=[number])).content.decode()
    client.post(reverse("screening:end", args=[number]))
    assert Invitation.objects.get().ended_at is not None
    assert "ended before" in client.post(reverse("screening:end", args=[number])).content.decode()


def begin(given, partnership):
    """Begin the form of the invited person, as they would."""
    by = Actor.user(given.invitation.user)
    with acting_for(by.user_id):
        return services.begin(panel=partnership.panel, agency=partnership.agency("education"), by=by)


def test_the_invited_fill_in_one_form_for_the_agency_they_count_under(invite, partnership):
    given = invite()
    by = Actor.user(given.invitation.user)
    with acting_for(by.user_id), pytest.raises(Refused):
        services.begin(panel=partnership.panel, agency=partnership.agency("health"), by=by)
    begin(given, partnership)
    with pytest.raises(NotNow, match="one form"):
        begin(given, partnership)


def test_a_form_of_somebody_else_is_as_if_it_were_not_there(invite, partnership):
    mine, other = invite(), invite()
    let_in(mine)
    draft = begin(other, partnership)
    inside = let_in(mine)
    for name in ("overview", "delete", "read", "print"):
        assert inside.get(reverse(f"screening:{name}", args=[draft.reference])).status_code == 404
    assert inside.get(reverse("screening:question", args=[draft.reference, "name"])).status_code == 404


def test_the_invited_see_their_own_invitation_and_no_other(invite):
    mine = invite()
    invite()
    with acting_for(mine.invitation.user_id):
        assert [row.invitation_id for row in ScreeningInvitation.objects.all()] == [mine.invitation.pk]


def duties_of(acting, partnership, key: str, roles: set[Role], at):
    with acting(key):
        return [duty for duty in gather(partnership.user(key), roles, at) if "invitation of" in duty.title]


def test_an_invitation_that_ran_out_unused_is_its_inviters_to_renew_or_end(invite, acting, partnership):
    given = invite("mash")
    due = clock.now() + VALID_FOR
    roles = {Role.MASH_DECISION_MAKER}
    assert duties_of(acting, partnership, "mash", roles, due - timedelta(hours=1)) == []
    (duty,) = duties_of(acting, partnership, "mash", roles, due)
    assert duty.title == "Renew or end the invitation of Test Street Primary"
    assert duty.due == clock.local_date(given.invitation.expires_at)
    assert duties_of(acting, partnership, "ce_coordinator", {Role.CE_COORDINATOR}, due) == []
    let_in(given)
    invitations.note_used(by=Actor.user(given.invitation.user))
    assert duties_of(acting, partnership, "mash", roles, due) == []


def test_where_the_inviter_has_left_the_coordinator_sees_to_it(invite, acting, partnership, as_owner):
    from macem.agencies.services import end_role

    invite("mash")
    for membership in partnership.user("mash").memberships.all():
        end_role(membership=membership, by=Actor.command("test"))
    (duty,) = duties_of(acting, partnership, "ce_coordinator", {Role.CE_COORDINATOR}, clock.now() + VALID_FOR)
    assert duty.role is Role.CE_COORDINATOR


def test_a_locked_invitation_is_a_duty_at_once(invite, acting, partnership):
    invite("business_support")
    Invitation.objects.update(wrong_codes=MOST_WRONG_CODES)
    (duty,) = duties_of(acting, partnership, "business_support", {Role.BUSINESS_SUPPORT}, clock.now())
    assert duty.reason == "5 wrong codes locked their link."


def test_every_step_is_in_the_log_and_says_nothing_in_words(invite, row, acting):
    given = invite()
    Client().post(links.path_to(given.invitation), {"code": "00000000"})
    with acting("mash") as by:
        given = inviting.renew(invited=row(given.invitation), seen=given.invitation.expires_at, by=by)
        let_in(given)
        inviting.end(invited=row(given.invitation), by=by)
    told = AuditEvent.objects.filter(event__startswith="invitation_").order_by("pk")
    assert [event.event for event in told] == [
        "invitation_made",
        "invitation_code_wrong",
        "invitation_renewed",
        "invitation_opened",
        "invitation_ended",
    ]
    said = " ".join(str(event.details) for event in AuditEvent.objects.all())
    assert not [word for word in (given.code, *WHOM.values()) if word in said]


def test_the_referrals_page_leads_those_who_invite_to_the_invitations(signed_in):
    to = f'href="{reverse("screening:invitations")}"'
    assert to in signed_in("mash").get(reverse("referrals:own")).content.decode()
    assert to not in signed_in("referrer").get(reverse("referrals:own")).content.decode()
