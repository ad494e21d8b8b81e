"""Deny by default: a route opens only by the policy it declares (security 1)."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from macem.config.urls import handler400, handler403, handler404, handler500
from macem.config.urls import urlpatterns as all_of_macem
from macem.gate.refusal import NotNow, Refused, twin
from macem.gate.routes import anyone, asks_without_sign_in, declared, nobody, policy, signed_in
from macem.gate.rules import StaleWrite, require
from macem.protocol.vocabulary import Clause, refused, satisfied

__all__ = ["handler400", "handler403", "handler404", "handler500"]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def forgotten(request):
    return HttpResponse("open")


@policy(anyone)
def for_all(request):
    return HttpResponse("open")


@policy(signed_in)
def for_the_signed_in(request):
    return HttpResponse("open")


@policy(nobody)
def closed(request):
    return HttpResponse("open")


urlpatterns = [
    path("forgotten/", forgotten, name="forgotten"),
    path("nameless/", forgotten),
    path("for-all/", for_all, name="for_all"),
    path("for-the-signed-in/", for_the_signed_in, name="for_the_signed_in"),
    path("closed/", closed, name="closed"),
    *all_of_macem,
]


@pytest.mark.parametrize("address", ["/forgotten/", "/nameless/", "/closed/"])
@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_a_route_without_a_policy_answers_403_to_everybody(partnership, signed_in, address, method):
    for client in (Client(), signed_in("chair"), signed_in("administrator")):
        answer = getattr(client, method)(address)
        assert answer.status_code == 403
        assert b"open</" not in answer.content


def test_a_policy_opens_to_those_it_names(partnership, signed_in):
    assert Client().get("/for-all/").content == b"open"
    assert signed_in("referrer").get("/for-the-signed-in/").content == b"open"
    answer = Client().get("/for-the-signed-in/")
    assert answer.url == "/accounts/login/?next=/for-the-signed-in/"


def test_a_policy_is_read_from_the_view_and_says_whether_it_is_asked_of_strangers():
    assert declared(forgotten) is None
    assert declared(for_all) is anyone
    assert asks_without_sign_in(anyone)
    assert not asks_without_sign_in(signed_in)


def test_a_check_and_its_twin_agree():
    def check_can_fly(by):
        """Refuse whoever has no wings."""
        if by != "bird":
            raise Refused("You have no wings.", action="fly")

    can_fly = twin(check_can_fly)
    assert can_fly("bird")
    assert not can_fly("fish")
    assert can_fly.__name__ == "can_fly"


def test_a_rule_that_says_no_stops_with_its_own_words_and_clause():
    require(satisfied(Clause.M2, "It is in time."))
    with pytest.raises(NotNow) as stopped:
        require(refused(Clause.M2, "It is too late."))
    assert (stopped.value.reason, stopped.value.clause) == ("It is too late.", "M2")


def test_a_stale_write_carries_both_texts():
    stale = StaleWrite("Somebody saved before you.", theirs="A", yours="B")
    assert (stale.theirs, stale.yours, stale.reason) == ("A", "B", "Somebody saved before you.")
