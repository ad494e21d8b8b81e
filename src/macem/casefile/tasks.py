"""What the reader may do about a person. Each link asks the very policy that guards its page."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from macem.actions.policies import AGREERS
from macem.agencies.policies import roles_of
from macem.gate.actor import Actor
from macem.govuk.parts import Link
from macem.intelligence.policies import can_record_police_assessment
from macem.missing.policies import can_record_episode
from macem.people import policies as people
from macem.people.presenters import PersonPresenter
from macem.protocol.vocabulary import Role
from macem.referrals import policies as referrals
from macem.sharing import policies as sharing


@dataclass(frozen=True)
class Tasks:
    """The links of one person's page for one reader."""

    person: PersonPresenter
    user: Any

    @property
    def links(self) -> list[Link]:
        """What to record, the most frequent first."""
        by = Actor.user(self.user)
        id_ = self.person.id
        child = self.person.is_child
        return [
            link
            for may, link in (
                (child and can_record_episode(by), self._to("missing:record", _("Record a missing episode"))),
                (
                    child and referrals.can_assess(by, id_),
                    self._to("referrals:assess", _("Write a risk assessment")),
                ),
                (
                    child and referrals.can_record_strategy(by, id_),
                    self._to("referrals:strategy_meeting", _("Record a strategy meeting")),
                ),
                (
                    child and referrals.can_record_nrm(by, id_),
                    self._to("referrals:nrm", _("Record an NRM referral")),
                ),
                (
                    can_record_police_assessment(by),
                    self._to("intelligence:assess", _("Record a police assessment")),
                ),
                (sharing.can_record(by, id_), self._to("sharing:person", _("Sharing and agreement"))),
                (
                    people.can_record_case_holder(by, id_),
                    self._to("people:case_holder", _("Say who holds the case")),
                ),
                (bool(self.roles & set(AGREERS)), self._agree()),
            )
            if may
        ]

    @property
    def about(self) -> list[Link]:
        """What to change about who the person is."""
        if not people.can_record_identity(Actor.user(self.user), self.person.id):
            return []
        return [
            self._to("people:add_name", _("Add a name")),
            self._to("people:add_identifier", _("Add a number")),
            self._to("people:birth", _("Change the date of birth")),
        ]

    @property
    def assessments_url(self) -> str:
        """The page of referrals and assessments, for those who may open it; else nothing."""
        opens = self.person.is_child and self.roles & set(referrals.RECORD_READERS)
        return self._to("referrals:child", "").url if opens else ""

    @cached_property
    def roles(self) -> set[Role]:
        return roles_of(self.user.pk)

    def _agree(self) -> Link:
        """The form of an action outside a meeting, about this person (clause M6)."""
        return Link(_("Agree an action"), f"{reverse('actions:agree')}?about={self.person.reference}")

    def _to(self, view: str, label: str) -> Link:
        return Link(label, reverse(view, kwargs={"reference": self.person.reference}))
