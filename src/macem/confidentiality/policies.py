"""May this person touch a record at all? Asked by the services of every room above, after the role."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Q

from macem.accounts.models import User
from macem.confidentiality.models import AccessGrant, Exclusion, Restriction, Subject
from macem.confidentiality.querysets import not_barred, principals_of, sees
from macem.confidentiality.row_security import sees_subject
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import Refused, twin
from macem.gate.scope import current

SEES = f"SELECT 1 FROM confidentiality_subject s WHERE s.id = %s AND {sees_subject('s.id')}"


def check_sees(by: Actor, subject_id: int, *, to: str) -> None:
    """Refuse unless ``by`` sees the person now. A job or a command passes: it is trusted code.

    ``to`` says what is being done: "record a name". Raises :class:`Refused`, which gives nothing away.
    """
    if by.user_id is None:
        return
    if not _sees(by.user_id, subject_id):
        raise Refused(f"You may not {to} here.", action=to, subject_id=subject_id)


can_see = twin(check_sees)


def _sees(user_id: int, subject_id: int) -> bool:
    """Ask the database's own rule where it acts for this user, its twin in Python where it does not."""
    acting = current()
    if acting is None or acting.user_id != user_id:
        return Subject.objects.filter(sees(user_id, "pk"), pk=subject_id).exists()
    with connection.cursor() as cursor:
        cursor.execute(SEES, [subject_id])
        return cursor.fetchone() is not None


def barred_among(by: Actor, subject_ids: Iterable[int]) -> set[int]:
    """Return those whom no grant would let ``by`` see: an exclusion or a restriction beats it.

    For services, which must not try to write about them. A job or a command is barred from nobody.
    """
    if by.user_id is None:
        return set()
    wanted = set(subject_ids)
    excluded = Exclusion.objects.filter(subject_id__in=wanted, user_id=by.user_id, lifted_at=None)
    shut = Restriction.objects.filter(subject_id__in=wanted, lifted_at=None).exclude(
        members__user_id=by.user_id
    )
    return {*excluded.values_list("subject_id", flat=True), *shut.values_list("subject_id", flat=True)}


def who_sees(subject_id: int, users: Iterable[User]) -> list[User]:
    """Return those among ``users`` who see the person now, whether or not whoever asks sees them.

    For services only, which must tell somebody of a record that whoever acts may not know of.
    """
    at = clock.now()
    grants = AccessGrant.objects.filter(Q(until=None) | Q(until__gt=at), subject_id=subject_id, since__lte=at)
    return [
        user
        for user in users
        if grants.filter(not_barred(user.pk, "subject_id"), principal__in=principals_of(user.pk, at)).exists()
    ]
