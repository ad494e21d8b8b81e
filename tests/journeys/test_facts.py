"""What is known of a child: recorded by the worker, whom not to contact said first, withheld from others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.journeys.person import Person

CHILD = "Cass Test-Maple"


def test_what_is_known_of_a_child(somebody: Callable[[str], Person]) -> None:
    worker = somebody("Jo Example-Finch")
    worker.follow("Children")
    worker.follow(CHILD)
    worker.follow("All facts, who said so, and their history")
    worker.heading("Facts recorded")
    worker.sees("Missing")
    worker.looks("facts-1-nothing-yet")

    worker.follow("Add Ethnicity")
    worker.pick("Answer", "Mixed: White and Black Caribbean")
    worker.write("Who said so", "Cass himself")
    worker.press("Save")
    worker.sees("Mixed: White and Black Caribbean")

    worker.follow("Add Living")
    worker.press("Save")
    worker.is_refused("What is it to them?")
    worker.choose("Placement by a local authority")
    worker.pick("What kind of placement?", "Children’s home")
    worker.write("Who runs it", "Staff of Test House")
    worker.write("Address", "4 Invented Close\nYork")
    worker.write("Postcode", "yo1 7zz")
    worker.choose("No", exact=True)
    worker.write("Why is it not suitable?", "Two other young people there are being exploited.")
    worker.write_date("Since when?", date(2026, 3, 2))
    worker.looks("facts-2-where-he-lives")
    worker.press("Save")
    worker.sees("Children’s home, Staff of Test House, 4 Invented Close, York, YO1 7ZZ")
    worker.sees("Not suitable")

    worker.follow("Add a contact")
    worker.write("Their name", "Lee Test-Maple")
    worker.pick("What are they to the young person?", "Father")
    worker.choose("Do not contact")
    worker.looks("facts-3-contact")
    worker.press("Save")
    worker.is_refused("Say why, so that nobody contacts them by mistake")
    worker.write("Why must nobody contact them?", "He passes on to the driver what he is told.")
    worker.write("Telephone", "01904 999001")
    worker.press("Save")
    worker.sees("Before anybody is contacted")

    worker.follow("Add Care status")
    worker.choose("Interim care order (section 38)")
    worker.press("Save")
    worker.follow("Change Care status")
    worker.choose("Care order (section 31)")
    worker.write("Who said so", "Court order of 4 May")
    worker.looks("facts-4-care-status")
    worker.press("Save")
    worker.follow("History Care status")
    worker.sees("Interim care order (section 38)")
    worker.sees("Said by Court order of 4 May")
    worker.looks("facts-5-history")
    worker.follow("Facts recorded")

    worker.follow("Link them to somebody")
    worker.write("Who?", "Nobody Test-Nowhere")
    worker.choose("Friend")
    worker.press("Save")
    worker.is_refused("Nobody whom you may see is found by that")
    worker.looks("facts-6-nobody-found")
    worker.follow("Facts recorded")
    worker.looks("facts-7-recorded")
    worker.follow(CHILD)
    worker.looks("facts-8-page-of-the-child")

    contact = somebody("Theo Example-Lund")
    contact.follow("Children")
    contact.follow(CHILD)
    contact.follow("All facts, who said so, and their history")
    contact.sees("He passes on to the driver what he is told.")
    contact.does_not_see("Invented Close")
    contact.does_not_see("01904 999001")
    contact.sees("Withheld")
    contact.looks("facts-9-withheld")
