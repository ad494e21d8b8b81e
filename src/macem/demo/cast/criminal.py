"""Young people who are being exploited by criminals, over fourteen months."""

from macem.demo.cast.shapes import Absence, ActionStory, ChildStory
from macem.protocol.vocabulary import ClosureKind, RiskLevel, Strand

ESCALATING, EMERGING, SIGNIFICANT = RiskLevel.ESCALATING, RiskLevel.EMERGING, RiskLevel.SIGNIFICANT

CHILDREN = (
    ChildStory(
        "Abe", "Test-Alder", 16, "900114", 0, "yjs_spoc", (Strand.CCE,),
        "Is made to keep a bag for older people and is afraid to say what is in it.",
        "Tells his football coach when he is frightened.",
        ESCALATING, (ESCALATING, ESCALATING, EMERGING),
        actions=(
            ActionStory(
                "Map with him where he is picked up, and by which cars", "police_spoc", 14,
                "Mapped; two number plates passed on.",
                "Patrols go past; nothing for a fortnight.",
            ),
        ),
        closes=ClosureKind.RISK_REDUCED,
    ),
    ChildStory(
        "Bea", "Test-Birch", 15, "900115", 0, "referrer", (Strand.CCE, Strand.MISSING,),
        "Is driven to other towns for days and comes home with money that is not hers.",
        "Her older sister is somebody she always rings.",
        SIGNIFICANT, (SIGNIFICANT, SIGNIFICANT, ESCALATING, EMERGING),
        absences=(Absence(30, 20, 60), Absence(12, 22, 9),),
        actions=(
            ActionStory(
                "Find a place at the college’s workshop", "education_spoc", 30,
                "A place from Monday.",
                "Attends four days of five.",
            ),
        ),
        closes=ClosureKind.RISK_REDUCED,
        nrm=True,
    ),
    ChildStory(
        "Cal", "Test-Cedar", 17, "900116", 1, "yjs_spoc", (Strand.CCE,),
        "Owes a debt to people who say that he must work it off.",
        "Holds an apprenticeship and does not want to lose it.",
        SIGNIFICANT, (SIGNIFICANT, ESCALATING),
        actions=(
            ActionStory(
                "Map with him where he is picked up, and by which cars", "police_spoc", 14,
                "Mapped; two number plates passed on.",
                "Patrols go past; nothing for a fortnight.",
            ),
        ),
        closes=ClosureKind.ADULT,
        accepted_by="Transitions team, adult social care",
        nrm=True,
    ),
    ChildStory(
        "Dot", "Test-Dale", 14, "900117", 2, "police_spoc", (Strand.CCE,),
        "Was found in a flat that adults have taken over from a neighbour.",
        "Likes drawing with the youth worker.",
        ESCALATING, (ESCALATING, EMERGING),
        actions=(
            ActionStory(
                "Find a place at the college’s workshop", "education_spoc", 30,
                "A place from Monday.",
                "Attends four days of five.",
            ),
        ),
        closes=ClosureKind.RISK_REDUCED,
    ),
    ChildStory(
        "Eli", "Test-Elm", 16, "900118", 2, "health_spoc", (Strand.CCE,),
        "Came to the hospital with a wound and would not say who harmed him.",
        "Let the nurse ring his mother.",
        SIGNIFICANT, (SIGNIFICANT, SIGNIFICANT, SIGNIFICANT),
        absences=(Absence(26, 21, 53),),
        actions=(
            ActionStory(
                "Map with him where he is picked up, and by which cars", "police_spoc", 14,
                "Mapped; two number plates passed on.",
                "Patrols go past; nothing for a fortnight.",
            ),
        ),
        closes=ClosureKind.CUSTODY,
        worker="second_social_worker",
    ),
    ChildStory(
        "Fay", "Test-Fern", 13, "900119", 3, "referrer", (Strand.CCE, Strand.ONLINE,),
        "Is sent messages with orders and told that her family will be hurt.",
        "Showed them to her form tutor.",
        ESCALATING, (ESCALATING, ESCALATING, EMERGING),
        actions=(
            ActionStory(
                "Find a place at the college’s workshop", "education_spoc", 30,
                "A place from Monday.",
                "Attends four days of five.",
            ),
        ),
        closes=ClosureKind.RISK_REDUCED,
    ),
    ChildStory(
        "Gil", "Test-Gorse", 15, "900120", 4, "lat_spoc", (Strand.CCE, Strand.MISSING,),
        "Is collected at night by a car with changing drivers.",
        "Comes to the boxing club every Monday.",
        SIGNIFICANT, (SIGNIFICANT, ESCALATING, ESCALATING),
        absences=(
            Absence(33, 22, 51), Absence(20, 21, 8), Absence(15, 23, 6),
            Absence(9, 22, 7), Absence(4, 22, 12),
        ),
        actions=(
            ActionStory(
                "Map with him where he is picked up, and by which cars", "police_spoc", 14,
                "Mapped; two number plates passed on.",
                "Patrols go past; nothing for a fortnight.",
            ),
        ),
        closes=ClosureKind.MOVED,
        accepted_by="Example Dales Council, children’s services",
    ),
    ChildStory(
        "Hal", "Test-Hazel", 16, "900121", 5, "yjs_spoc", (Strand.CCE,),
        "Is being used to sell things at the bus station.",
        "Keeps each appointment with his worker.",
        ESCALATING, (ESCALATING, EMERGING),
        actions=(
            ActionStory(
                "Find a place at the college’s workshop", "education_spoc", 30,
                "A place from Monday.",
                "Attends four days of five.",
            ),
        ),
        closes=ClosureKind.RISK_REDUCED,
    ),
    ChildStory(
        "Ivy", "Test-Holly", 14, "900122", 6, "education_spoc", (Strand.CCE,),
        "Has been given a phone that rings in every lesson.",
        "Good at maths; her grandfather is at home after school.",
        ESCALATING, (ESCALATING, ESCALATING, EMERGING),
        actions=(
            ActionStory(
                "Map with him where he is picked up, and by which cars", "police_spoc", 14,
                "Mapped; two number plates passed on.",
                "Patrols go past; nothing for a fortnight.",
            ),
        ),
        closes=ClosureKind.RISK_REDUCED,
    ),
    ChildStory(
        "Jed", "Test-Juniper", 15, "900123", 8, "police_spoc", (Strand.CCE, Strand.MISSING,),
        "Was stopped on a train, far from home, with an adult who is not family.",
        "Says that he wants to come home.",
        SIGNIFICANT, (SIGNIFICANT, ESCALATING),
        absences=(Absence(28, 18, 70),),
        actions=(
            ActionStory(
                "Find a place at the college’s workshop", "education_spoc", 30,
                "A place from Monday.",
                "Attends four days of five.",
            ),
        ),
        closes=ClosureKind.RISK_REDUCED,
        nrm=True,
    ),
    ChildStory(
        "Kai", "Test-Larch", 16, "900124", 11, "yjs_spoc", (Strand.CCE,),
        "Is being threatened over a package that was taken from him.",
        "His mother and the school talk every day.",
        SIGNIFICANT, (SIGNIFICANT, SIGNIFICANT, ESCALATING),
        actions=(
            ActionStory(
                "Map with him where he is picked up, and by which cars", "police_spoc", 14,
                "Mapped; two number plates passed on.",
                "Patrols go past; nothing for a fortnight.",
            ),
        ),
        nrm=True,
        worker="third_social_worker",
    ),
    ChildStory(
        "Lux", "Test-Laurel", 13, "900125", 12, "referrer", (Strand.CCE,),
        "Is used as a lookout by pupils who left the school.",
        "Enjoys the breakfast club.",
        ESCALATING, (ESCALATING, ESCALATING),
        actions=(
            ActionStory(
                "Find a place at the college’s workshop", "education_spoc", 30,
                "A place from Monday.",
                "Attends four days of five.",
            ),
        ),
    ),
)  # fmt: skip
