"""Somebody in a person's life, and whether they may be contacted."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from macem.people import lists
from macem.people.models import Contact
from macem.people.presenters.wording import grey
from macem.protocol.vocabulary.facts import SafeToContact

TAGS = {SafeToContact.YES: "done", SafeToContact.ASK_FIRST: "ask", SafeToContact.NO: "stop"}
WORST_FIRST = [SafeToContact.NO, SafeToContact.ASK_FIRST, SafeToContact.YES]


@dataclass(frozen=True)
class ContactPresenter:
    """One contact for a reader who may, or may not, read a carer's telephone number (clause S1)."""

    contact: Contact
    reference: str
    reads_carers_phone: bool
    may_change: bool

    @property
    def id(self) -> int:
        return self.contact.pk

    @property
    def name(self) -> str:
        return self.contact.name

    @property
    def relation(self) -> str:
        return lists.label("relation", self.contact.relation)

    @property
    def safe(self) -> str:
        return self.contact.safe.label

    @property
    def safe_tag(self) -> str:
        return TAGS[self.contact.safe]

    @property
    def is_safe(self) -> bool:
        return self.contact.safe is SafeToContact.YES

    @property
    def why(self) -> str:
        return self.contact.safe_why

    @property
    def phone_withheld(self) -> bool:
        """Whether the number is not shown, whether or not there is one."""
        return lists.is_carer(self.contact.relation) and not self.reads_carers_phone

    @property
    def telephone(self) -> str:
        return "" if self.phone_withheld else self.contact.telephone

    @property
    def responsible(self) -> str:
        """ "Has parental responsibility", "Has no …"; nothing where nobody has said."""
        if self.contact.responsible is None:
            return ""
        return (
            _("Has parental responsibility")
            if self.contact.responsible
            else _("Has no parental responsibility")
        )

    @property
    def lines(self) -> list[str]:
        return [line for line in (self.responsible, *grey(self.contact)) if line]

    @property
    def warning(self) -> str:
        """What to know before ringing: "Do not contact Sam Test-Ashby, father: he opens her post"."""
        return _("%(safe)s: %(name)s, %(relation)s. %(why)s") % {
            "safe": self.safe,
            "name": self.name,
            "relation": self.relation.lower(),
            "why": self.why,
        }

    @property
    def change_url(self) -> str:
        where = {"reference": self.reference, "pk": self.contact.pk}
        return reverse("people:change_contact", kwargs=where) if self.may_change else ""

    @property
    def end_url(self) -> str:
        where = {"reference": self.reference, "kind": "contact", "pk": self.contact.pk}
        return reverse("people:end_record", kwargs=where) if self.may_change else ""


def worst_first(contacts: list[ContactPresenter]) -> list[ContactPresenter]:
    """Return those not to be contacted first, then those to ask about, then the others by name."""
    return sorted(contacts, key=lambda one: (WORST_FIRST.index(one.contact.safe), one.name.casefold()))
