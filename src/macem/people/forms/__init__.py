"""What is recorded about people, asked for on short forms."""

from macem.people.forms.address import AddressForm
from macem.people.forms.birth import BirthForm
from macem.people.forms.companion import LinkForm, PeerGroupForm, PeerMemberForm
from macem.people.forms.contact import ContactForm
from macem.people.forms.duplicate import SameOrNotForm
from macem.people.forms.ending import EndForm, ReasonForm
from macem.people.forms.fact import FactForm
from macem.people.forms.holder import CaseHolderForm
from macem.people.forms.home_authority import HomeAuthorityForm
from macem.people.forms.name import NameForm
from macem.people.forms.number import IdentifierForm
from macem.people.forms.perhaps import PerhapsHereForm
from macem.people.forms.schooling import SchoolingForm

__all__ = [
    "AddressForm",
    "BirthForm",
    "CaseHolderForm",
    "ContactForm",
    "EndForm",
    "FactForm",
    "HomeAuthorityForm",
    "IdentifierForm",
    "LinkForm",
    "NameForm",
    "PeerGroupForm",
    "PeerMemberForm",
    "PerhapsHereForm",
    "ReasonForm",
    "SameOrNotForm",
    "SchoolingForm",
]
