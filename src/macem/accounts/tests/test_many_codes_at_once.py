"""Security 16: codes tried at the same moment are counted one by one, and no more than five are looked at."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db import connections

from macem.accounts.invitations import services
from macem.accounts.models import Invitation
from macem.demo import partnership as demo
from macem.gate import clock
from macem.gate.refusal import NotNow
from macem.gate.scope import acting_for
from macem.protocol.invitation import MOST_WRONG_CODES
from macem.protocol.vocabulary.invitations import InvitationPurpose

AT_ONCE = 9


def test_nine_wrong_codes_at_once_are_five_attempts_and_a_lock(fresh_database):
    partnership = demo.existing()
    by = partnership.actor("ce_coordinator")
    with acting_for(by.user_id):
        given = services.invite(
            purpose=InvitationPurpose.SCREENING, full_name="Rowan Example-Hart",
            organisation="Test Street Primary", address="rowan@school.example.org", by=by,
            at=clock.now() - timedelta(hours=1),
        )  # fmt: skip
    code = f"{(int(given.code) + 1) % 10**8:08d}"

    def attempt(_number: int) -> str:
        try:
            with acting_for(None):
                return "right" if services.try_code(invitation=given.invitation, code=code) else "wrong"
        except NotNow:
            return "locked"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        outcomes = sorted(threads.map(attempt, range(AT_ONCE)))
    assert outcomes == ["locked"] * (AT_ONCE - MOST_WRONG_CODES) + ["wrong"] * MOST_WRONG_CODES
    assert Invitation.objects.get().wrong_codes == MOST_WRONG_CODES
