"""Whoever opens somebody's record leaves a trace, and without the trace there is no record (security 11)."""

from django.conf import settings
from django.test import Client
from django.urls import reverse

from macem.audit import services as audit
from macem.protocol.vocabulary import Role
from tests.meta.route_matrix import MATRIX

# Places that are one person's record, or a part of it.
RECORDS = frozenset(
    {
        "action", "adult", "agreement", "assessment", "child", "episode", "item", "item_action", "moved_item",
        "item_concern", "newcomer", "nrm", "number", "question", "ramm_decision", "receipt", "waiting",
    }
)  # fmt: skip
# A referrer's receipt says back what they themselves sent, and nothing of the record.
OWN_WORDS = frozenset({"referrals:sent"})


def test_a_page_of_one_person_that_names_them_is_logged(visits, secrets):
    for visit in visits:
        if MATRIX[visit.route].at in RECORDS and visit.status == 200 and visit.route not in OWN_WORDS:
            named = secrets.names_in(visit.body)
            assert not named or "audit_accessentry" in visit.wrote, f"{visit}\n{named}"


def test_where_the_log_cannot_be_written_nothing_is_shown(world, in_world, secrets, monkeypatch):
    def fail(**_):
        raise RuntimeError("The log cannot be written.")

    chair = next(visitor for visitor in world.visitors if visitor.who is Role.CHAIR)
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = chair.session
    paths = {
        name: reverse(name, kwargs=world.places[row.at])
        for name, row in MATRIX.items()
        if row.at in RECORDS - OWN_WORDS and Role.CHAIR in row.opens and "GET" in row.methods
    }
    assert len(paths) > 10
    with in_world():
        monkeypatch.setattr(audit, "record_access", fail)
        for name, path in paths.items():
            answer = client.get(path)
            assert answer.status_code == 500, name
            assert secrets.names_in(answer.content.decode()) == [], name
