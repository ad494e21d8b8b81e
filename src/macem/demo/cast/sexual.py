"""Young people who are being sexually exploited, over fourteen months."""

from macem.demo.cast.shapes import Absence, ActionStory, ChildStory
from macem.protocol.vocabulary import ClosureKind, RiskLevel, Strand

ESCALATING, EMERGING, SIGNIFICANT = RiskLevel.ESCALATING, RiskLevel.EMERGING, RiskLevel.SIGNIFICANT

CHILDREN = (
    ChildStory(
        "Mae", "Test-Maythorn", 15, "900126", 0, "health_spoc", (Strand.CSE,),
        "Is being harmed by an adult whom she believes to be her boyfriend.",
        "Goes to the drop-in and asks good questions.",
        SIGNIFICANT, (SIGNIFICANT, ESCALATING, EMERGING),
        actions=(
            ActionStory(
                "Health check and a nurse of her own at the drop-in", "health_spoc", 10,
                "Seen twice.",
                "Asks for the nurse by name.",
            ),
        ),
        closes=ClosureKind.RISK_REDUCED,
    ),
    ChildStory(
        "Noa", "Test-Myrtle", 16, "900127", 1, "health_spoc", (Strand.CSE, Strand.MSHT,),
        "Is taken to parties and told that she has to pay for the lifts.",
        "Trusts the school nurse.",
        SIGNIFICANT, (SIGNIFICANT, SIGNIFICANT, ESCALATING),
        absences=(Absence(21, 19, 50),),
        actions=(
            ActionStory(
                "Warn the adult who was named", "police_spoc", 14,
                "Warned in person.",
                "Not seen near the home since.",
            ),
        ),
        closes=ClosureKind.MOVED,
        accepted_by="Example Moor Council, children’s services",
        nrm=True,
    ),
    ChildStory(
        "Ola", "Test-Oleander", 14, "900128", 2, "referrer", (Strand.CSE, Strand.ONLINE,),
        "Is being asked for pictures by somebody who has hers already.",
        "Told her aunt within a day.",
        ESCALATING, (ESCALATING, EMERGING),
        actions=(
            ActionStory(
                "Health check and a nurse of her own at the drop-in", "health_spoc", 10,
                "Seen twice.",
                "Asks for the nurse by name.",
            ),
        ),
        closes=ClosureKind.RISK_REDUCED,
    ),
    ChildStory(
        "Pia", "Test-Pérez Sánchez", 15, "900129", 3, "csc_spoc", (Strand.CSE,),
        "Is visited at her home by adults who bring drink.",
        "Loves her dog and is home when it is fed.",
        SIGNIFICANT, (SIGNIFICANT, ESCALATING, ESCALATING, EMERGING),
        actions=(
            ActionStory(
                "Warn the adult who was named", "police_spoc", 14,
                "Warned in person.",
                "Not seen near the home since.",
            ),
        ),
        closes=ClosureKind.RISK_REDUCED,
        worker="second_social_worker",
    ),
    ChildStory(
        "Quin", "Test-O’Quill", 17, "900130", 4, "police_spoc", (Strand.CSE,),
        "Is driven to hotels by a man who took the phone away.",
        "Keeps a part-time job at the bakery.",
        SIGNIFICANT, (SIGNIFICANT, SIGNIFICANT),
        actions=(
            ActionStory(
                "Health check and a nurse of her own at the drop-in", "health_spoc", 10,
                "Seen twice.",
                "Asks for the nurse by name.",
            ),
        ),
        closes=ClosureKind.ADULT,
        accepted_by="Safeguarding adults board, complex cases",
        nrm=True,
    ),
    ChildStory(
        "Ria", "Test-Rosewood", 14, "900131", 5, "lat_spoc", (Strand.CSE, Strand.MISSING,),
        "Is met at the retail park by adults who buy her food and make-up.",
        "Goes to dance twice a week.",
        ESCALATING, (ESCALATING, ESCALATING, EMERGING),
        absences=(Absence(19, 18, 49),),
        actions=(
            ActionStory(
                "Warn the adult who was named", "police_spoc", 14,
                "Warned in person.",
                "Not seen near the home since.",
            ),
        ),
        closes=ClosureKind.RISK_REDUCED,
    ),
    ChildStory(
        "Seán", "Test-O’Brien", 15, "900132", 6, "health_spoc", (Strand.CSE,),
        "Is being harmed by somebody he met through a game.",
        "Talks with his grandmother every evening.",
        SIGNIFICANT, (SIGNIFICANT, ESCALATING, EMERGING),
        actions=(
            ActionStory(
                "Health check and a nurse of her own at the drop-in", "health_spoc", 10,
                "Seen twice.",
                "Asks for the nurse by name.",
            ),
        ),
        closes=ClosureKind.RISK_REDUCED,
    ),
    ChildStory(
        "Tove", "Test-Tamarisk", 13, "900133", 7, "education_spoc", (Strand.CSE, Strand.ONLINE,),
        "Is sent presents by somebody nobody at home knows.",
        "Has two close friends who look out for her.",
        ESCALATING, (ESCALATING, EMERGING),
        actions=(
            ActionStory(
                "Warn the adult who was named", "police_spoc", 14,
                "Warned in person.",
                "Not seen near the home since.",
            ),
        ),
        closes=ClosureKind.RISK_REDUCED,
    ),
    ChildStory(
        "Una", "Test-Umberland-Vane", 16, "900134", 9, "police_spoc", (Strand.CSE, Strand.MISSING,),
        "Was found with two adults in a house where she had no way to leave.",
        "Rang the police herself.",
        SIGNIFICANT, (SIGNIFICANT, ESCALATING, EMERGING),
        absences=(Absence(24, 20, 55), Absence(11, 21, 10),),
        actions=(
            ActionStory(
                "Health check and a nurse of her own at the drop-in", "health_spoc", 10,
                "Seen twice.",
                "Asks for the nurse by name.",
            ),
        ),
        closes=ClosureKind.RISK_REDUCED,
    ),
    ChildStory(
        "Vin", "Test-Viburnum", 14, "900135", 10, "health_spoc", (Strand.CSE,),
        "Is made to meet adults by somebody who pretends to be a friend.",
        "Likes the art room and its teacher.",
        ESCALATING, (ESCALATING, ESCALATING, ESCALATING, ESCALATING),
        actions=(
            ActionStory(
                "Warn the adult who was named", "police_spoc", 14,
                "Warned in person.",
                "Not seen near the home since.",
            ),
        ),
        worker="third_social_worker",
    ),
    ChildStory(
        "Wyn", "Test-Whin", 15, "900136", 12, "referrer", (Strand.CSE, Strand.ONLINE,),
        "Is being paid for pictures and told never to stop.",
        "Wrote down what happened, and gave it to her teacher.",
        SIGNIFICANT, (SIGNIFICANT, ESCALATING),
        actions=(
            ActionStory(
                "Health check and a nurse of her own at the drop-in", "health_spoc", 10,
                "Seen twice.",
                "Asks for the nurse by name.",
            ),
        ),
        nrm=True,
    ),
    ChildStory(
        "Yas", "Test-Yew", 16, "900137", 13, "csc_spoc", (Strand.CSE,),
        "Is picked up outside her placement by men in a van.",
        "Has asked for a different placement and helps to choose it.",
        SIGNIFICANT, (SIGNIFICANT,),
        home_authority="Example Fells Council",
    ),
)  # fmt: skip
