import pytest

from macem.notices.models import Notice
from macem.notices.services import notify

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(acting, partnership):
    def tell(key, number=1):
        with acting("business_support") as by:
            for one in range(number):
                notify(
                    user=partnership.user(key), kind="test", subject_line="something for you to read",
                    path="/actions/", key=f"{key}:{one}", by=by,
                )  # fmt: skip

    return tell


def test_everybody_sees_the_mail_sent_to_them_and_no_other(signed_in, told):
    told("referrer")
    assert "Something for you to read" in signed_in("referrer").get("/mail/").content.decode()
    assert "Something for you to read" not in signed_in("chair").get("/mail/").content.decode()


def test_business_support_sees_what_did_not_go_out_and_a_referrer_does_not(signed_in, told):
    told("referrer")
    Notice.objects.update(failure="SMTPRecipientsRefused: unknown", attempts=3)
    page = signed_in("business_support").get("/mail/failures/").content.decode()
    assert "Priya Example-Stow" in page
    assert "after 3 tries" in page
    assert signed_in("referrer").get("/mail/failures/").status_code == 403


def test_the_list_takes_the_same_queries_however_long(signed_in, told):
    browser = signed_in("chair")
    told("chair", 1)
    browser.get("/mail/")
    few = queries(browser, "/mail/")
    told("chair", 20)
    assert queries(browser, "/mail/") == few


def queries(browser, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        assert browser.get(address).status_code == 200
    return len(seen)
