"""What the criteria and the decisions on them ask, in our own words, with the panel's own numbers."""

from macem.protocol.settings import MissingSettings
from macem.protocol.vocabulary import Clause


def rule_of(clause: Clause, settings: MissingSettings) -> str:
    """The rule behind an answer of C1 to C7, of the MASH's level (P2), of the RAMM (P5) or the DS (I2).

    Raises KeyError for a clause that no nomination rests on.
    """
    return _RULES[clause].format(
        episodes=settings.episodes, days=settings.window_days, hours=settings.over_hours
    )


_RULES = {
    Clause.C1: "A referral to the National Referral Mechanism is recorded and has not been withdrawn.",
    Clause.C2: (
        "Reported missing {episodes} times or more within {days} days in a row, and something among it "
        "began, arrived or changed here since the previous agenda was compiled. Reports of the same absence "
        "count once. Away from placement without authorisation is shown beside it and does not count."
    ),
    Clause.C3: (
        "One absence lasted more than {hours} hours of real time. Where times are missing, the shortest and "
        "the longest that it may have lasted decide: if they disagree, somebody is asked."
    ),
    Clause.C4: (
        "The latest risk assessment that a service manager signed off found emerging, escalating or "
        "significant concerns, whatever level the MASH decided."
    ),
    Clause.C5: (
        "A referral or an assessment records concerns about harmful sexual behaviour: the child may have "
        "been harmed, may be harming, or both."
    ),
    Clause.C6: (
        "No criterion of Part 1a is met; police or children's social care screened the child, found concerns "
        "and wrote down why a discussion by several agencies would help."
    ),
    Clause.C7: (
        "Police formally assessed the person as one who may pose a risk to a child here, with the date, the "
        "assessor, the child at risk (or that the child is unidentified) and the local connection."
    ),
    Clause.P2: (
        "A child at level 4, by the MASH's latest decision, will be discussed: the child comes before the "
        "RAMM."
    ),
    Clause.P5: (
        "The RAMM decides on everybody who is nominated: to MACEM, with part and meeting; more information, "
        "from whom and by when; or not now, with a reason. Against level 4 or a criterion of Part 1a a "
        "service manager gives the reason, and the chair sees it with the agenda."
    ),
    Clause.I2: (
        "The intelligence detective sergeant decides who goes to Part 2 of a meeting: to the meeting; more "
        "information, from whom and by when; or not now, with a reason."
    ),
}
