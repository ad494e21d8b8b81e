"""The meeting in two windows: what saves itself, what the display shows, what one key does (M6, M7, S1)."""

from datetime import datetime

import pytest
from django.urls import reverse

from macem.actions.models import Action
from macem.audit.models import AccessEntry
from macem.cases.models import Case
from macem.gate.clock import LONDON
from macem.meetings import services
from macem.meetings.models import AgendaItem, Attendance, FloorStep, ItemDecision, ItemRecord
from macem.meetings.tests.scene import circulated
from macem.meetings.tests.session_scene import RECORD, started
from macem.protocol.vocabulary import RiskLevel

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(acting, partnership, scene, monday):
    """A meeting in session with two people on its list."""
    meeting = scene.meeting()
    scene.case("Cass")
    scene.case("Imo")
    circulated(acting, meeting)
    monday.move_to(datetime(2027, 1, 6, 14, 0, tzinfo=LONDON))
    return started(partnership, acting, meeting)


@pytest.fixture
def items(acting, as_worker, meeting):
    with as_worker():
        Case.objects.update(level_at_entry=RiskLevel.ESCALATING)
    with acting("business_support"):
        return list(AgendaItem.objects.select_related("meeting__panel", "case__person").order_by("pk"))


def at(view, item, **kwargs):
    return reverse(f"meetings:{view}", kwargs={"reference": item.meeting.reference, "pk": item.pk, **kwargs})


def of(view, meeting):
    return reverse(f"meetings:{view}", kwargs={"reference": meeting.reference})


def typed(version=0, *touched, **values):
    return {"record-version": version, "touched": list(touched or values), **_prefixed(values)}


def _prefixed(values):
    return {f"record-{name}": value for name, value in values.items()}


def test_what_is_typed_saves_itself_field_by_field(signed_in, acting, items):
    client = signed_in("business_support")
    answer = client.post(at("autosave", items[0]), typed(plan="Aunt first.")).json()
    assert (answer["version"], answer["saved"], answer["clashes"]) == (1, "14:00:00", [])
    answer = client.post(at("autosave", items[0]), typed(1, discussion="Found there.")).json()
    assert answer["stands"]["record-plan"] == "Aunt first."
    with acting("business_support"):
        last = ItemRecord.objects.order_by("version").last()
        assert (last.version, last.plan, last.discussion) == (2, "Aunt first.", "Found there.")


def test_of_two_note_takers_neither_loses_a_word(signed_in, acting, items):
    one, other = signed_in("business_support"), signed_in("vice_chair")
    one.post(at("autosave", items[0]), typed(plan="Mine."))
    answer = other.post(at("autosave", items[0]), typed(plan="Theirs.", discussion="Said.")).json()
    assert answer["clashes"] == ["plan"]
    assert (answer["stands"]["record-plan"], answer["stands"]["record-discussion"]) == ("Mine.", "Said.")


def test_a_field_that_cannot_be_read_keeps_no_other_back(signed_in, acting, items):
    sent = typed(0, "plan", "voice_asked_on", plan="Aunt first.") | {
        "record-voice_asked_on_day": "31",
        "record-voice_asked_on_month": "2",
        "record-voice_asked_on_year": "2027",
    }
    answer = signed_in("business_support").post(at("autosave", items[0]), sent).json()
    assert set(answer["errors"]) == {"voice_asked_on"}
    assert answer["stands"]["record-plan"] == "Aunt first."


def test_reading_what_stands_saves_nothing(signed_in, acting, items):
    answer = signed_in("business_support").post(at("autosave", items[0]), {"record-version": 0}).json()
    assert (answer["version"], answer["saved"]) == (0, "")
    with acting("chair"):
        assert not ItemRecord.objects.exists()


@pytest.mark.parametrize("view", ["autosave", "item_action_line", "item_no_change"])
def test_only_those_who_run_the_meeting_write(signed_in, items, view):
    assert signed_in("health_spoc").post(at(view, items[0])).status_code == 403


def test_the_display_waits_then_shows_the_item_and_logs_it_once(
    signed_in, partnership, acting, meeting, items
):
    client = signed_in("business_support")
    assert "The meeting goes on in a moment." in client.get(of("display", meeting)).text
    client.post(of("floor", meeting), {"to": "show", "item": items[0].pk})
    with acting("business_support"):
        before = AccessEntry.objects.count()
    assert "Cass" in client.get(of("display", meeting)).text
    assert "Cass" in client.get(of("display", meeting)).text
    with acting("business_support"):
        assert AccessEntry.objects.count() == before + 1


def test_the_display_names_nobody_while_somebody_here_may_not_see_them(signed_in, acting, meeting, items):
    with acting("chair") as by:
        services.recuse(item=items[0], attendance=Attendance.objects.get(name="Ines Example-Vane"), by=by)
        services.show_item(item=items[0], by=by)
    page = signed_in("chair").get(of("display", meeting)).text
    assert "This item is not shown on the screen." in page
    assert "Cass" not in page
    assert "Example-Vane" not in page
    own = signed_in("chair").get(at("item", items[0])).text
    assert "while Ines Example-Vane may not see it" in own


def test_a_covered_display_shows_nobody(signed_in, acting, meeting, items):
    client = signed_in("chair")
    client.post(of("floor", meeting), {"to": "show", "item": items[0].pk})
    answer = client.post(of("floor", meeting), {"to": "cover", "display": "on"}, follow=True)
    assert "The screen is covered." in answer.text
    assert "Cass" not in answer.text
    client.post(of("floor", meeting), {"to": "uncover", "display": "on"})
    assert "Cass" in client.get(of("display", meeting)).text


def test_a_page_that_follows_mostly_hears_that_nothing_changed(signed_in, meeting, items):
    client = signed_in("business_support")
    first = client.get(of("floor", meeting), {"item": items[0].pk})
    known = {"If-None-Match": first["ETag"]}
    assert client.get(of("floor", meeting), {"item": items[0].pk}, headers=known).status_code == 304
    client.post(at("autosave", items[0]), typed(plan="Aunt first."))
    assert client.get(of("floor", meeting), {"item": items[0].pk}, headers=known).status_code == 200


def test_following_costs_few_queries(signed_in, meeting, items, django_assert_max_num_queries):
    client = signed_in("business_support")
    client.post(of("floor", meeting), {"to": "show", "item": items[0].pk})
    with django_assert_max_num_queries(22):
        client.get(of("floor", meeting), {"item": items[1].pk})


def test_a_member_follows_the_display_and_does_not_move_it(signed_in, acting, meeting, items):
    member = signed_in("health_spoc")
    signed_in("chair").post(of("floor", meeting), {"to": "show", "item": items[0].pk})
    assert "Cass" in member.get(of("display", meeting)).text
    assert member.post(of("floor", meeting), {"to": "cover"}).status_code == 403
    assert member.get(of("kept_key", meeting)).status_code == 403
    with acting("chair"):
        assert FloorStep.objects.count() == 1


def test_each_user_has_a_key_of_their_own_for_what_could_not_be_sent(signed_in, meeting):
    keys = [
        signed_in(who).get(of("kept_key", meeting)).json()["key"] for who in ("chair", "chair", "vice_chair")
    ]
    assert keys[0] == keys[1] != keys[2]


def test_an_action_in_one_line_is_shown_as_understood_and_not_saved(signed_in, acting, items):
    client = signed_in("business_support")
    page = client.post(at("item_action_line", items[0]), {"line-said": "Health to ring the aunt by Friday"})
    assert "Ring the aunt" in page.text
    assert "from “by Friday”" in page.text
    assert "Friday 8 January 2027" in page.text
    with acting("business_support"):
        assert not Action.objects.exists()


def test_an_empty_line_is_asked_for_again(signed_in, items):
    page = signed_in("business_support").post(at("item_action_line", items[0]), {"line-said": " "})
    assert "There is a problem" in page.text


def test_no_change_keeps_the_level_and_continues(signed_in, acting, items):
    with acting("business_support") as by:
        services.save_record(item=items[0], version=0, by=by, **(RECORD | {"level": ""}))
    client = signed_in("business_support")
    client.post(at("item_no_change", items[0]), {"version": 1})
    with acting("business_support"):
        record = ItemRecord.objects.order_by("version").last()
        assert (record.level, record.all_agree) == (RiskLevel.ESCALATING, True)
        assert ItemDecision.objects.get().outcome.value == "continue"


def test_no_change_is_not_said_twice(signed_in, acting, items):
    client = signed_in("business_support")
    client.post(at("item_no_change", items[0]), {"version": 0})
    page = client.post(at("item_no_change", items[0]), {"version": 1}, follow=True)
    assert "Somebody else recorded the decision" in page.text
