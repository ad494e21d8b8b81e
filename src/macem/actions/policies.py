"""Who may agree an action, say how it went, and name another owner (clauses M6, M8, M9)."""

from macem.actions.models import Action
from macem.agencies.models import Agency, Membership, Panel
from macem.agencies.policies import check_holds
from macem.gate import clock
from macem.gate.actor import Actor
from macem.gate.refusal import Refused, twin
from macem.protocol.vocabulary import Role

RUNNERS = (Role.CHAIR, Role.VICE_CHAIR, Role.BUSINESS_SUPPORT)
OVERSEERS = (*RUNNERS, Role.CE_COORDINATOR)
AGREERS = (*OVERSEERS, Role.INTELLIGENCE_DS)
CONTACTS = (Role.SPOC, Role.REPRESENTATIVE, Role.DEPUTY)


def check_can_agree(by: Actor, panel: Panel, agency: Agency) -> None:
    """Refuse unless ``by`` runs the panel's work, or speaks for the agency that will do it."""
    if not speaks_for(by, panel, agency):
        check_holds(by, AGREERS, to="agree actions", panel=panel)


def check_can_update(by: Actor, action: Action) -> None:
    """Refuse unless ``by`` owns the action, is its agency's contact, or runs the panel's work."""
    if by.is_system or action.owner_id == by.user_id or speaks_for(by, action.panel, action.agency):
        return
    check_holds(by, OVERSEERS, to="update this action", panel=action.panel)


def check_can_record_result(by: Actor, action: Action, *, closed: bool) -> None:
    """Refuse unless ``by`` may update the action; once it is closed only those who run the meeting may.

    The meeting reviews what owners report (clause M8), so it may say otherwise later.
    """
    if closed:
        check_holds(by, RUNNERS, to="change the result of a closed action", panel=action.panel)
    else:
        check_can_update(by, action)


def check_can_name_owner(by: Actor, action: Action, *, agency: Agency | None = None) -> None:
    """Refuse unless ``by`` is a contact of the action's agency or runs the panel's work (clause M9).

    Only those who run the panel's work may give it to another ``agency``.
    """
    elsewhere = agency is not None and agency.pk != action.agency_id
    if elsewhere or not speaks_for(by, action.panel, action.agency):
        check_holds(by, OVERSEERS, to="name another owner", panel=action.panel)


def check_can_oversee(by: Actor, panel: Panel) -> None:
    """Refuse unless ``by`` looks after the actions of the whole panel."""
    check_holds(by, OVERSEERS, to="see the actions of the whole panel", panel=panel)


def speaks_for(by: Actor, panel: Panel, agency: Agency) -> bool:
    """Say whether ``by`` is the contact, a representative or a deputy of ``agency`` at ``panel`` now."""
    rows = Membership.objects.current(clock.now()).at_panel(panel).of_agency(agency)
    return not by.is_system and rows.filter(user_id=by.user_id).holding(*CONTACTS).exists()


def check_works_for(user_id: int, agency: Agency) -> None:
    """Refuse unless the person works for ``agency`` now; an owner must (clause M6)."""
    rows = Membership.objects.current(clock.now()).of_agency(agency).filter(user_id=user_id)
    if not rows.exists():
        raise Refused("They do not work for that agency.", action="own an action")


can_agree = twin(check_can_agree)
can_update = twin(check_can_update)
can_record_result = twin(check_can_record_result)
can_name_owner = twin(check_can_name_owner)
can_oversee = twin(check_can_oversee)
works_for = twin(check_works_for)
