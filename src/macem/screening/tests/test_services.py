"""P1, P3: a form is begun, saved answer by answer, sent once, and then changes no more."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from macem.audit.models import AuditEvent
from macem.gate import clock
from macem.gate.refusal import NotNow, Refused
from macem.gate.rules import StaleWrite
from macem.notices.models import Notice
from macem.protocol.screening import Given
from macem.protocol.vocabulary import HarmfulSexualBehaviour
from macem.referrals import services as referrals
from macem.referrals.facts import facts
from macem.referrals.models import MashDecision, Referral
from macem.screening import services
from macem.screening.models import Screening, ScreeningAnswer
from macem.screening.reading import as_given, form_of
from macem.screening.tests.making import ENOUGH, YES, begin, fill_in, save, send

pytestmark = pytest.mark.django_db


# --- begun -------------------------------------------------------------------------------------------


def test_a_form_keeps_the_questions_of_the_day_on_which_it_was_begun(acting, partnership):
    with acting("referrer") as by:
        agency = partnership.agency("education")
        long_ago = clock.now().replace(year=2026, month=8, day=31, hour=12)
        before = services.begin(panel=partnership.panel, agency=agency, by=by, at=long_ago)
        after = services.begin(panel=partnership.panel, agency=agency, by=by, at=long_ago + timedelta(days=1))
        assert (before.indicator_set, after.indicator_set) == ("2025-04", "2026-09")
        save(before, by, worry=Given(facts={"strands": ["cce"]}))
        assert form_of(before).page("known-places") is not None
        assert form_of(after).page("known-places") is None


def test_a_form_is_begun_for_ones_own_agency_only(acting, partnership):
    with acting("referrer") as by, pytest.raises(Refused):
        begin(partnership, by, agency="health")


# --- saved -------------------------------------------------------------------------------------------


def test_half_an_answer_is_kept_too(acting, partnership):
    with acting("referrer") as by:
        draft = begin(partnership, by)
        save(draft, by, gifts=Given(choice="yes"))
        kept = draft.answers.get()
    assert (as_given(kept), kept.version) == (Given(choice="yes"), 1)


def test_an_answer_saved_again_as_it_stands_changes_nothing(acting, partnership):
    with acting("referrer") as by:
        draft = begin(partnership, by)
        for _again in range(2):
            services.save_answers(screening=draft, given={"gifts": YES}, seen={"gifts": 0}, by=by)
        assert draft.answers.get().version == 1
    assert AuditEvent.objects.filter(event="screening_saved").count() == 1


def test_two_windows_never_undo_each_other_unseen(acting, partnership):
    with acting("referrer") as by:
        draft = begin(partnership, by)
        services.save_answers(screening=draft, given={"gifts": YES}, seen={"gifts": 0}, by=by)
        with pytest.raises(StaleWrite) as refusal:
            services.save_answers(
                screening=draft, given={"gifts": Given(choice="no")}, seen={"gifts": 0}, by=by
            )
        theirs = refusal.value.theirs
        assert isinstance(theirs, dict)
        assert as_given(theirs["gifts"]) == YES
        assert as_given(draft.answers.get()) == YES
        services.save_answers(screening=draft, given={"gifts": Given(choice="no")}, seen={"gifts": 1}, by=by)
        assert draft.answers.get().choice == "no"


def test_where_one_answer_of_a_page_is_stale_none_of_the_page_is_kept(acting, partnership):
    with acting("referrer") as by:
        draft = begin(partnership, by)
        save(draft, by, changed=YES)
        with pytest.raises(StaleWrite):
            services.save_answers(
                screening=draft,
                given={"changed": Given(choice="no"), "injuries": YES},
                seen={"changed": 0, "injuries": 0},
                by=by,
            )
        assert set(draft.answers.values_list("question", flat=True)) == {"changed"}


def test_the_log_says_which_questions_were_answered_and_never_what(acting, partnership):
    with acting("referrer") as by:
        draft = begin(partnership, by)
        save(draft, by, gifts=YES)
    event = AuditEvent.objects.get(event="screening_saved")
    assert event.details == {"questions": ["gifts"]}
    assert "phone" not in str(event.details)


def test_nobody_else_writes_a_form(acting, partnership):
    with acting("referrer") as by:
        draft = fill_in(partnership, by)
    with acting("education_spoc") as by:
        for write in (
            lambda: save(draft, by, gifts=YES),
            lambda: services.say_no_danger(screening=draft, by=by),
            lambda: services.delete_draft(screening=draft, by=by),
            lambda: referrals.submit_screening(screening=draft, by=by),
        ):
            with pytest.raises(Refused):
                write()


def test_a_draft_is_deleted_whole_and_only_the_log_knows_of_it(acting, partnership):
    with acting("referrer") as by:
        draft = fill_in(partnership, by)
        services.delete_draft(screening=draft, by=by)
        assert not Screening.objects.exists()
        assert not ScreeningAnswer.objects.exists()
        with pytest.raises(NotNow, match="deleted"):
            services.save_answers(screening=draft, given={"gifts": YES}, seen={}, by=by)
    assert AuditEvent.objects.filter(event="screening_deleted").exists()


# --- sent --------------------------------------------------------------------------------------------


def test_a_form_becomes_one_referral_with_what_the_criteria_ask(acting, partnership):
    with acting("referrer") as by:
        sent = send(
            partnership,
            by,
            home=Given(choice="yes", facts={"placed": "yes", "authority": "Ryedale"}),
            harmful_sexual_behaviour=Given(choice="harmed", words="In the park.", source="child"),
        )
        assert Screening.objects.get().sent_at == sent.submitted_at
    assert (sent.forename, sent.surname, sent.csc_number) == ("Casey", "Test-Lindqvist", "900123")
    assert str(sent.date_of_birth) == "2012-07-02"
    assert sent.strands == ["cce"]
    assert sent.harmful_sexual_behaviour is HarmfulSexualBehaviour.HARMED
    assert (sent.home_authority, sent.discussion_reason) == ("Ryedale", "")
    assert sent.concern == "Older boys wait for Casey at the gate."
    assert sent.strengths == "Football on Tuesdays."


def test_about_how_old_the_child_is_goes_with_it_where_no_birthday_is_known(acting, partnership):
    with acting("referrer") as by:
        sent = send(partnership, by, born=Given(choice="estimated", facts={"age": 14, "born": "2012-07-02"}))
    assert (sent.date_of_birth, sent.about_age) == (None, 14)


def test_a_form_is_sent_once(acting, partnership):
    with acting("referrer") as by:
        draft = fill_in(partnership, by)
        referrals.submit_screening(screening=draft, by=by)
        with pytest.raises(NotNow, match="is sent"):
            referrals.submit_screening(screening=draft, by=by)
        assert Referral.objects.count() == 1


def test_a_form_that_lacks_something_is_not_sent(acting, partnership):
    with acting("referrer") as by:
        draft = begin(partnership, by)
        short = {key: answer for key, answer in ENOUGH.items() if key != "strengths"}
        services.save_answers(screening=draft, given=short, seen={}, by=by)
        with pytest.raises(NotNow, match="What keeps the child safe") as refusal:
            referrals.submit_screening(screening=draft, by=by)
        assert refusal.value.clause == "P1"
        assert not Referral.objects.exists()


def test_a_form_begun_yesterday_asks_about_danger_again(acting, partnership):
    """P3."""
    with acting("referrer") as by:
        draft = fill_in(partnership, by)
        tomorrow = clock.now() + timedelta(days=1)
        with pytest.raises(NotNow, match="immediate danger") as refusal:
            referrals.submit_screening(screening=draft, by=by, at=tomorrow)
        assert refusal.value.clause == "P3"
        services.say_no_danger(screening=draft, by=by, at=tomorrow)
        assert referrals.submit_screening(screening=draft, by=by, at=tomorrow).receipt


def test_nothing_that_an_answer_took_back_is_sent(acting, partnership):
    with acting("referrer") as by:
        sent = send(partnership, by, weapon=Given(choice="no", words="I thought so, wrongly.", source="seen"))
        assert as_given(sent.screening.answers.get(question="weapon")) == Given(choice="no")


def test_nothing_changes_once_it_is_sent_and_the_database_sees_to_it(acting, partnership):
    with acting("referrer") as by:
        sent = send(partnership, by)
        with pytest.raises(NotNow, match="is sent"):
            save(sent.screening, by, gifts=Given(choice="no"))
        with pytest.raises(NotNow, match="is sent"):
            services.delete_draft(screening=sent.screening, by=by)
        row = sent.screening.answers.get(question="gifts")
        row.words = "Something else"
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            row.save(update_fields=["words"])


def test_the_mash_is_told_without_a_name(acting, partnership, as_worker):
    with acting("referrer") as by:
        send(partnership, by)
    with as_worker():
        notice = Notice.objects.get(user=partnership.user("mash"))
    assert "Casey" not in notice.subject_line + notice.path + notice.key


def test_nothing_is_left_where_the_audit_row_cannot_be_written(acting, partnership, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError("no log")

    with acting("referrer") as by:
        draft = fill_in(partnership, by)
        monkeypatch.setattr("macem.referrals.services.referring.audit.record", fail)
        with pytest.raises(RuntimeError):
            referrals.submit_screening(screening=draft, by=by)
        draft.refresh_from_db()
        assert draft.sent_at is None
        assert not Referral.objects.exists()


# --- what comes of it --------------------------------------------------------------------------------


def test_the_decision_of_the_mash_says_whom_a_form_is_about(acting, partnership):
    with acting("referrer") as by:
        sent = send(partnership, by)
    with acting("mash") as by:
        decision = referrals.decide_referral(referral=sent, level=4, reason="Two agencies saw it.", by=by)
        form = Screening.objects.get()
        assert form.subject_id == decision.referral.subject_id is not None
    assert AuditEvent.objects.get(event="screening_linked").subject_id == form.subject_id


def test_only_the_mash_says_whom_a_form_is_about_and_never_two(acting, partnership):
    with acting("referrer") as by:
        sent = send(partnership, by)
        with pytest.raises(Refused):
            services.belongs_to(screening=sent.screening, subject_id=1, by=by)
    with acting("mash") as by:
        subject_id = referrals.decide_referral(
            referral=sent, level=1, reason="Advice.", by=by
        ).referral.subject_id
        form = Screening.objects.get()
        services.belongs_to(screening=form, subject_id=subject_id, by=by)
        with pytest.raises(NotNow):
            services.belongs_to(screening=form, subject_id=subject_id + 1, by=by)


def test_a_draft_is_never_about_anybody(acting, partnership, as_worker):
    with acting("referrer") as by:
        draft = fill_in(partnership, by)
        sent = send(partnership, by)
    with acting("mash") as by:
        referrals.decide_referral(referral=sent, level=4, reason="Two agencies saw it.", by=by)
    with as_worker(), pytest.raises(IntegrityError, match="screening_linked_once_sent"), transaction.atomic():
        subject_id = MashDecision.objects.get().referral.subject_id
        Screening.objects.filter(pk=draft.pk).update(subject_id=subject_id)


@pytest.mark.parametrize(("choice", "recorded"), [("harming", True), ("none", False), ("not_known", None)])
def test_what_a_form_says_of_harmful_sexual_behaviour_bears_on_the_criterion(
    choice, recorded, acting, partnership, as_worker
):
    """C5: a concern meets it; not known is not the same as none."""
    words = {"words": "In the park.", "source": "child"} if recorded else {}
    with acting("referrer") as by:
        sent = send(partnership, by, harmful_sexual_behaviour=Given(choice=choice, **words))
    with acting("mash") as by:
        decision = referrals.decide_referral(referral=sent, level=4, reason="Two agencies saw it.", by=by)
    with as_worker():
        found = facts(decision.referral.subject_id)
    assert (found.harmful_sexual_behaviour if recorded is not None else None) is recorded
    assert bool(found.harmful_sexual_behaviour_records) is bool(recorded)


def test_a_form_of_the_police_counts_as_their_screening(acting, partnership, as_worker):
    """C6: by police, with a concern, a written reason and the home authority."""
    with acting("police_spoc") as by:
        sent = send(
            partnership,
            by,
            "police",
            home=Given(facts={"placed": "yes", "authority": "Ryedale", "assessed": "yes"}),
            discussion=Given(words="Three agencies hold a piece each."),
        )
    with acting("mash") as by:
        decision = referrals.decide_referral(referral=sent, level=1, reason="Advice.", by=by)
    with as_worker():
        ((_row, screening),) = facts(decision.referral.subject_id).screenings
    assert (screening.by.value, screening.concern) == ("police", True)
    assert screening.reason == "Three agencies hold a piece each."
    assert screening.home_authority == "Ryedale"
    assert screening.screened == clock.today()
