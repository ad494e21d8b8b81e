"""What the codes of :mod:`macem.imports.reasons` mean, in a sentence for whoever looks at the row."""

from django.utils.translation import gettext_lazy as _

from macem.imports.reasons import Reason

SENTENCES = {
    Reason.NEW: "",
    Reason.NEW_CHILD: _("Nobody is known by this number: a record is made with it, without a name."),
    Reason.RETURN: _("The absence that stood open has ended."),
    Reason.OTHERWISE: _("The file says something else about this absence than what stands here."),
    Reason.SAME: _("Stands here already."),
    Reason.EARLIER: _("Stood here earlier and has been corrected since."),
    Reason.RETURNED: _("The return, which the file does not have, stands here already."),
    Reason.COPY: _("The same row stands in the file more than once."),
    Reason.WHICH_CHILD: _(
        "It is not certain which child is meant. Ask the CSE/CCE coordinator who bears this number."
    ),
    Reason.BORN_DIFFERS: _(
        "The date of birth is another than the one known for this number: possibly another child. "
        "Find out which is right, correct it there, and send the file again."
    ),
    Reason.BORN_TWICE: _(
        "The file gives this number more than one date of birth: possibly two children. "
        "Find out which is right and send the corrected file."
    ),
    Reason.NUMBER: _(
        "This is not a number by which a child can be known. Correct it and send the file again."
    ),
    Reason.FUTURE_START: _("The start lies in the future. Correct it and send the file again."),
    Reason.FUTURE_END: _("The return lies in the future. Correct it and send the file again."),
}

HEADINGS = {
    Reason.WHICH_CHILD: ("child",),
    Reason.BORN_DIFFERS: ("dob",),
    Reason.BORN_TWICE: ("dob",),
    Reason.NUMBER: ("child",),
    Reason.FUTURE_START: ("start",),
    Reason.FUTURE_END: ("end",),
    Reason.RETURN: ("end",),
    Reason.OTHERWISE: ("end",),
}
"""Which cells of the row the sentence is about, by our names of the columns."""
