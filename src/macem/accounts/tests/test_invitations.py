"""A link and a code for somebody without an account (P1; security 16): how it lives, whom it lets in."""

import time
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from macem.accounts.invitations import codes, links, services
from macem.accounts.invitations.session import CODE_ACCEPTED
from macem.accounts.models import Invitation, User
from macem.agencies.services import give_role
from macem.audit.models import AuditEvent
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.protocol.invitation import MOST_WRONG_CODES, VALID_FOR
from macem.protocol.vocabulary import Role
from macem.protocol.vocabulary.invitations import InvitationPurpose

pytestmark = pytest.mark.django_db

LANDING = "/screening/"
ADDRESS = "rowan@school.example.org"


@pytest.fixture
def clock():
    with time_machine.travel(time.time(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def given(partnership):
    return services.invite(
        purpose=InvitationPurpose.SCREENING,
        full_name="Rowan Example-Hart",
        organisation="Test Street Primary",
        address=ADDRESS,
        by=partnership.actor("ce_coordinator"),
    )


@pytest.fixture
def by(partnership):
    return partnership.actor("ce_coordinator")


def send(given, code: str | None = None, client: Client | None = None):
    client = client or Client()
    return client.post(links.path_to(given.invitation), {"code": given.code if code is None else code})


def wrong(given) -> str:
    return f"{(int(given.code) + 1) % 10**8:08d}"


def events(*names: str) -> int:
    return AuditEvent.objects.filter(event__in=names).count()


def in_by(given) -> Client:
    client = Client()
    assert send(given, client=client).url == LANDING
    return client


def test_neither_link_nor_code_is_kept(given):
    invitation = Invitation.objects.get()
    kept = [str(getattr(invitation, field.attname)) for field in Invitation._meta.concrete_fields]
    kept += [str(getattr(invitation.user, field.attname)) for field in User._meta.concrete_fields]
    kept += [str(row.details) for row in AuditEvent.objects.all()]
    token = links.path_to(invitation).strip("/").rsplit("/", 1)[-1]
    assert not any(given.code in text or token in text for text in kept)
    assert Client().get(f"/invited/{invitation.handle}/").status_code == 404


def test_the_right_code_opens_the_form_typed_with_gaps_or_without(given):
    for typed in (given.code, codes.spoken(given.code), f"{given.code[:4]}-{given.code[4:]}"):
        assert send(given, typed).url == LANDING
    assert events("invitation_opened") == 3
    assert Invitation.objects.get().opened_at is not None


def test_looking_at_the_link_uses_nothing_up(given):
    client = Client()
    path = links.path_to(given.invitation)
    before = Invitation.objects.values().get()
    rows = AuditEvent.objects.count()
    for _look in range(2 * MOST_WRONG_CODES):
        assert client.get(path).status_code == client.head(path).status_code == 200
    assert Invitation.objects.values().get() == before
    assert AuditEvent.objects.count() == rows
    assert not client.session.get("_auth_user_id")


def test_the_page_says_who_invites_and_that_it_is_no_safeguarding_referral(given):
    answer = Client().get(links.path_to(given.invitation))
    assert "Sasha Example-Reed" in answer.content.decode()
    assert "NOT A SAFEGUARDING REFERRAL" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("typed", ["", "1234", "123456789", "not a code"])
def test_what_cannot_be_a_code_is_not_counted(given, typed):
    answer = send(given, typed)
    assert answer.status_code == 200
    assert "govuk-error-summary" in answer.content.decode()
    assert Invitation.objects.get().wrong_codes == 0


def test_five_wrong_codes_lock_the_link_for_the_right_one_too(given):
    for n in range(1, MOST_WRONG_CODES + 1):
        assert "The code is wrong" in send(given, wrong(given)).content.decode() or n == MOST_WRONG_CODES
        assert Invitation.objects.get().wrong_codes == n
    locked = send(given)
    assert "This link is locked" in locked.content.decode()
    assert 'name="code"' not in locked.content.decode()
    assert events("invitation_code_wrong") == MOST_WRONG_CODES
    assert events("invitation_opened") == 0


def test_a_right_code_sets_the_count_back(given):
    for _try in range(MOST_WRONG_CODES - 1):
        send(given, wrong(given))
    assert send(given).url == LANDING
    assert Invitation.objects.get().wrong_codes == 0


def test_a_lock_turns_nobody_out(given):
    inside = in_by(given)
    for _try in range(MOST_WRONG_CODES):
        send(given, wrong(given))
    assert inside.get(links.path_to(given.invitation)).url == LANDING


def test_attempts_are_throttled_for_each_link(given, settings):
    settings.ACCOUNT_RATE_LIMITS = {"invitation_code": "3/10m/key"}
    assert [send(given, wrong(given)).status_code for _try in range(4)] == [200, 200, 200, 429]
    assert Invitation.objects.get().wrong_codes == 3


def test_attempts_are_throttled_for_each_address(given, by, settings):
    settings.ACCOUNT_RATE_LIMITS = {"invitation_code": "3/10m/ip"}
    assert [send(given, wrong(given)).status_code for _try in range(4)] == [200, 200, 200, 429]
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert send(given, client=elsewhere).url == LANDING


def test_an_expired_link_says_that_nothing_is_lost_and_whom_to_ring(given, by, clock):
    User.objects.filter(pk=by.user_id).update(telephone="01904 000000")
    clock.shift(VALID_FOR - timedelta(minutes=1))
    inside = in_by(given)
    clock.shift(timedelta(minutes=1))
    page = Client().get(links.path_to(given.invitation)).content.decode()
    assert "This link has expired" in page
    assert "Nothing that you wrote is lost" in page
    assert "Sasha Example-Reed" in page and "01904 000000" in page
    assert 'name="code"' not in page
    assert send(given).status_code == 200
    assert events("invitation_opened") == 1
    assert inside.get(LANDING).url == links.path_to(given.invitation)


def test_whoever_is_in_is_out_as_soon_as_the_link_is_ended(given, by):
    inside = in_by(given)
    services.end(invitation=given.invitation, by=by)
    assert inside.get(LANDING).url == links.path_to(given.invitation)
    assert not inside.session.get("_auth_user_id")
    assert "This link was ended" in send(given).content.decode()
    with pytest.raises(NotNow, match="ended before"):
        services.end(invitation=given.invitation, by=by)
    with pytest.raises(NotNow, match="ended for good"):
        services.renew(invitation=given.invitation, by=by)


def test_renewing_makes_the_code_before_worthless_and_keeps_link_and_person(given, partnership):
    inside = in_by(given)
    for _try in range(MOST_WRONG_CODES):
        send(given, wrong(given))
    again = services.renew(invitation=given.invitation, by=partnership.actor("mash"))
    assert again.code != given.code
    assert "The code is wrong" in send(given).content.decode()
    assert links.path_to(again.invitation) == links.path_to(given.invitation)
    assert inside.get(LANDING).status_code == 302 and not inside.session.get("_auth_user_id")
    back = in_by(again)
    assert back.session["_auth_user_id"] == str(given.invitation.user_id)
    assert "Tamsin Example-Lowe" in Client().get(links.path_to(given.invitation)).content.decode()


def test_fifteen_idle_minutes_lead_back_to_the_link_where_the_same_code_lets_in(given, clock):
    inside = in_by(given)
    inside.get(LANDING)
    clock.shift(timedelta(minutes=15, seconds=1))
    assert inside.get(LANDING).url == links.path_to(given.invitation)
    assert send(given, client=inside).url == LANDING


def test_a_form_sent_after_the_end_of_the_session_says_how_to_go_on(given, clock):
    inside = in_by(given)
    inside.get(LANDING)
    clock.shift(timedelta(minutes=15, seconds=1))
    answer = inside.post("/screening/S-1/question/name/", {"x": "y"})
    assert answer.status_code == 403
    assert f'href="{links.path_to(given.invitation)}"' in answer.content.decode()


def test_a_link_with_somebody_elses_signature_opens_nothing(given, by):
    other = services.invite(
        purpose=InvitationPurpose.SCREENING, full_name="Lee Example-Orr", organisation="Test Charity",
        address="lee@example.org", by=by,
    )  # fmt: skip
    mine = links.path_to(given.invitation).strip("/").rsplit("/", 1)[-1]
    theirs = links.path_to(other.invitation).strip("/").rsplit("/", 1)[-1]
    swapped = f"{mine.split('.')[0]}.{theirs.split('.')[1]}"
    for token in (swapped, mine[:-1], mine + "A", mine.upper(), "x", "."):
        assert Client().get(reverse("invited:link", kwargs={"token": token})).status_code == 404
    assert "The code is wrong" in send(given, other.code).content.decode()


def test_a_second_invitation_in_the_same_browser_takes_the_place_of_the_first(given, by):
    other = services.invite(
        purpose=InvitationPurpose.SCREENING, full_name="Lee Example-Orr", organisation="Test Charity",
        address="lee@example.org", by=by,
    )  # fmt: skip
    inside = in_by(given)
    assert send(other, client=inside).url == LANDING
    assert inside.session["_auth_user_id"] == str(other.invitation.user_id)


def test_somebody_with_an_account_keeps_their_session(given, signed_in):
    client = signed_in("referrer")
    for answer in (client.get(links.path_to(given.invitation)), send(given, client=client)):
        assert "You are signed in" in answer.content.decode()
    assert client.get(reverse("desk:work")).status_code == 200
    assert Invitation.objects.get().opened_at is None


def test_there_is_no_other_way_in(given, client):
    user = given.invitation.user
    with pytest.raises(IntegrityError), transaction.atomic():
        user.set_password("three-rivers-of-brass")
        user.save()
    client.post(reverse("account_login"), {"login": user.email, "password": given.code})
    assert not client.session.get("_auth_user_id")
    for address in (ADDRESS, user.email):
        client.post(reverse("account_reset_password"), {"email": address})
    assert mail.outbox == []


def test_a_session_without_the_code_opens_nothing(given, client):
    client.force_login(given.invitation.user)
    assert client.get(LANDING).url == reverse("mfa_activate_totp")
    assert client.get(reverse("mfa_activate_totp")).status_code == 403
    session = client.session
    session[CODE_ACCEPTED] = True
    session.save()
    assert client.get(LANDING).status_code == 302


@pytest.mark.parametrize(
    "name",
    ["desk:work", "mfa_index", "mfa_activate_totp", "account_change_password", "account_reauthenticate",
     "notices:mine", "casefile:search", "casefile:children", "actions:mine", "screening:invitations"],
)  # fmt: skip
def test_the_invited_see_no_page_of_the_signed_in(given, name):
    inside = in_by(given)
    assert inside.get(reverse(name)).status_code == 403
    refused = AuditEvent.objects.filter(event="refused", actor_id=given.invitation.user_id)
    assert refused.filter(details__route=name).exists()


def test_leaving_leads_back_to_the_link(given):
    inside = in_by(given)
    assert inside.get(reverse("account_logout")).status_code == 200
    assert inside.post(reverse("account_logout")).url == links.path_to(given.invitation)
    assert not inside.session.get("_auth_user_id")


def test_the_frame_of_the_invited_holds_no_way_to_anybody_elses_pages(given):
    inside = in_by(given)
    page = inside.get(LANDING, follow=True).content.decode()
    assert "Rowan Example-Hart" in page
    for name in ("desk:work", "casefile:search", "mfa_index", "referrals:mash"):
        assert f'="{reverse(name)}"' not in page, name


def test_an_invited_person_is_given_no_role(given, partnership):
    with pytest.raises(NotNow, match="invited to one form only"):
        give_role(
            user=given.invitation.user, agency=partnership.agency("education"), panel=partnership.panel,
            role=Role.SPOC, by=partnership.actor("administrator"),
        )  # fmt: skip


def test_an_administrator_finds_no_account_of_an_invited_person(given, signed_in):
    client = signed_in("administrator")
    assert "Example-Hart" not in client.get(reverse("agencies:users")).content.decode()
    assert client.get(reverse("agencies:user", args=[given.invitation.user_id])).status_code == 404
    answer = client.post(reverse("agencies:user_link", args=[given.invitation.user_id]))
    assert answer.status_code == 404


def test_what_was_asked_for_is_sent_in_once(given, by):
    in_by(given)
    invited = Actor.user(given.invitation.user)
    services.note_used(by=invited)
    with pytest.raises(NotNow, match="sent this in before"):
        services.note_used(by=invited)
    with pytest.raises(NotNow, match="nothing left to renew"):
        services.renew(invitation=given.invitation, by=by)
    assert events("invitation_used") == 1


def test_nothing_is_used_up_by_somebody_with_an_account(given, partnership):
    services.note_used(by=partnership.actor("referrer"))
    assert events("invitation_used") == 0
