"""What the criteria are decided from, as frozen records. NOT_KNOWN is not the same as none, which is ()."""

from dataclasses import dataclass
from datetime import date

from macem.protocol.moments import Moment
from macem.protocol.vocabulary import NOT_KNOWN, AbsenceType, NotKnown, RiskLevel, ScreenedBy


@dataclass(frozen=True, slots=True)
class Episode:
    """One record of an absence. `end` None: not recorded as ended.

    `received`: the days on which this record first arrived or changed here; () where that is not kept.
    """

    start: Moment
    end: Moment | None = None
    type: AbsenceType = AbsenceType.MISSING
    received: tuple[Moment, ...] = ()


@dataclass(frozen=True, slots=True)
class NrmReferral:
    """A referral to the National Referral Mechanism (C1). `submitted` None: the day is not recorded."""

    submitted: date | None
    withdrawn: date | None = None


@dataclass(frozen=True, slots=True)
class RiskAssessment:
    """A completed exploitation matrix (C4). `level` None: not recorded; `signed_off` None: not signed off."""

    level: RiskLevel | None
    completed: date | None = None
    signed_off: date | None = None


@dataclass(frozen=True, slots=True)
class Screening:
    """A screening by police or children's social care (C6). None: not recorded.

    `concern`: whether it found missing-from-home or exploitation concerns. `reason`: the written reason why a
    multi-agency discussion would be beneficial. `home_authority`: who placed the child here, if another did.
    """

    by: ScreenedBy | None
    concern: bool | None
    reason: str | None
    home_authority: str | None = None
    screened: date | None = None


@dataclass(frozen=True, slots=True)
class PoliceAssessment:
    """A formal police assessment of a potential perpetrator (C7). None: not recorded.

    `children_at_risk`: who is at risk, or that the child is unidentified. `connection`: with this area.
    """

    date: date | None
    assessor: str | None
    children_at_risk: str | None
    connection: str | None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known about one person as at `as_of`. What is dated later is left out of account.

    `previous_agenda`: when the panel's previous agenda was compiled (C2); None: there is none.
    """

    as_of: Moment
    previous_agenda: Moment | None = None
    date_of_birth: date | None = None
    nrm_referrals: tuple[NrmReferral, ...] | NotKnown = NOT_KNOWN
    risk_assessments: tuple[RiskAssessment, ...] | NotKnown = NOT_KNOWN
    harmful_sexual_behaviour: bool | NotKnown = NOT_KNOWN
    screenings: tuple[Screening, ...] | NotKnown = NOT_KNOWN
    police_assessments: tuple[PoliceAssessment, ...] | NotKnown = NOT_KNOWN
    episodes: tuple[Episode, ...] | NotKnown = NOT_KNOWN
