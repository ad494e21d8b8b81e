"""A screening form while it is a draft: begun, saved answer by answer, deleted (clauses P1, P3)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from macem.agencies.models import Agency, Panel
from macem.audit import services as audit
from macem.confidentiality.references import new_reference
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.gate.rules import StaleWrite
from macem.protocol.screening import Given
from macem.protocol.vocabulary import Clause
from macem.screening import policies
from macem.screening.indicator_sets import in_force
from macem.screening.models import Screening, ScreeningAnswer
from macem.screening.reading import as_given
from macem.screening.services.inviting import require_first_form

PREFIX = "S-"


@transaction.atomic
def begin(*, panel: Panel, agency: Agency, by: Actor, at: datetime | None = None) -> Screening:
    """Begin a form, after its author said that no child is in immediate danger (clauses P1, P3).

    It keeps the indicator set that is in force today. Raises :class:`Refused` for somebody who does not work
    for ``agency`` at ``panel``; :class:`NotNow` for the second form of somebody who was invited to one.
    """
    at = at or clock.now()
    policies.check_can_fill_in(by, panel, agency)
    require_first_form(by.person_id)
    screening = Screening.objects.create(
        panel=panel,
        agency=agency,
        reference=new_reference(prefix=PREFIX),
        indicator_set=in_force(panel, clock.local_date(at)).id,
        begun_by_id=by.person_id,
        begun_at=at,
        no_danger_at=at,
    )
    audit.record("screening_begun", by=by, at=at, obj=screening, agency=agency.pk)
    return screening


@transaction.atomic
def save_answers(
    *,
    screening: Screening,
    given: Mapping[str, Given],
    seen: Mapping[str, int],
    by: Actor,
    at: datetime | None = None,
) -> None:
    """Keep what was answered, by question, whole or not (clause P1).

    ``seen`` is the version of each answer that stood before whoever answers now (0: none). An answer saved
    again as it stands changes nothing. Raises :class:`StaleWrite` where another window saved something else
    since, with ``theirs`` the answers that stand by question; then nothing is kept. Raises :class:`Refused`;
    :class:`NotNow` once the form is sent or deleted.
    """
    at = at or clock.now()
    policies.check_is_author(by, screening)
    draft = lock_draft(screening)
    standing = {row.question: row for row in draft.answers.filter(question__in=given)}
    changed = {
        key: answer
        for key, answer in given.items()
        if key not in standing or as_given(standing[key]) != answer
    }
    theirs = {
        key: standing[key] for key in changed if key in standing and standing[key].version != seen.get(key, 0)
    }
    if theirs:
        raise StaleWrite(
            _("This answer was saved in another window in the meantime. Yours is not saved yet."),
            theirs=theirs,
            yours=given,
        )
    for key, answer in changed.items():
        _write(draft, key, answer, standing.get(key), at)
    if changed:
        audit.record("screening_saved", by=by, at=at, obj=draft, questions=sorted(changed))


@transaction.atomic
def say_no_danger(*, screening: Screening, by: Actor, at: datetime | None = None) -> None:
    """Keep that its author says again that no child is in immediate danger (clause P3)."""
    at = at or clock.now()
    policies.check_is_author(by, screening)
    draft = lock_draft(screening)
    draft.no_danger_at = at
    draft.save(update_fields=["no_danger_at"])
    audit.record("screening_danger_denied", by=by, at=at, obj=draft)


@transaction.atomic
def delete_draft(*, screening: Screening, by: Actor, at: datetime | None = None) -> None:
    """Delete a form that was never sent, with all that was answered; that there was one stays in the log."""
    at = at or clock.now()
    policies.check_is_author(by, screening)
    draft = lock_draft(screening)
    audit.record("screening_deleted", by=by, at=at, obj=draft)
    draft.answers.all().delete()
    draft.delete()


def lock_draft(screening: Screening) -> Screening:
    """Let one window at a time write a form. Raises :class:`NotNow` once it is sent or deleted."""
    draft = (
        Screening.objects.select_for_update(of=("self",))
        .select_related("panel", "agency")
        .filter(pk=screening.pk)
        .first()
    )
    if draft is None:
        raise NotNow(_("This form was deleted in another window."), clause=Clause.P1.value)
    if draft.sent_at is not None:
        raise NotNow(_("This form is sent, and nothing in it changes any more."), clause=Clause.P1.value)
    return draft


def _write(draft: Screening, key: str, answer: Given, standing: ScreeningAnswer | None, at: datetime) -> None:
    row = standing or ScreeningAnswer(screening=draft, question=key, version=0)
    row.choice, row.words, row.source = answer.choice, answer.words, answer.source
    row.facts = dict(answer.facts)
    row.version += 1
    row.saved_at = at
    if standing is None:
        row.save(force_insert=True)
    else:
        row.save(update_fields=["choice", "words", "source", "facts", "version", "saved_at"])
