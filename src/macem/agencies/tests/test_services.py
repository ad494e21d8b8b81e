"""Who may give which rights to whom, and what ending one does (security 18; clauses W1 to W3)."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from macem.accounts.models import User
from macem.agencies import services, staff
from macem.agencies.coverage import Lack, coverage
from macem.agencies.models import Membership, MembershipEnding
from macem.agencies.policies import ALONE, roles_of, why_apart
from macem.audit.models import AuditEvent
from macem.gate import clock
from macem.gate.refusal import NotNow, Refused
from macem.protocol.vocabulary import Role

pytestmark = pytest.mark.django_db


def give(partnership, by, key, role, agency="health", **more):
    return services.give_role(
        user=partnership.user(key),
        agency=partnership.agency(agency),
        panel=partnership.panel,
        role=role,
        by=by,
        **more,
    )


def membership_of(partnership, key):
    return Membership.objects.get(user=partnership.user(key))


@pytest.mark.parametrize("key", ["chair", "business_support", "auditor", "health_spoc"])
def test_only_an_administrator_gives_and_ends_roles(acting, partnership, key):
    with acting(key) as by:
        with pytest.raises(Refused):
            give(partnership, by, "referrer", Role.SPOC)
        with pytest.raises(Refused):
            services.end_role(membership=membership_of(partnership, "referrer"), by=by)
        with pytest.raises(Refused):
            staff.shut(user=partnership.user("referrer"), by=by)
        with pytest.raises(Refused):
            staff.admit(email="a@example.org", full_name="A", job_title="", telephone="", by=by)


def test_an_administrator_cannot_change_what_they_may_do_themselves(acting, partnership):
    with acting("administrator") as by:
        for role in Role:
            with pytest.raises(Refused, match="ask another administrator"):
                give(partnership, by, "administrator", role)
        with pytest.raises(Refused):
            services.end_role(membership=membership_of(partnership, "administrator"), by=by)
        with pytest.raises(Refused):
            staff.shut(user=partnership.user("administrator"), by=by)
        with pytest.raises(Refused):
            staff.reset_second_factor(user=partnership.user("administrator"), by=by)
    assert roles_of(partnership.user("administrator").pk) == {Role.ADMINISTRATOR}


@pytest.mark.parametrize("alone", sorted(ALONE))
def test_who_gives_rights_or_checks_them_holds_no_other_role(acting, partnership, alone):
    with acting("administrator") as by:
        with pytest.raises(NotNow, match="stands alone"):
            give(partnership, by, "health_spoc", alone)
        with pytest.raises(NotNow, match="stands alone"):
            give(partnership, by, "auditor", Role.CHAIR)


def test_roles_that_go_together():
    assert why_apart({Role.CHAIR}, Role.REPRESENTATIVE) == ""
    assert why_apart(set(), Role.AUDITOR) == ""
    assert why_apart({Role.AUDITOR}, Role.AUDITOR) == ""
    assert why_apart({Role.AUDITOR}, Role.ADMINISTRATOR) != ""


def test_a_role_is_given_once_and_counts_at_once(acting, partnership):
    with acting("administrator") as by:
        given = give(partnership, by, "referrer", Role.SPOC, part_two=True)
        assert Role.SPOC in roles_of(given.user_id)
        with pytest.raises(NotNow, match="already holds"):
            give(partnership, by, "referrer", Role.SPOC)
        event = AuditEvent.objects.filter(event="role_given", object_id=str(given.pk)).get()
        assert event.details == {"user": given.user_id, "role": "spoc", "part_two": True}


def test_a_deputy_stands_in_for_somebody_of_their_own_agency_only(acting, partnership):
    with acting("administrator") as by:
        health = Membership.objects.get(user=partnership.user("health_spoc"), role="spoc")
        police = Membership.objects.get(user=partnership.user("police_spoc"), role="spoc")
        with pytest.raises(NotNow, match="same agency"):
            give(partnership, by, "referrer", Role.DEPUTY, deputy_for=police)
        with pytest.raises(NotNow, match="Only a deputy"):
            give(partnership, by, "referrer", Role.REPRESENTATIVE, deputy_for=health)
        assert give(partnership, by, "referrer", Role.DEPUTY, deputy_for=health).deputy_for == health


def test_a_role_that_ends_is_told_to_the_rooms_above_and_kept(acting, partnership):
    membership = membership_of(partnership, "referrer")
    with acting("administrator") as by:
        services.end_role(membership=membership, by=by)
        with pytest.raises(NotNow, match="already ended"):
            services.end_role(membership=membership, by=by)
    assert MembershipEnding.objects.filter(membership=membership, handled_at=None).count() == 1
    assert Membership.objects.filter(pk=membership.pk).exists()
    assert roles_of(membership.user_id) == set()


def test_shutting_an_account_ends_its_roles_and_opening_it_gives_none_back(
    acting, partnership, django_capture_on_commit_callbacks
):
    user = partnership.user("health_spoc")
    with acting("administrator") as by:
        staff.shut(user=user, by=by)
        assert MembershipEnding.objects.filter(membership__user=user).count() == 2
        with pytest.raises(NotNow, match="shut already"):
            staff.shut(user=user, by=by)
        user.refresh_from_db()
        with pytest.raises(NotNow, match="shut"):
            give(partnership, by, "health_spoc", Role.SPOC)
        with pytest.raises(NotNow, match="shut"):
            staff.send_link(user=user, by=by)
    with django_capture_on_commit_callbacks(execute=True), acting("administrator") as by:
        staff.open_again(user=user, by=by)
    user.refresh_from_db()
    assert user.is_active
    assert roles_of(user.pk) == set()
    assert [m.to for m in mail.outbox] == [[user.email]]


def test_a_new_account_gets_a_link_and_opens_nothing(acting, partnership, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), acting("administrator") as by:
        made = staff.admit(
            email="New.Person@Example.org",
            full_name="Nia Example-New",
            job_title="Nurse",
            telephone="",
            by=by,
        )
    assert made.email == "new.person@example.org"
    assert not made.has_usable_password()
    assert roles_of(made.pk) == set()
    assert len(mail.outbox) == 1
    with acting("administrator") as by, pytest.raises(ValidationError):
        staff.admit(email="new.person@example.org", full_name="Other", job_title="", telephone="", by=by)
    assert User.objects.filter(email="new.person@example.org").count() == 1


def test_no_mail_goes_out_when_the_account_is_not_made(
    acting, partnership, django_capture_on_commit_callbacks
):
    with (
        django_capture_on_commit_callbacks(execute=True) as waiting,
        pytest.raises(RuntimeError),
        acting("administrator") as by,
    ):
        staff.admit(email="n@example.org", full_name="N", job_title="", telephone="", by=by)
        raise RuntimeError
    assert waiting == []
    assert mail.outbox == []


def test_what_a_core_partner_is_without_is_named_and_an_invited_agency_lacks_nothing(acting, partnership):
    found = {c.place.agency.code: c.lacks for c in coverage(partnership.panel, clock.now())}
    assert found["health"] == ()
    assert found["probation"] == (Lack.DEPUTY,)
    with acting("administrator") as by:
        housing = services.create_agency(code="housing", name="Housing", by=by)
        services.join_panel(panel=partnership.panel, agency=housing, by=by)
        lacks = {c.place.agency.code: c.lacks for c in coverage(partnership.panel, clock.now())}["housing"]
        assert lacks == (Lack.CONTACT, Lack.DEPUTY, Lack.PART_TWO)
        services.join_panel(panel=partnership.panel, agency=housing, is_core=False, by=by)
        assert {c.place.agency.code: c.lacks for c in coverage(partnership.panel, clock.now())}[
            "housing"
        ] == ()


def test_agencies_and_panels_are_the_administrators(acting, partnership):
    health = partnership.agency("health")
    with acting("business_support") as by:
        for act in (
            lambda: services.create_agency(code="x", name="X", by=by),
            lambda: services.change_agency(
                agency=health, name="X", is_police=False, is_social_care=False, by=by
            ),
            lambda: services.create_panel(code="x", name="X", mash_telephone="1", by=by),
            lambda: services.change_panel(panel=partnership.panel, name="X", mash_telephone="1", by=by),
            lambda: services.join_panel(panel=partnership.panel, agency=health, by=by),
        ):
            with pytest.raises(Refused):
                act()
    with acting("administrator") as by:
        services.change_agency(agency=health, name="NHS", is_police=False, is_social_care=False, by=by)
        services.change_panel(panel=partnership.panel, name="York", mash_telephone="01632 960 002", by=by)
        with pytest.raises(ValidationError):
            services.change_agency(agency=health, name="Police", is_police=False, is_social_care=False, by=by)
    health.refresh_from_db()
    assert health.name == "NHS"
