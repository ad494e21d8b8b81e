"""Adults who pose a risk, beside those of the first three months."""

from macem.demo.cast.shapes import ActionStory, AdultStory

ADULTS = (
    AdultStory(
        "K.", "Test-Basalt", (1989, 11, 5), 9, "Drives a car in which three children were seen at night.",
        (ActionStory("Stop and check the car with the roads team", "police_spoc", 14,
                     "Stopped twice.", "The car has been sold."),),
    ),
    AdultStory(
        "L.", "Test-Chalk", (1995, 2, 14), 11, "Runs the car wash at which two children had to work.",
        (ActionStory("Visit with the licensing officer", "police_spoc", 20),),
    ),
    AdultStory(
        "M.", "Test-Feldspar", (2003, 7, 30), 13, "Recruits in a game’s chat under four names.",
    ),
)  # fmt: skip
