"""What a person's timeline says of actions."""

from macem.accounts.models import User
from macem.actions import reading
from macem.actions.models import ActionResult
from macem.actions.services import path_of
from macem.protocol.vocabulary import Clause, TimelineEntry

KIND = "Action"


def entries(subject_id: int, user: User) -> list[TimelineEntry]:
    """Return each action agreed about a person, and each result of one."""
    agreed = [
        TimelineEntry(
            when=action.agreed_at,
            title=action.text,
            kind=KIND,
            detail=f"{action.owner_name}, {action.agency.name}",
            url=path_of(action),
            clause=Clause.M6,
        )
        for action in reading.whole(user).about(subject_id)
    ]
    actions = reading.whole(user).about(subject_id).values("pk")
    results = ActionResult.objects.visible_to(user).filter(action__in=actions).select_related("action")
    return agreed + [
        TimelineEntry(
            when=result.recorded_at,
            title=f"{result.outcome.label}: {result.action.text}",
            kind=KIND,
            detail=result.effect or result.evidence,
            url=path_of(result.action),
            clause=Clause.M8,
        )
        for result in results
    ]
