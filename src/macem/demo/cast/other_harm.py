"""Young people who go missing, are made to work, or are harmed by other children."""

from macem.demo.cast.shapes import Absence, ActionStory, ChildStory
from macem.protocol.vocabulary import ClosureKind, HarmfulSexualBehaviour, RiskLevel, Strand

ESCALATING, EMERGING, SIGNIFICANT = RiskLevel.ESCALATING, RiskLevel.EMERGING, RiskLevel.SIGNIFICANT

CHILDREN = (
    ChildStory(
        "Zeb", "Test-Zinnia", 14, "900138", 0, "lat_spoc", (Strand.MISSING,),
        "Is out for nights on end, and nobody knows where he is safe.",
        "Comes back for his little brother’s birthday, every time.",
        ESCALATING, (ESCALATING, EMERGING),
        absences=(
            Absence(40, 21, 8), Absence(31, 22, 7), Absence(22, 20, 50),
            Absence(14, 21, 9), Absence(8, 22, 6),
        ),
        actions=(
            ActionStory(
                "Agree with the family whom to ring first", "social_worker", 7,
                "Agreed and written down.",
                "Rang home the last two times.",
            ),
        ),
        closes=ClosureKind.RISK_REDUCED,
    ),
    ChildStory(
        "Amy", "Test-Aspen", 12, "900139", 3, "csc_spoc", (Strand.HSB,),
        "Has been harmed by an older child in the street, and worries for her sister.",
        "Her mother believes her and keeps her close.",
        ESCALATING, (ESCALATING, EMERGING),
        behaviour=HarmfulSexualBehaviour.HARMED,
        actions=(
            ActionStory(
                "Safety plan for visits", "social_worker", 10,
                "Written with both families.",
                "Visits with an adult there.",
            ),
        ),
        closes=ClosureKind.RISK_REDUCED,
    ),
    ChildStory(
        "Ben", "Test-Bracken", 14, "900140", 6, "csc_spoc", (Strand.HSB, Strand.ONLINE,),
        "Worry about pictures shared in a group; may himself have been harmed.",
        "Goes to therapy and takes his father along.",
        ESCALATING, (ESCALATING, EMERGING),
        behaviour=HarmfulSexualBehaviour.BOTH,
        actions=(
            ActionStory(
                "Safety plan for visits", "social_worker", 10,
                "Written with both families.",
                "Visits with an adult there.",
            ),
        ),
        closes=ClosureKind.RISK_REDUCED,
        worker="second_social_worker",
    ),
    ChildStory(
        "Cleo", "Test-Clover", 15, "900141", 8, "police_spoc", (Strand.MSHT,),
        "Works long days at a car wash for people who keep the wages.",
        "Learns English fast and has a teacher to whom she turns.",
        SIGNIFICANT, (SIGNIFICANT, ESCALATING),
        actions=(
            ActionStory(
                "Inspect the business with the licensing officer", "police_spoc", 20,
                "Inspected; wages are followed up.",
                "Nobody under 18 works there now.",
            ),
        ),
        closes=ClosureKind.RISK_REDUCED,
        nrm=True,
    ),
    ChildStory(
        "Dara", "Test-Clover", 15, "900142", 8, "police_spoc", (Strand.MSHT,),
        "Works at the same car wash as her twin and sleeps in its office.",
        "The two look out for each other.",
        SIGNIFICANT, (SIGNIFICANT, ESCALATING),
        actions=(
            ActionStory(
                "Inspect the business with the licensing officer", "police_spoc", 20,
                "Inspected; wages are followed up.",
                "Nobody under 18 works there now.",
            ),
        ),
        closes=ClosureKind.RISK_REDUCED,
        nrm=True,
    ),
    ChildStory(
        "Emir", "Test-Dogrose", 17, "900143", 11, "csc_spoc", (Strand.MSHT, Strand.MISSING,),
        "Arrived alone, and was met at the station by people who say they are family.",
        "Rings his key worker when he is lost.",
        SIGNIFICANT, (SIGNIFICANT, SIGNIFICANT, ESCALATING),
        absences=(Absence(22, 17, 72),),
        actions=(
            ActionStory(
                "Inspect the business with the licensing officer", "police_spoc", 20,
                "Inspected; wages are followed up.",
                "Nobody under 18 works there now.",
            ),
        ),
    ),
)  # fmt: skip
