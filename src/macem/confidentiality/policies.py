"""May this person touch a record at all? Asked by the services of every room above, after the role."""

from macem.confidentiality.models import Subject
from macem.confidentiality.querysets import sees
from macem.gate.actor import Actor
from macem.gate.refusal import Refused, twin


def check_sees(by: Actor, subject_id: int, *, to: str) -> None:
    """Refuse unless ``by`` sees the person now. A job or a command passes: it is trusted code.

    ``to`` says what is being done: "record a name". Raises :class:`Refused`, which gives nothing away.
    """
    if by.user_id is None:
        return
    if not Subject.objects.filter(sees(by.user_id, "pk"), pk=subject_id).exists():
        raise Refused(f"You may not {to} here.", action=to, subject_id=subject_id)


can_see = twin(check_sees)
