"""C1 on the RAMM list: where the NRM referral of a child stands, and by when it is decided."""

from datetime import date

import pytest

from macem.referrals import services as referrals

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("withdrawn", "said"), [(None, True), (date(2026, 1, 5), False)])
def test_the_list_says_by_when_an_nrm_referral_is_decided(withdrawn, said, scene, signed_in):
    child = scene.nominated()
    with scene.acting("ce_coordinator") as by:
        referrals.record_nrm_referral(
            person=child,
            responder="Police",
            number="",
            submitted_on=date(2025, 12, 16),
            withdrawn_on=withdrawn,
            by=by,
        )
    shown = signed_in("ce_coordinator").get("/ramm/").content.decode()
    assert ("Reasonable grounds were due 23 December 2025" in shown) is said
