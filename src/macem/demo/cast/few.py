"""The first twelve: three months of stories, with work outstanding for every role.

Everything is told in days before the meeting at which somebody is first discussed, so that the stories stay
the same whenever the demonstration is made. Names are Test-…, social care numbers begin with 9001.
"""

from macem.demo.cast.shapes import Absence, ActionStory, AdultStory, ChildStory
from macem.protocol.vocabulary import ClosureKind, HarmfulSexualBehaviour, RiskLevel, Strand

ESCALATING, EMERGING, SIGNIFICANT = RiskLevel.ESCALATING, RiskLevel.EMERGING, RiskLevel.SIGNIFICANT

CHILDREN = (
    ChildStory(
        "Cass", "Test-Maple", 15, "900101", 0, "referrer", (Strand.CCE, Strand.MISSING),
        "Has been given two phones and a pushbike by older people and is being sent to deliver parcels.",
        "Close to his grandmother; still comes to art club every Thursday.",
        SIGNIFICANT, (SIGNIFICANT, ESCALATING, ESCALATING),
        (Absence(40, 21, 5), Absence(33, 22, 7), Absence(28, 20, 52), Absence(20, 23, 4), Absence(12, 22, 6)),
        actions=(
            ActionStory("Visit the grandmother and agree a plan for late evenings", "social_worker", 10,
                        "Visited; plan agreed and written down.", "No absence in the fortnight after it."),
            ActionStory("Return the phones and warn the named adult", "police_spoc", 14,
                        "Phones taken in and examined.", "Contact from the older group has stopped for now."),
        ),
        nrm=True,
    ),
    ChildStory(
        "Imo", "Test-Nettle", 14, "900102", 0, "health_spoc", (Strand.CSE, Strand.ONLINE),
        "Is being asked for pictures by somebody who says he is seventeen.",
        "Talks openly to her school nurse; parents are supportive.",
        ESCALATING, (ESCALATING, EMERGING, EMERGING),
        actions=(
            ActionStory("Internet safety work at school, four sessions", "education_spoc", 25,
                        "All four sessions held.", "She has blocked two accounts and shown them to us."),
        ),
        closes=ClosureKind.RISK_REDUCED,
    ),
    ChildStory(
        "Jude", "Test-Oakes", 16, "900103", 0, "yjs_spoc", (Strand.CCE,),
        "Was found with drugs that somebody else makes him carry.",
        "Turns up for every appointment; wants to start a college course.",
        ESCALATING, (ESCALATING, ESCALATING, ESCALATING),
        actions=(
            ActionStory("Find a college place that starts after half term", "education_spoc", 40),
            ActionStory("Offer health checks at the drop-in", "health_spoc", 20,
                        "Offered twice and taken up once.", "He now has a named nurse."),
        ),
        worker="second_social_worker",
    ),
    ChildStory(
        "Fern", "Test-Pell", 15, "900104", 1, "referrer", (Strand.CSE, Strand.MISSING),
        "Is collected from school by a man nobody knows and comes home with new things.",
        "Her aunt is somebody she trusts and stays with.",
        SIGNIFICANT, (SIGNIFICANT, SIGNIFICANT),
        (Absence(25, 19, 50), Absence(9, 21, 8)),
        actions=(
            ActionStory("Identify the man who waits outside the school", "police_spoc", 14),
            ActionStory("Talk to the aunt about staying there at weekends", "social_worker", 7,
                        "Agreed from this weekend.", "Two weekends without an absence."),
        ),
    ),
    ChildStory(
        "Ty", "Test-Pell", 13, "900105", 1, "lat_spoc", (Strand.MISSING,),
        "Follows his sister and is out late with the same group.",
        "Loves football and has a coach who looks out for him.",
        EMERGING, (EMERGING, EMERGING),
        actions=(ActionStory("Family early help plan with both parents", "lat_spoc", 21,
                             "Plan signed by both parents.", "He is home by nine on school nights."),),
        worker="second_social_worker",
    ),
    ChildStory(
        "Nia", "Test-Rowan", 17, "900106", 1, "police_spoc", (Strand.CSE, Strand.MSHT),
        "Is believed to be moved between addresses to meet adults.",
        "Has asked for help twice by text message to her worker.",
        SIGNIFICANT, (SIGNIFICANT, SIGNIFICANT),
        (Absence(30, 18, 60), Absence(18, 20, 72), Absence(6, 22, 30)),
        actions=(ActionStory("Prepare the move to adult services", "social_worker", 60),),
        nrm=True,
    ),
    ChildStory(
        "Sol", "Test-Sorrel", 16, "900107", 2, "health_spoc", (Strand.HSB,),
        "Worry about sexualised behaviour towards a younger cousin; may himself have been harmed.",
        "Both families work together; he sees a therapist every week.",
        EMERGING, (EMERGING,), behaviour=HarmfulSexualBehaviour.BOTH,
        actions=(ActionStory("Safety plan for family visits", "social_worker", 10,
                             "Written with both families.", "Visits take place with an adult present."),),
    ),
    ChildStory(
        "Wes", "Test-Thorne", 14, "900108", 2, "csc_spoc", (Strand.CCE, Strand.MISSING),
        "Was reported missing five times in seven weeks and comes back with money.",
        "Likes his key worker and has shown her where he goes.",
        ESCALATING, (ESCALATING,),
        (Absence(48, 20, 6), Absence(37, 21, 5), Absence(29, 22, 9), Absence(17, 19, 11), Absence(8, 23, 5)),
        actions=(ActionStory("Map where he is picked up, with him", "police_spoc", 12),),
        worker="second_social_worker",
    ),
    ChildStory(
        "Edie", "Test-Vale", 12, "900109", 3, "csc_spoc", (Strand.CSE, Strand.ONLINE),
        "Placed here by another authority, which assessed her as at risk of sexual exploitation.",
        "Settled quickly with her carers and has joined the choir.",
        None, home_authority="Example Vale Council", mash_level=3,
    ),
    ChildStory(
        "Bo", "Test-Umber", 14, "900110", 3, "referrer", (Strand.MISSING,),
        "Was out for two nights and would not say where.",
        "Came back by herself and asked for her tutor.",
        EMERGING, absences=(Absence(22, 17, 55),),
    ),
    ChildStory(
        "Gwen", "Test-Wren", 15, "900111", 4, "education_spoc", (Strand.CCE,),
        "Older pupils make her hold things in her locker.",
        "Told a teacher herself.",
        ESCALATING, absences=(Absence(24, 20, 49),),
    ),
    ChildStory(
        "Lio", "Test-Elswick", 11, "900112", 5, "referrer", (Strand.ONLINE,),
        "Plays online with adults who ask where he lives.",
        "Shows his parents everything.",
        None, mash_level=2,
    ),
)  # fmt: skip
UNDECIDED = ChildStory(
    "Remy", "Test-Ingle", 13, "900113", 6, "health_spoc", (Strand.CCE, Strand.ONLINE),
    "Came to the walk-in centre with an older boy who answered every question.",
    "Took the nurse’s card and asked whether he may ring.",
    None,
)  # fmt: skip
"""A referral that waits for the MASH."""


ADULTS = (
    AdultStory(
        "A.", "Test-Flint", (1991, 4, 2), 0, "Named by two children as the man who gives out phones.",
        (ActionStory("Serve a warning notice", "police_spoc", 20,
                     "Served.", "Not seen near the school since."),),
    ),
    AdultStory(
        "D.", "Test-Granite", (1998, 9, 17), 1, "Seen with young people at the retail park at night.",
        (ActionStory("Ask the retail park for its cameras", "police_spoc", 15),),
    ),
    AdultStory(
        "R.", "Test-Slate", (1984, 1, 23), 3, "Rents rooms in which children reported missing were found."
    ),
)  # fmt: skip
