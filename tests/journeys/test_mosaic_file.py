"""An assessment from Mosaic nominates the child (P4, C4, P5)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from django.db import connection
from playwright.sync_api import expect

from macem.attachments.tests.files import pdf
from macem.demo import partnership as invented
from macem.gate import clock
from macem.gate.scope import acting_for
from macem.referrals.tests.making import decide, refer
from tests.journeys.person import Person

CHILD = "Casey Test-Lindqvist"


def known_to_social_care() -> str:
    """A child whom the MASH has decided on and a social worker holds; the reference.

    In a thread of its own: a connection opened beside Playwright's loop would outlive the database.
    """
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(_known).result()


def _known() -> str:
    try:
        return _decided()
    finally:
        connection.close()


def _decided() -> str:
    partnership = invented.existing()
    by = partnership.actor("referrer")
    with acting_for(by.user_id):
        referral = refer(partnership, by)
    by = partnership.actor("mash")
    with acting_for(by.user_id):
        worker = partnership.user("social_worker")
        return decide(referral, by, worker=worker).referral.subject.reference


def test_an_assessment_from_mosaic(
    somebody: Callable[[str], Person], a_minute_passes: Callable[[], None], tmp_path: Path
) -> None:
    reference = known_to_social_care()
    coordinator = somebody("Sasha Example-Reed")
    sent = tmp_path / "Assessment.pdf"
    sent.write_bytes(pdf(password=True))

    coordinator.go(f"/people/{reference}/assessments/")
    coordinator.follow("Attach one from Mosaic")
    coordinator.looks("mosaic-1-attach")
    completed = clock.today() - timedelta(days=6)
    coordinator.page.get_by_label("File", exact=True).set_input_files(sent)
    coordinator.choose("Significant concerns")
    coordinator.choose("No concern about this")
    coordinator.write("Who wrote it", "Sam Example-Reed")
    coordinator.write_date("Completed on", completed)
    coordinator.write_date("Signed off on", completed + timedelta(days=2))
    coordinator.write("Number of the assessment in Mosaic", "M-4471")
    coordinator.press("Attach it")
    coordinator.is_refused("locked with a password")
    coordinator.looks("mosaic-2-locked")

    sent.write_bytes(pdf())
    coordinator.page.get_by_label("File", exact=True).set_input_files(sent)
    coordinator.press("Attach it")
    coordinator.is_refused("Enter the service manager who signed it off")
    coordinator.sees("Your file is kept: Assessment.pdf")
    coordinator.looks("mosaic-3-kept")
    coordinator.write("Service manager who signed it off", "Lou Example-Fenn")
    coordinator.press("Attach it")
    coordinator.sees("The assessment is attached. It counts from now on.")
    coordinator.sees("Signed off in Mosaic by Lou Example-Fenn")
    coordinator.looks("mosaic-4-listed")

    a_minute_passes()
    coordinator.takes_up("Decide on the RAMM list")
    expect(coordinator.row(CHILD).first).to_contain_text("ignificant")
    coordinator.looks("mosaic-5-ramm")
