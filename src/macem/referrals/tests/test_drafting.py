"""P4: an assessment is written page by page, together, beside the last one; what is written is never lost."""

from datetime import date

import pytest

from macem.agencies import services as agencies
from macem.audit.models import AuditEvent
from macem.confidentiality.services import Principal, grant_access
from macem.demo.partnership import SEEDING
from macem.gate import clock
from macem.gate.refusal import NotNow, Refused
from macem.gate.rules import StaleWrite
from macem.protocol.assessment import Given
from macem.protocol.vocabulary import RiskLevel, Role
from macem.protocol.vocabulary.assessment import Noted
from macem.protocol.vocabulary.states import AssessmentOutcome
from macem.referrals import services
from macem.referrals.drafts import drafts_of
from macem.referrals.models import (
    AssessmentDraft,
    AssessmentNote,
    DraftAnswer,
    DraftHelper,
    RiskAssessment,
)
from macem.referrals.tests.making import assess, child, draft, sign, whole_answers

pytestmark = pytest.mark.django_db
NARRATIVE = "what-is-happening"


@pytest.fixture
def person(acting, partnership):
    return child(partnership, acting)


@pytest.fixture
def begun(acting, person):
    with acting("social_worker") as by:
        return draft(person, by)


def send(begun, partnership, by, **changes):
    given = {"completed_on": date(2026, 1, 5), "sent_to": partnership.user("service_manager")}
    return services.send_assessment(draft=begun, by=by, **(given | changes))


def share(begun, partnership, by, key="second_social_worker"):
    return services.share_assessment(draft=begun, user=partnership.user(key), by=by)


def save(begun, by, seen=0, **answers):
    given = {key.replace("_", "-"): Given(words=words) for key, words in answers.items()}
    services.save_assessment_answers(draft=begun, given=given, seen=dict.fromkeys(given, seen), by=by)


def test_a_draft_becomes_an_assessment_with_every_sign_and_goes(acting, partnership, begun):
    with acting("social_worker") as by:
        sent = send(begun, partnership, by)
        assert (sent.level, sent.narrative) == (RiskLevel.EMERGING, "Older friends with cars.")
        assert (sent.child_voice, sent.asked_by, sent.not_asked) == (
            "I want them to leave me alone.",
            "Her worker, on Monday",
            "",
        )
        assert sent.matrix == "2026-09"
        noted = AssessmentNote.objects.get(assessment=sent, noted=Noted.NOTED)
        assert (noted.key, noted.line) == ("new-older-company", "Two men wait outside school.")
        assert not AssessmentDraft.objects.exists()
        assert not DraftAnswer.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"owes": Given()}, "Say whether it is noted, not noted or not known"),
        ({"what_keeps_safe": Given()}, "Say what keeps the child safe"),
        ({"level_chosen": Given("significant")}, "Give your reason for significant concerns"),
        ({"child_says": Given("no")}, "Say why nobody asked the child"),
    ],
)
def test_one_that_lacks_something_stays_a_draft(changes, said, acting, partnership, person):
    with acting("social_worker") as by:
        lacking = draft(person, by, **changes)
        with pytest.raises(NotNow, match=said) as refusal:
            send(lacking, partnership, by)
        assert refusal.value.clause == "P4"
        assert AssessmentDraft.objects.get() == lacking
        assert not RiskAssessment.objects.exists()


def test_another_level_than_suggested_is_kept_with_its_reason(acting, partnership, person):
    with acting("social_worker") as by:
        higher = draft(person, by, level_chosen=Given("escalating", "He came back with a new phone."))
        sent = send(higher, partnership, by)
    assert (sent.level, sent.level_reason) == (RiskLevel.ESCALATING, "He came back with a new phone.")


def test_a_draft_is_its_authors_alone(acting, begun):
    for key in ("mash", "service_manager", "second_social_worker", "ce_coordinator"):
        with acting(key):
            assert not AssessmentDraft.objects.exists()
            assert not DraftAnswer.objects.exists()
    with acting("mash") as by, pytest.raises(Refused):
        save(begun, by, what_is_happening="Mine")


def test_begun_twice_is_one_draft(acting, person, begun):
    with acting("social_worker") as by:
        assert services.begin_assessment(person=person, by=by) == begun


def test_a_helper_sees_the_child_reads_and_writes_and_the_author_sends(acting, partnership, person, begun):
    with acting("social_worker") as by:
        share(begun, partnership, by)
    with acting("second_social_worker") as by:
        assert drafts_of(partnership.user("second_social_worker")) == [begun]
        save(begun, by, 1, what_is_happening="Older friends with cars, Kit and Lee.")
        for forbidden in (
            lambda: send(begun, partnership, by),
            lambda: services.delete_assessment_draft(draft=begun, by=by),
            lambda: share(begun, partnership, by),
        ):
            with pytest.raises(Refused):
                forbidden()
    with acting("social_worker") as by:
        sent = send(begun, partnership, by)
        assert sent.narrative == "Older friends with cars, Kit and Lee."
        assert [row.user for row in sent.writers.all()] == [partnership.user("second_social_worker")]
    with acting("second_social_worker"):
        assert not RiskAssessment.objects.exists()  # sight came with the draft and went with it


def test_whoever_is_taken_off_sees_nothing_more_and_still_has_written(acting, partnership, begun):
    with acting("social_worker") as by:
        helper = share(begun, partnership, by)
    with acting("second_social_worker") as by:
        save(begun, by, 1, what_is_happening="Kit and Lee.")
    with acting("social_worker") as by:
        services.stop_sharing_assessment(helper=helper, by=by)
    with acting("second_social_worker") as by:
        assert not AssessmentDraft.objects.exists()
        with pytest.raises(Refused):
            save(begun, by, 2, what_is_happening="Again.")
    with acting("social_worker") as by:
        assert send(begun, partnership, by).writers.count() == 1


@pytest.mark.parametrize("key", ["service_manager", "chair", "social_worker"])
def test_only_another_social_care_worker_is_named(key, acting, partnership, begun):
    with acting("social_worker") as by, pytest.raises(NotNow):
        share(begun, partnership, by, key)
    assert not DraftHelper.objects.exists()


def test_whoever_wrote_in_it_does_not_sign_it_off(acting, partnership, as_worker, begun):
    both = partnership.user("second_social_worker")
    with as_worker():
        agencies.give_role(
            user=both, agency=partnership.agency("csc"), panel=partnership.panel,
            role=Role.SERVICE_MANAGER, by=SEEDING,
        )  # fmt: skip
    with acting("social_worker") as by:
        share(begun, partnership, by)
    with acting("second_social_worker") as by:
        save(begun, by, 1, what_is_happening="Kit and Lee.")
    with acting("social_worker") as by:
        with pytest.raises(NotNow) as refusal:
            send(begun, partnership, by, sent_to=both)
        assert refusal.value.clause == "P4"
        sent = send(begun, partnership, by)
    with as_worker():
        grant_access(
            subject_id=sent.subject_id, to=[Principal.user(both.pk)], basis="holds the case",
            source="test", by=SEEDING, at=clock.now(),
        )  # fmt: skip
    with as_worker(), pytest.raises(NotNow, match="wrote in"):
        services.review_assessment(
            assessment=sent,
            outcome=AssessmentOutcome.SIGNED_OFF,
            by=partnership.actor("second_social_worker"),
        )


def test_two_people_at_once_never_undo_each_other(acting, partnership, begun):
    with acting("social_worker") as by:
        share(begun, partnership, by)
    with acting("second_social_worker") as by:
        save(begun, by, 1, what_is_happening="Hers.")
    with acting("social_worker") as by:
        with pytest.raises(StaleWrite) as refusal:
            save(begun, by, 1, what_is_happening="His.", what_keeps_safe="An uncle.")
        assert refusal.value.theirs[NARRATIVE].words == "Hers."
        assert refusal.value.yours[NARRATIVE].words == "His."
        assert DraftAnswer.objects.get(question="what-keeps-safe").words == "Talks to an aunt."
        save(begun, by, 2, what_is_happening="His.")
        assert DraftAnswer.objects.get(question=NARRATIVE).words == "His."


def test_what_was_returned_is_revised_from_what_it_said(acting, partnership, person, begun):
    with acting("social_worker") as by:
        sent = send(begun, partnership, by)
    with acting("service_manager") as by:
        services.review_assessment(
            assessment=sent, outcome=AssessmentOutcome.RETURNED, comments="Who are they?", by=by
        )
    with acting("social_worker") as by:
        again = services.begin_assessment(person=person, by=by)
        assert again.answers.count() == len(whole_answers())
        save(again, by, 1, what_is_happening="Kit and Lee, 22 and 24.")
        revised = send(again, partnership, by)
    assert revised.revises == sent
    assert (revised.narrative, revised.child_voice) == ("Kit and Lee, 22 and 24.", sent.child_voice)
    assert revised.notes.count() == sent.notes.count()


def test_the_log_says_what_was_saved_and_not_what_it_says(acting, begun):
    events = AuditEvent.objects.filter(event="assessment_saved")
    assert NARRATIVE in events.get().details["questions"]
    assert "Older friends" not in str([event.details for event in events])


def test_a_draft_is_deleted_by_its_author_and_that_it_was_stays_in_the_log(acting, begun):
    with acting("social_worker") as by:
        services.delete_assessment_draft(draft=begun, by=by)
        assert not DraftAnswer.objects.exists()
        with pytest.raises(NotNow):
            save(begun, by, what_is_happening="Late.")
    assert AuditEvent.objects.filter(event="assessment_draft_deleted").exists()


# Pages


def where(person, rest=""):
    return f"/people/{person.subject.reference}/assessments/{rest}"


def test_it_is_written_page_by_page_and_sent(acting, partnership, person, signed_in):
    client = signed_in("social_worker")
    overview = client.post(where(person, "new/")).headers["Location"]
    asked = whole_answers()
    section = "emerging"
    for _page in range(9):
        address = f"{overview}page/{section}/"
        shown = client.get(address).content.decode()
        typed = {}
        for key, answer in asked.items():
            if f'id="{key}"' in shown:
                typed |= {f"{key}-choice": answer.choice, f"{key}-words": answer.words, f"{key}-seen": "0"}
        following = client.post(address, typed)
        assert following.status_code == 302, following.content.decode()
        if following.headers["Location"].endswith("/check/"):
            break
        section = following.headers["Location"].rstrip("/").rpartition("/")[2]
    manager = partnership.user("service_manager").pk
    day = {"completed_on_day": "5", "completed_on_month": "1", "completed_on_year": "2026"}
    answer = client.post(f"{overview}check/", {"sent_to": manager, **day}, follow=True)
    assert "sent for sign-off" in answer.content.decode()
    with acting("social_worker"):
        assert RiskAssessment.objects.get().notes.count() == len(asked) - 6


def test_half_a_page_is_kept_and_what_it_lacks_is_said(acting, person, signed_in):
    client = signed_in("social_worker")
    overview = client.post(where(person, "new/")).headers["Location"]
    answer = client.post(
        f"{overview}page/voice/", {"child-says-choice": "yes", "child-says-words": "", "asked-by-words": "Me"}
    )
    shown = answer.content.decode()
    assert "Write what the child says" in shown
    with acting("social_worker"):
        assert DraftAnswer.objects.get(question="asked-by").words == "Me"


def test_later_is_allowed_with_anything(person, signed_in):
    client = signed_in("social_worker")
    overview = client.post(where(person, "new/")).headers["Location"]
    answer = client.post(f"{overview}page/narrative/", {"later": "yes"}, follow=True)
    assert "Nothing has been sent." in answer.content.decode()


def test_both_texts_are_shown_where_somebody_else_saved(acting, person, begun, signed_in):
    client = signed_in("social_worker")
    address = where(person, f"drafts/{begun.pk}/page/narrative/")
    typed = {
        f"{NARRATIVE}-words": "His.",
        f"{NARRATIVE}-seen": "0",
        "what-keeps-safe-words": "Talks to an aunt.",
        "what-keeps-safe-seen": "1",
    }
    shown = client.post(address, typed).content.decode()
    assert "Somebody else saved this page in the meantime." in shown
    assert "Older friends with cars." in shown
    assert ">His.</textarea>" in shown
    typed[f"{NARRATIVE}-seen"] = "1"
    assert client.post(address, typed).status_code == 302
    with acting("social_worker"):
        assert DraftAnswer.objects.get(question=NARRATIVE).words == "His."


def test_the_level_page_says_what_the_matrix_suggests_and_why(person, begun, signed_in):
    shown = signed_in("social_worker").get(where(person, f"drafts/{begun.pk}/page/level/")).content.decode()
    assert "The matrix suggests emerging concerns. 1 sign is noted: 1 of emerging concerns." in shown
    assert "It suggests and sets nothing" in shown


def test_the_last_signed_off_one_stands_beside_and_the_signer_reads_what_changed(
    acting, partnership, person, signed_in
):
    with acting("social_worker") as by:
        first = send(draft(person, by, owes=Given("noted", "60 pounds.")), partnership, by)
    with acting("service_manager") as by:
        sign(first, by)
    with acting("social_worker") as by:
        later = draft(
            person, by, watched=Given("noted", "A car at night."), what_changed=Given(words="A car now.")
        )
        beside = where(person, f"drafts/{later.pk}/page/narrative/")
    shown = signed_in("social_worker").get(beside).content.decode()
    assert "60 pounds." in shown
    assert "What has changed since the last assessment?" in shown
    with acting("social_worker") as by:
        second = send(later, partnership, by)
    for key, rest in (("service_manager", "review/"), ("mash", "")):
        shown = signed_in(key).get(where(person, f"{second.pk}/{rest}")).content.decode()
        assert "The level stays at emerging concerns. 1 newly noted, 1 no longer noted." in shown
        assert "Told that a debt has to be worked off" in shown
        assert "A car now." in shown


@pytest.mark.parametrize("rest", ["", "page/level/", "check/", "share/", "delete/"])
def test_others_find_no_such_draft(rest, person, begun, signed_in):
    address = where(person, f"drafts/{begun.pk}/{rest}")
    assert signed_in("social_worker").get(address).status_code == 200
    assert signed_in("second_social_worker").get(address).status_code == 404
    assert signed_in("service_manager").get(address).status_code == 403


def test_a_helper_is_named_and_taken_off_on_the_page(acting, partnership, person, begun, signed_in):
    client = signed_in("social_worker")
    address = where(person, f"drafts/{begun.pk}/share/")
    second = partnership.user("second_social_worker")
    assert second.full_name in client.post(address, {"user": second.pk}, follow=True).content.decode()
    listed = signed_in("second_social_worker").get("/assessments/").content.decode()
    assert partnership.user("social_worker").full_name in listed
    with acting("social_worker"):
        helper = DraftHelper.objects.get()
    assert signed_in("second_social_worker").get(address).status_code == 403
    client.post(f"{address}{helper.pk}/end/")
    with acting("second_social_worker"):
        assert not AssessmentDraft.objects.exists()


def test_an_assessment_without_a_matrix_is_compared_by_its_level(acting, partnership, person, signed_in):
    with acting("social_worker") as by:
        older = assess(partnership, person, by, completed_on=date(2025, 12, 1))
    with acting("service_manager") as by:
        sign(older, by)
    with acting("social_worker") as by:
        later = send(draft(person, by, what_changed=Given(words="Less.")), partnership, by)
    shown = signed_in("service_manager").get(where(person, f"{later.pk}/review/")).content.decode()
    assert "The level goes down from escalating concerns to emerging concerns." in shown
    assert "cannot be compared one by one" in shown
