"""The pages: who opens them, what they show, and what a press of the button does."""

import csv as csv_module
import re
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from macem.confidentiality.models import Exclusion
from macem.confidentiality.services import Principal
from macem.gate import clock
from macem.imports.models import Upload
from macem.imports.tests.conftest import csv
from macem.missing.models import Episode
from macem.people import services as people
from macem.protocol.vocabulary import Role
from macem.protocol.vocabulary.states import IdentifierKind, PersonKind

pytestmark = pytest.mark.django_db

ENDED = "12,14/03/2011,M,12/12/2025,16/12/2025"
OPEN = "12,14/03/2011,M,12/12/2025,"
OTHER = "13,02/11/2012,A,20/12/2025,21/12/2025"
FAULTY = "14,02/11/2012,M,16/12/2025,12/12/2025"
SEND = reverse("imports:send")


def post_file(client, content: bytes, name="missing.csv"):
    return client.post(SEND, {"file": SimpleUploadedFile(name, content)})


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def page(client, upload: Upload, **query):
    return client.get(reverse("imports:file", args=[upload.pk]), query)


def press_apply(client, upload: Upload):
    seen = re.search(r'name="seen" value="(\w+)"', page(client, upload).content.decode())
    return client.post(reverse("imports:apply", args=[upload.pk]), {"seen": seen[1]})


@pytest.fixture
def upload(acting, send) -> Upload:
    with acting("business_support") as by:
        return send(by, ENDED, OTHER, FAULTY)


@pytest.fixture
def robin(acting, partnership):
    """A child with the number 12 whom business support sees."""
    with acting("mash") as by:
        return people.register_person(
            kind=PersonKind.CHILD,
            forename="Robin",
            surname="Test-Ashby",
            identifiers=[(IdentifierKind.CSC, "12")],
            first_grants=[
                Principal.role(partnership.panel.pk, role)
                for role in (Role.MASH_DECISION_MAKER, Role.BUSINESS_SUPPORT, Role.CE_COORDINATOR)
            ],
            basis="test",
            source="test",
            by=by,
        )


@pytest.mark.parametrize("key", ["business_support", "ce_coordinator", "analyst", "exploitation_team"])
def test_importers_find_the_list_and_the_form(signed_in, key):
    client = signed_in(key)
    assert reverse("imports:list") in client.get("/").content.decode()
    assert "Each file that is sent stands here" in text(client.get(reverse("imports:list")))
    assert client.get(SEND).status_code == 200


@pytest.mark.parametrize("key", ["chair", "mash", "social_worker", "csc_spoc", "referrer"])
def test_others_are_refused_on_every_page(signed_in, upload, key):
    client = signed_in(key)
    assert client.get(reverse("imports:list")).status_code == 403
    assert client.get(SEND).status_code == 403
    assert post_file(client, csv(ENDED)).status_code == 403
    for name in ("file", "report"):
        assert client.get(reverse(f"imports:{name}", args=[upload.pk])).status_code == 403
    assert client.post(reverse("imports:apply", args=[upload.pk]), {"seen": "x"}).status_code == 403


def test_somebody_elses_file_looks_as_if_it_were_not_there(signed_in, upload):
    """Each of those who may send files sees their own; those who keep the list see all."""
    client = signed_in("analyst")
    for pk in (upload.pk, 9999):
        assert client.get(reverse("imports:file", args=[pk])).status_code == 404
        assert client.get(reverse("imports:report", args=[pk])).status_code == 404
        assert client.post(reverse("imports:apply", args=[pk]), {"seen": "x"}).status_code == 404
    assert upload.file_name not in text(client.get(reverse("imports:list")))
    assert page(signed_in("ce_coordinator"), upload).status_code == 200


def test_a_file_leads_to_what_it_will_do(signed_in):
    client = signed_in("business_support")
    response = post_file(client, csv(ENDED, OTHER, FAULTY))
    assert re.fullmatch(r"/imports/\d+/", response.url)
    shown = text(client.get(response.url))
    assert "3 rows read, nothing applied yet. 1 asks something of you." in shown
    assert "2 children who are not yet known are registered by number." in shown
    assert "Missing from 12 December 2025 until 16 December 2025." in shown
    assert "Away from placement without authorisation from 20 December 2025 until 21 December 2025." in shown
    assert "Line 4, MIS_END: the end, 12/12/2025, is before the start, 16/12/2025." in shown
    assert "Apply 2 rows" in shown
    assert "missing.csv" in text(client.get(reverse("imports:list")))


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"PK\x03\x04" + b"x" * 40, "missing.csv", "This is an Excel workbook or a zip archive"),
        (b"PK\x03\x04" + b"x" * 40, "missing.xlsm", "This is an Excel workbook or a zip archive"),
        (b"%PDF-1.7", "missing.csv", "This is a PDF document"),
        (b"a,b\n1,2\n", "missing.csv", "does not look like an SSDA903 Missing file"),
        (b"", "missing.csv", "The file you chose is empty"),
        (b"x" * (10 * 1024 * 1024 + 1), "missing.csv", "The file must be smaller than 10 MB"),
        (b"x" * (13 * 1024 * 1024), "missing.csv", "The file must be smaller than 10 MB"),
    ],
    ids=["xlsx as csv", "macro file", "pdf", "another table", "empty", "over 10 MB", "over what is taken"],
)
def test_a_fault_of_the_file_is_one_plain_sentence(signed_in, content, name, says, acting):
    response = post_file(signed_in("business_support"), content, name)
    assert response.status_code == 200
    assert "There is a problem" in text(response)
    assert says in text(response)
    with acting("business_support"):
        assert not Upload.objects.exists()


def test_no_file_is_asked_for(signed_in):
    assert "Choose a file" in text(signed_in("business_support").post(SEND, {}))


def test_applying_records_and_the_page_then_says_what_became_of_each_row(signed_in, upload, acting):
    client = signed_in("business_support")
    response = press_apply(client, upload)
    assert response.url == reverse("imports:file", args=[upload.pk])
    shown = text(client.get(response.url))
    assert "The file is applied." in shown
    assert "2 new, 0 changed" in shown
    assert "is before the start" in shown
    assert "Name not known" in shown
    assert 'name="seen"' not in client.get(response.url).content.decode()
    assert "2 rows recorded, 1 not" in text(client.get(reverse("imports:list")))
    with acting("business_support"):
        assert Episode.objects.count() == 2


def test_applying_twice_applies_once_and_says_so(signed_in, upload, acting):
    client = signed_in("business_support")
    seen = re.search(r'name="seen" value="(\w+)"', page(client, upload).content.decode())[1]
    for _press in range(2):
        response = client.post(reverse("imports:apply", args=[upload.pk]), {"seen": seen})
    assert response.status_code == 200
    assert "This file has been applied already." in text(response)
    with acting("business_support"):
        assert Episode.objects.count() == 2


def test_what_changed_since_somebody_looked_is_shown_before_anything_is_done(
    signed_in, upload, acting, import_rows
):
    client = signed_in("business_support")
    seen = re.search(r'name="seen" value="(\w+)"', page(client, upload).content.decode())[1]
    with acting("ce_coordinator") as by:
        import_rows(by, OPEN)
    response = client.post(reverse("imports:apply", args=[upload.pk]), {"seen": seen})
    assert "What is known has changed since you looked." in text(response)
    assert "1 episode changes" in text(response)
    assert press_apply(client, upload).status_code == 302


def test_a_change_shows_old_and_new_to_those_who_see_the_child(signed_in, acting, import_rows, send, robin):
    with acting("business_support") as by:
        import_rows(by, OPEN)
        upload = send(by, ENDED)
    shown = text(page(signed_in("business_support"), upload))
    assert "Robin Test-Ashby" in shown
    assert "was not yet now 16 December 2025" in shown
    press_apply(signed_in("business_support"), upload)
    assert "was not yet now 16 December 2025" in text(page(signed_in("ce_coordinator"), upload))


def test_a_file_gives_away_nothing_about_a_child_whom_the_sender_does_not_see(
    signed_in, acting, import_rows, send, robin
):
    """Clause S1: neither the name nor what stands here."""
    with acting("business_support") as by:
        import_rows(by, OPEN)
    with acting("analyst") as by:
        upload = send(by, ENDED)
    shown = text(page(signed_in("analyst"), upload))
    assert "Number 12" in shown
    assert "Robin" not in shown
    assert "was not yet" not in shown


def test_a_file_shows_nothing_of_a_child_from_whom_its_reader_is_barred(
    signed_in, acting, send, robin, as_owner, partnership
):
    with as_owner():
        Exclusion.objects.create(
            subject_id=robin.pk, user_id=partnership.user("ce_coordinator").pk, since=clock.now()
        )
    with acting("business_support") as by:
        upload = send(by, ENDED, "12,14/03/2011,X,01/11/2025,", OTHER)
    client = signed_in("ce_coordinator")
    for _time in ("before", "after"):
        shown = text(page(client, upload))
        assert shown.count("Withheld") == 2
        assert "14/03/2011" not in shown
        assert "02/11/2012" in shown
        if _time == "before":
            press_apply(signed_in("business_support"), upload)
    assert "14/03/2011" in text(page(signed_in("business_support"), upload))


def test_one_group_at_a_time(signed_in, upload):
    client = signed_in("business_support")
    shown = text(page(client, upload, show="rejected"))
    assert "is before the start" in shown
    assert "12 December 2025 until" not in shown
    assert page(client, upload, show="nonsense").status_code == 404


def test_many_rows_are_shown_in_pages(signed_in, acting, send):
    with acting("business_support") as by:
        upload = send(by, *(f"{number},14/03/2011,M,12/12/2025," for number in range(100, 160)))
    client = signed_in("business_support")
    assert page(client, upload).content.decode().count('class="m-rows__n"') == 10
    assert page(client, upload, show="children").content.decode().count('class="m-rows__n"') == 50
    assert page(client, upload, show="children", page=2).content.decode().count('class="m-rows__n"') == 10


def test_the_file_that_was_applied_before_is_recognised(signed_in, acting, import_rows, send):
    with acting("business_support") as by:
        import_rows(by, ENDED)
        again = send(by, ENDED)
    shown = text(page(signed_in("business_support"), again))
    assert "This very file was applied before." in shown
    assert "Nothing to add: put it aside" in shown


def test_what_became_of_each_row_can_be_downloaded_without_names_or_numbers(signed_in, upload):
    client = signed_in("business_support")
    address = reverse("imports:report", args=[upload.pk])
    assert client.get(address).status_code == 404
    press_apply(client, upload)
    response = client.get(address)
    assert list(csv_module.reader(StringIO(response.content.decode()))) == [
        ["line", "outcome", "reason"],
        ["2", "added", "new_child"],
        ["3", "added", "new_child"],
        ["4", "rejected", "end_before_start"],
    ]


def test_the_pages_ask_the_database_no_more_for_more_rows(signed_in, acting, import_rows, send):
    client = signed_in("business_support")
    counted = []
    for most in (2, 12):
        rows = [f"{number},14/03/2011,M,12/12/2025,16/12/2025" for number in range(most * 100, most * 101)]
        with acting("business_support") as by:
            import_rows(by, *rows[: most // 2])
            upload = send(by, *rows)
        with CaptureQueriesContext(connection) as found:
            assert page(client, upload).status_code == 200
        counted.append(len(found))
    assert counted[0] == counted[1]
