"""What stands beside the evidence on the list (C8, P2, P3, P6, P9), and the list for Part 2 (I2)."""

from datetime import date

import pytest

from macem.cases.models import Case
from macem.gate import clock
from macem.intelligence import services as intelligence
from macem.protocol.vocabulary import Part, Strand
from macem.referrals.tests.making import child

pytestmark = pytest.mark.django_db


def test_a_child_at_level_4_stands_with_level_checks_strands_and_who_holds_the_case(
    scene, acting, partnership, signed_in
):
    scene.meeting()
    child(partnership, acting, strands=[Strand.CCE, Strand.CSE])
    scene.drain()
    page = signed_in("ce_coordinator").get("/ramm/").text
    assert "Casey Test-Lindqvist" in page
    assert "<strong>Level 4</strong>, decided" in page
    assert "No strategy meeting recorded" in page
    assert "Risk assessment due" in page
    assert ">CSE</span>" in page and ">CCE</span>" in page, "CSE and CCE stay distinct"
    assert "Children’s Social Care, Jo Example-Finch" in page
    assert "The MASH deciding again, at level 1, 2 or 3" in page


@pytest.fixture
def adult(scene):
    with scene.acting("intelligence_ds") as by:
        person = intelligence.register_adult(
            panel=scene.panel, forename="A.", surname="Test-Flint", date_of_birth=date(1983, 2, 10), by=by
        )
        intelligence.record_police_assessment(
            person=person,
            assessed_on=clock.today(),
            assessor="DC Example",
            unidentified_child=True,
            connection="Seen in the area.",
            by=by,
        )
    scene.drain()
    return person


def test_the_intelligence_ds_decides_in_place_and_goes_to_part_two(scene, adult, signed_in):
    meeting = scene.meeting()
    with scene.acting("intelligence_ds"):
        reference = adult.subject.reference
    client = signed_in("intelligence_ds")
    page = client.get("/part-2/").text
    assert "Part 2 list, week of" in page and "A. Test-Flint" in page
    assert "Service manager who decided" not in page
    answer = client.post(
        "/part-2/", {f"{reference}-outcome": "to_macem", f"{reference}-goes_to": f"2:{meeting.pk}"}
    )
    assert answer.status_code == 302, answer.text
    with scene.acting("intelligence_ds"):
        assert Case.objects.get().part is Part.ADULT_2
    assert "A. Test-Flint" not in signed_in("ce_coordinator").get("/ramm/").text


def test_the_ramm_does_not_decide_on_an_adult_nor_the_ds_on_a_child(scene, adult, signed_in):
    assert signed_in("ce_coordinator").post("/part-2/", {}).status_code == 403
    assert signed_in("intelligence_ds").post("/ramm/", {}).status_code == 403
