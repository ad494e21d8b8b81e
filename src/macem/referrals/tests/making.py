"""Records to begin a test with, made through the services as the professionals make them."""

from datetime import date, timedelta
from typing import Any

from macem.agencies import services as agencies
from macem.agencies.models import Agency, Panel
from macem.attachments import services as attachments
from macem.attachments.tests.files import pdf
from macem.demo.partnership import SEEDING, Partnership
from macem.gate import clock
from macem.gate.actor import Actor
from macem.people.models import Person
from macem.protocol.assessment import Given
from macem.protocol.vocabulary import HarmfulSexualBehaviour, RiskLevel, Role, Strand
from macem.protocol.vocabulary.states import AssessmentOutcome
from macem.referrals import services
from macem.referrals.matrices import matrix_named
from macem.referrals.models import AssessmentDraft, AssessmentReview, MashDecision, Referral, RiskAssessment

EVERYBODY = (
    "referrer",
    "health_spoc",
    "mash",
    "social_worker",
    "second_social_worker",
    "service_manager",
    "ce_coordinator",
    "chair",
    "vice_chair",
    "business_support",
    "police_spoc",
    "education_spoc",
    "intelligence_ds",
    "administrator",
    "auditor",
)
"""One professional of each kind that might see a referral."""


def refer(partnership: Partnership, by: Actor, agency: str = "education", **changes: Any) -> Referral:
    """A whole referral of Casey Test-Lindqvist."""
    given: dict[str, Any] = {
        "forename": "Casey",
        "surname": "Test-Lindqvist",
        "date_of_birth": date(2012, 7, 2),
        "csc_number": "",
        "strands": [Strand.CCE],
        "harmful_sexual_behaviour": HarmfulSexualBehaviour.NONE,
        "concern": "A second phone since October.",
        "strengths": "Football on Tuesdays.",
    }
    return services.submit_referral(
        panel=partnership.panel, agency=partnership.agency(agency), by=by, **(given | changes)
    )


def early_help(panel: Panel, *work: str, agency: str = "lat") -> services.EarlyHelpOffer:
    """Work with the family by the local area team, to be reviewed in six weeks."""
    return services.EarlyHelpOffer(
        agency=Agency.objects.get(places__panel=panel, code=agency),
        work=work or ("PACE",),
        review_on=clock.today() + timedelta(days=42),
    )


def decide(referral: Referral, by: Actor, level: int = 4, **changes: Any) -> MashDecision:
    """A decision of the MASH, at level 4 unless told otherwise; levels 2 and 3 offer early help."""
    given: dict[str, Any] = {"level": level, "reason": "Two agencies saw it."}
    if level in (2, 3):
        given["early_help"] = early_help(referral.panel)
    return services.decide_referral(referral=referral, by=by, **(given | changes))


def child(partnership: Partnership, acting: Any, **changes: Any) -> Person:
    """A child at level 4 whose case the social worker holds: referred, decided, allocated."""
    with acting("referrer") as by:
        referral = refer(partnership, by, **changes)
    with acting("mash") as by:
        decision = decide(referral, by, worker=partnership.user("social_worker"))
        return Person.objects.select_related("subject").get(pk=decision.referral.subject_id)


def assess(partnership: Partnership, person: Person, by: Actor, **changes: Any) -> RiskAssessment:
    """A completed assessment at "escalating", sent to the service manager."""
    given: dict[str, Any] = {
        "level": RiskLevel.ESCALATING,
        "harmful_sexual_behaviour": HarmfulSexualBehaviour.NONE,
        "narrative": "Older friends with cars.",
        "strengths": "Talks to an aunt.",
        "completed_on": date(2026, 1, 5),
        "sent_to": partnership.user("service_manager"),
    }
    return services.record_assessment(person=person, by=by, **(given | changes))


def sign(assessment: RiskAssessment, by: Actor) -> AssessmentReview:
    """The service manager's sign-off."""
    return services.review_assessment(assessment=assessment, outcome=AssessmentOutcome.SIGNED_OFF, by=by)


def elsewhere(partnership: Partnership, as_worker: Any) -> Partnership:
    """A second panel, at which the referrer works too, with nobody at its MASH."""
    with as_worker():
        panel = agencies.create_panel(
            code="ryedale", name="Ryedale", mash_telephone="01632 960 002", by=SEEDING
        )
        agencies.join_panel(panel=panel, agency=partnership.agency("education"), by=SEEDING)
        agencies.give_role(
            user=partnership.user("referrer"),
            agency=partnership.agency("education"),
            panel=panel,
            role=Role.REFERRER,
            by=SEEDING,
        )
    return Partnership(panel=panel)


def whole_answers(**changes: Given) -> dict[str, Given]:
    """Every answer of an assessment at "emerging": one sign noted; `changes` by key, with _ for -."""
    matrix = matrix_named("2026-09")
    said = {key: Given("not_noted") for key in matrix.titles}
    said |= {
        "new-older-company": Given("noted", "Two men wait outside school."),
        "harmful-sexual-behaviour": Given("none"),
        "child-says": Given("yes", "I want them to leave me alone."),
        "asked-by": Given(words="Her worker, on Monday"),
        "what-is-happening": Given(words="Older friends with cars."),
        "what-keeps-safe": Given(words="Talks to an aunt."),
        "level-chosen": Given("emerging"),
    }
    return said | {key.replace("_", "-"): answer for key, answer in changes.items()}


def draft(person: Person, by: Actor, **changes: Given) -> AssessmentDraft:
    """A whole draft of the one who acts."""
    begun = services.begin_assessment(person=person, by=by)
    services.save_assessment_answers(draft=begun, given=whole_answers(**changes), seen={}, by=by)
    return begun


def attach(partnership: Partnership, person: Person, by: Actor, **changes: Any) -> RiskAssessment:
    """An assessment at "escalating", signed off in Mosaic in November 2026."""
    given: dict[str, Any] = {
        "level": RiskLevel.ESCALATING,
        "harmful_sexual_behaviour": HarmfulSexualBehaviour.NONE,
        "written_by": "Sam Example-Reed",
        "signed_by": "Lou Example-Fenn",
        "completed_on": date(2025, 11, 20),
        "signed_on": date(2025, 11, 24),
        "number": "M-4471",
    }
    given |= changes
    if "stored" not in given:
        given["stored"] = attachments.hold(subject_id=person.pk, name="Assessment.pdf", data=pdf(), by=by)
    return services.attach_assessment(person=person, panel=partnership.panel, by=by, **given)
