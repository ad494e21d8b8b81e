"""What the child of a form is called on its pages."""

from django.utils.translation import gettext as _

from macem.protocol.screening import Form, Given
from macem.protocol.vocabulary.screening import Question


def full_name(form: Form) -> str:
    """Return the child's name as it was written; empty as long as nobody wrote it."""
    given = form.given.get(Question.NAME.value, Given())
    return " ".join(str(given.get(name)) for name in ("forename", "surname") if given.says(name))


def called(form: Form) -> str:
    """Return the forename, else the surname, else "the child"."""
    given = form.given.get(Question.NAME.value, Given())
    return next(
        (str(given.get(name)) for name in ("forename", "surname") if given.says(name)), _("the child")
    )
