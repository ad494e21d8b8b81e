"""A record made although another may be of the same person: kept apart with a word, or told to somebody."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from macem.accounts.models import User
from macem.agencies.holders import holders
from macem.agencies.models import Panel
from macem.audit import services as audit
from macem.confidentiality.policies import who_sees
from macem.confidentiality.services import Principal, end_access, grant_access, source_of
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import NotNow
from macem.notices import services as notices
from macem.people import policies
from macem.people.finding import Perhaps, unseen_by
from macem.people.likeness import Description, Likeness
from macem.people.models import DuplicateAnswer, Person, PossibleDuplicate

BASIS = "may be known twice"


def check_word(found: Iterable[Perhaps], why: str) -> None:
    """Ask for a word why, where a record is made although another is likely of the same person.

    Raises :class:`NotNow`.
    """
    if any(one.likeness.wants_a_word for one in found) and not why.strip():
        raise NotNow(_("Somebody here is likely the same person. Say why this is somebody else."))


@transaction.atomic
def keep_apart(
    *, person: Person, found: Sequence[Perhaps], why: str, by: Actor, at: datetime | None = None
) -> list[PossibleDuplicate]:
    """Say of a record just made that it is not one of those ``found`` as likely; of the others nothing.

    So that nobody asks again, and the word stands with both. Raises :class:`Refused` unless ``by`` sees them;
    :class:`NotNow` without a word where one is likely.
    """
    at = at or clock.now()
    check_word(found, why)
    kept = []
    for one in found:
        if one.likeness.wants_a_word:
            policies.check_can_record_identity(by, one.subject_id)
            duplicate = _note(person, one.subject_id, one.likeness, by, at)
            _answer(duplicate, same_person=False, why=why, by=by, at=at)
            kept.append(duplicate)
    return kept


@transaction.atomic
def tell_of_unseen(
    *, person: Person, sought: Description, panel: Panel, by: Actor, at: datetime | None = None
) -> int:
    """Tell those at ``panel`` who judge it that a record just made may be of somebody unseen by ``by``.

    ``by`` learns nothing of it. Whoever is told sees the new record too, until they say that it is somebody
    else's. Returns how many pairs were noted; one that no judge sees waits for somebody who does.
    """
    at = at or clock.now()
    policies.check_can_register(by)
    unseen = unseen_by(sought, kinds=[person.kind], by=by)
    for one in unseen:
        duplicate = _note(person, one.subject_id, one.likeness, by, at)
        _tell(duplicate, person, who_sees(one.subject_id, holders(panel, *policies.JUDGES, at=at)), by, at)
    return len(unseen)


@transaction.atomic
def answer_duplicate(
    *, duplicate: PossibleDuplicate, same_person: bool, why: str, by: Actor, at: datetime | None = None
) -> DuplicateAnswer:
    """Say whether two records are of one person. Nothing is joined by it; "no" takes back what was told.

    Raises :class:`Refused`; :class:`NotNow` without a word why.
    """
    at = at or clock.now()
    policies.check_can_judge(by, duplicate)
    answer = _answer(duplicate, same_person=same_person, why=why, by=by, at=at)
    if not same_person:
        end_access(source=source_of(duplicate), by=by, at=at)
    return answer


def _note(person: Person, other_id: int, likeness: Likeness, by: Actor, at: datetime) -> PossibleDuplicate:
    first, second = sorted((person.pk, other_id))
    duplicate = PossibleDuplicate.objects.create(
        first_id=first, second_id=second, likeness=likeness, noted_at=at, noted_by_id=by.user_id
    )
    audit.record(
        "possible_duplicate_noted", by=by, at=at, obj=duplicate, subject_id=person.pk,
        other=other_id, likeness=likeness.value,
    )  # fmt: skip
    return duplicate


def _answer(
    duplicate: PossibleDuplicate, *, same_person: bool, why: str, by: Actor, at: datetime
) -> DuplicateAnswer:
    if not why.strip():
        raise NotNow(_("Say why."))
    answer = DuplicateAnswer.objects.create(
        duplicate=duplicate,
        same_person=same_person,
        reason=why.strip(),
        answered_at=at,
        answered_by_id=by.person_id,
    )
    audit.record(
        "possible_duplicate_answered", by=by, at=at, obj=duplicate, subject_id=duplicate.first_id,
        other=duplicate.second_id, same_person=same_person,
    )  # fmt: skip
    return answer


def _tell(
    duplicate: PossibleDuplicate, person: Person, judges: Iterable[User], by: Actor, at: datetime
) -> None:
    for judge in judges:
        grant_access(
            subject_id=person.pk,
            to=[Principal.user(judge.pk)],
            basis=BASIS,
            source=source_of(duplicate),
            by=by,
            at=at,
        )
        notices.notify(
            user=judge,
            kind="duplicate",
            subject_line="two records for you to compare",
            path=reverse("people:duplicate", kwargs={"pk": duplicate.pk}),
            key=f"duplicate:{duplicate.pk}:{judge.pk}",
            by=by,
            at=at,
        )
