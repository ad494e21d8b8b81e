"""Young people whom the MASH or the RAMM helps in another way than MACEM."""

from macem.demo.cast.shapes import ChildStory, Way
from macem.protocol.vocabulary import RiskLevel, Strand

CHILDREN = (
    ChildStory(
        "Finn", "Test-Eyebright", 13, "900144", 1, "referrer", (Strand.ONLINE,),
        "Spends nights in chats with people who ask for his address.",
        "His parents sit with him now.",
        None, mash_level=2, way=Way.EARLY_HELP,
    ),
    ChildStory(
        "Gia", "Test-Flax", 12, "900145", 2, "education_spoc", (Strand.ONLINE,),
        "Was asked to keep a secret by somebody she plays with.",
        "Told her mother.",
        None, mash_level=2, way=Way.EARLY_HELP,
    ),
    ChildStory(
        "Hugo", "Test-Foxglove", 14, "900146", 4, "referrer", (Strand.CCE,),
        "Is offered money by pupils from another school.",
        "Turned it down and said so.",
        None, mash_level=3, way=Way.EARLY_HELP,
    ),
    ChildStory(
        "Isla", "Test-Gentian", 13, "900147", 5, "lat_spoc", (Strand.MISSING,),
        "Was out until midnight twice, and would not say with whom.",
        "Her father picks her up from the youth club.",
        None, mash_level=3, way=Way.EARLY_HELP,
    ),
    ChildStory(
        "Joss", "Test-Heather", 15, "900148", 7, "health_spoc", (Strand.CSE,),
        "Has an older boyfriend, and asks the nurse what is normal.",
        "Comes to every appointment.",
        None, mash_level=3, way=Way.EARLY_HELP,
    ),
    ChildStory(
        "Kit", "Test-Iris", 11, "900149", 9, "referrer", (Strand.ONLINE,),
        "Was sent a picture by a stranger.",
        "Shut the tablet and fetched his gran.",
        None, mash_level=2, way=Way.EARLY_HELP,
    ),
    ChildStory(
        "Lena", "Test-Kingcup", 14, "900150", 10, "education_spoc", (Strand.CCE, Strand.ONLINE,),
        "Is told by a group chat what to bring to school.",
        "Her teacher reads it with her.",
        None, mash_level=3, way=Way.EARLY_HELP,
    ),
    ChildStory(
        "Milo", "Test-Lavender", 12, "900151", 12, "lat_spoc", (Strand.MISSING,),
        "Waits at the bus station after school because nobody is at home.",
        "A neighbour offers tea and homework.",
        None, mash_level=2, way=Way.EARLY_HELP,
    ),
    ChildStory(
        "Nell", "Test-Mallow", 13, "900152", 13, "health_spoc", (Strand.ONLINE,),
        "Is asked by a stranger to move to another app.",
        "Knows whom to ask.",
        None, mash_level=2, way=Way.EARLY_HELP,
    ),
    ChildStory(
        "Otto", "Test-Meadowsweet", 10, "900153", 3, "referrer", (Strand.ONLINE,),
        "Plays a game that is meant for older children.",
        "His parents asked the school for advice.",
        None, mash_level=1, way=Way.ADVICE,
    ),
    ChildStory(
        "Posy", "Test-Nightshade", 11, "900154", 6, "education_spoc", (Strand.ONLINE,),
        "Heard in class of a challenge and is worried by it.",
        "Talks about it openly.",
        None, mash_level=1, way=Way.ADVICE,
    ),
    ChildStory(
        "Ravi", "Test-Orchid", 12, "900155", 9, "referrer", (Strand.MISSING,),
        "Came home an hour late after a match.",
        "Rang when he noticed the time.",
        None, mash_level=1, way=Way.ADVICE,
    ),
    ChildStory(
        "Suki", "Test-Pimpernel", 10, "900156", 12, "lat_spoc", (Strand.ONLINE,),
        "Has a new phone with nothing set up on it.",
        "Her mother asks for help with it.",
        None, mash_level=1, way=Way.ADVICE,
    ),
    ChildStory(
        "Theo", "Test-Primrose", 15, "900157", 2, "yjs_spoc", (Strand.CCE,),
        "Was offered a share in what others sell.",
        "Works with his youth justice worker.",
        RiskLevel.EMERGING, way=Way.NOT_NOW,
    ),
    ChildStory(
        "Uma", "Test-Ragwort", 14, "900158", 5, "health_spoc", (Strand.CSE,),
        "Was followed home twice by the same car.",
        "Her brothers walk with her now.",
        RiskLevel.EMERGING, way=Way.NOT_NOW,
    ),
    ChildStory(
        "Vera", "Test-Saxifrage", 16, "900159", 8, "police_spoc", (Strand.MISSING,),
        "Was away for a weekend and came back with new shoes.",
        "Stays with her aunt when things are hard at home.",
        RiskLevel.EMERGING, way=Way.NOT_NOW,
    ),
    ChildStory(
        "Will", "Test-Speedwell", 13, "900160", 10, "referrer", (Strand.CCE,),
        "Carried a parcel once, and says that he will not again.",
        "Told the head of year by himself.",
        RiskLevel.EMERGING, way=Way.NOT_NOW,
    ),
    ChildStory(
        "Zara", "Test-Tansy", 15, "900161", 12, "lat_spoc", (Strand.CSE, Strand.ONLINE,),
        "Met somebody from a chat, in daylight, with a friend.",
        "Her mother knew where she was.",
        RiskLevel.EMERGING, way=Way.NOT_NOW,
    ),
)  # fmt: skip
