"""M5: answer your list, from its page, without script; what is typed is never lost."""

import re
from datetime import date

import pytest

from macem.audit.models import AccessEntry
from macem.meetings.models import AgencyReturn, AgendaItem, AgendaReceipt, ReturnDraft
from macem.meetings.tests.scene import circulated
from macem.protocol.vocabulary import ReturnStatus

pytestmark = pytest.mark.django_db
ANSWERS = "/meetings/answers/"


@pytest.fixture
def asked(acting, scene):
    """Two children on the circulated list of 6 January."""
    cases = [scene.case("Cass"), scene.case("Imo")]
    circulated(acting, scene.meeting())
    return cases


def keys(acting, scene, cases, agency="health", who="health_spoc"):
    """The prefix of each child's row for an agency."""
    with acting(who):
        items = {item.case_id: item.pk for item in AgendaItem.objects.order_by("pk")}
    return [f"i{items[case.pk]}a{scene.partnership.agency(agency).pk}" for case in cases]


def row(key, choice="", **texts):
    return {
        f"{key}-choice": choice,
        f"{key}-based_on": "0",
        **{f"{key}-{name}": text for name, text in texts.items()},
    }


def answers(acting, who="health_spoc"):
    with acting(who):
        return list(
            AgencyReturn.objects.order_by("pk").values_list("answer", "information", "withheld_reason")
        )


def html_of(client, path=ANSWERS):
    html = client.get(path).content.decode()
    assert len(re.findall(r"<h1[ >]", html)) == 1
    return html


def test_everybody_asked_about_stands_on_one_page_with_a_fieldset_each(signed_in, asked):
    html = html_of(signed_in("health_spoc"))
    assert html.count("<fieldset") == 2
    assert "Answer for Cass Test-Maple" in html
    assert "New on the list" in html
    assert "Monday 4 January 2027" in html


def test_reading_it_notes_the_opening_and_logs_each_person(signed_in, asked, partnership):
    html_of(signed_in("health_spoc"))
    assert AgendaReceipt.objects.get().user == partnership.user("health_spoc")
    assert AccessEntry.objects.filter(context="answer your list").count() == 2


@pytest.mark.parametrize("key", ["business_support", "social_worker", "referrer", "auditor"])
def test_it_is_refused_to_those_who_answer_for_no_agency(signed_in, asked, key):
    assert signed_in(key).get(ANSWERS).status_code == 403


def test_answers_are_sent(signed_in, acting, scene, asked):
    first, second = keys(acting, scene, asked)
    client = signed_in("health_spoc")
    response = client.post(
        ANSWERS,
        {
            **row(first, "shared", information="Seen in A&E on Monday", solutions="A clinic visit"),
            **row(second, "withheld", withheld_reason="Told in confidence"),
            "send": "1",
        },
        follow=True,
    )
    assert "2 answers are sent" in response.content.decode()
    assert sorted(answers(acting)) == [
        (ReturnStatus.SHARED, "Seen in A&E on Monday", ""),
        (ReturnStatus.WITHHELD, "", "Told in confidence"),
    ]


def test_a_fault_names_the_person_sends_nothing_and_keeps_everything_typed(signed_in, acting, scene, asked):
    first, second = keys(acting, scene, asked)
    client = signed_in("health_spoc")
    data = {**row(first, "shared", information="Kept <b>& shown"), **row(second, "withheld"), "send": "1"}
    html = client.post(ANSWERS, data).content.decode()
    assert "Imo Test-Maple: say why you are withholding it" in html
    assert f'href="#id_{second}-withheld_reason"' in html
    assert "Kept &lt;b&gt;&amp; shown" in html
    assert "<title>Error:" in html
    assert answers(acting) == []


def test_an_unanswered_row_is_asked_for(signed_in, acting, scene, asked):
    first, second = keys(acting, scene, asked)
    html = signed_in("health_spoc").post(ANSWERS, {**row(first, "nothing_held"), **row(second), "send": "1"})
    assert "Choose an answer for Imo Test-Maple" in html.content.decode()
    assert answers(acting) == []


def test_drafts_are_kept_for_later_and_asked_for_nothing(signed_in, acting, scene, asked):
    first, second = keys(acting, scene, asked)
    client = signed_in("health_spoc")
    data = {**row(first, "withheld"), **row(second, "", information="Half a sen"), "keep": "1"}
    html = client.post(ANSWERS, data, follow=True).content.decode()
    assert "2 answers are kept as drafts" in html
    assert "Half a sen" in html
    assert "Draft, only you can see it" in html
    assert answers(acting) == []
    assert "Half a sen" not in html_of(signed_in("health_deputy"))


def test_an_answer_that_stands_is_folded_and_can_be_changed(signed_in, acting, scene, asked):
    first, second = keys(acting, scene, asked)
    client = signed_in("health_spoc")
    client.post(ANSWERS, {**row(first, "nothing_held"), **row(second, "nothing_held"), "send": "1"})
    html = html_of(client)
    assert html.count("<fieldset") == 0
    assert "2 answered, 0 to go" in html
    opened = html_of(client, f"{ANSWERS}?change={first}")
    assert opened.count("<fieldset") == 1
    assert f'name="{first}-based_on" value="1"' in opened
    data = {**row(first, "shared", information="Found a record"), f"{first}-based_on": "1", "send": "1"}
    client.post(ANSWERS, data)
    with acting("health_spoc"):
        assert AgencyReturn.objects.order_by("pk").last().version == 2


def test_a_colleagues_answer_in_the_meantime_is_said_and_what_was_typed_stays(
    signed_in, acting, scene, asked
):
    first, second = keys(acting, scene, asked)
    both = {**row(first, "nothing_held"), **row(second, "nothing_held"), "send": "1"}
    signed_in("health_deputy").post(ANSWERS, both)
    late = {**row(first, "shared", information="My own words"), "send": "1"}
    html = signed_in("health_spoc").post(ANSWERS, late).content.decode()
    assert "A colleague of your agency has answered in the meantime" in html
    assert "My own words" in html
    assert "Your agency’s answer that stands: Nothing held" in html
    assert f'name="{first}-based_on" value="1"' in html


def test_last_times_answer_stands_beside_and_nothing_new_repeats_it(signed_in, acting, scene, monday):
    monday.move_to("2026-11-20T10:00:00Z")
    case = scene.case("Cass")
    circulated(acting, scene.meeting(on=date(2026, 12, 2)))
    client = signed_in("health_spoc")
    (key,) = keys(acting, scene, [case])
    client.post(ANSWERS, {**row(key, "shared", information="In school every day"), "send": "1"})
    monday.move_to("2026-12-21T10:00:00Z")
    with scene.as_worker():
        AgendaItem.objects.get().meeting.stages.create(stage="in_session", at="2026-12-02T14:00:00Z")
    scene.case("Wes")
    circulated(acting, scene.meeting())
    client = signed_in("health_spoc")
    html = html_of(client)
    assert "In school every day" in html
    assert "Nothing new for the one you have not started?" in html
    with acting("health_spoc"):
        item = AgendaItem.objects.filter(case=case).latest("pk")
    (key,) = [f"i{item.pk}a{scene.partnership.agency('health').pk}"]
    client.post(ANSWERS, {**row(key), "bulk": "1"})
    with acting("health_spoc"):
        assert ReturnDraft.objects.get().choice == "nothing_new"
    client.post(ANSWERS, {**row(key, "nothing_new"), "send": "1"})
    with acting("health_spoc"):
        answered = AgencyReturn.objects.filter(item=item)
        assert [(one.information, one.nothing_new) for one in answered] == []  # Wes is not answered yet
        wes = AgendaItem.objects.exclude(case=case).get()
    wes_key = f"i{wes.pk}a{scene.partnership.agency('health').pk}"
    client.post(ANSWERS, {**row(key, "nothing_new"), **row(wes_key, "nothing_held"), "send": "1"})
    with acting("health_spoc"):
        assert AgencyReturn.objects.get(item=item).information == "In school every day"
        assert AgencyReturn.objects.get(item=item).nothing_new


def test_an_empty_page_says_what_will_be_here_and_when(signed_in, scene):
    scene.meeting()
    html = html_of(signed_in("health_spoc"))
    assert "Nobody is on your list today" in html
    assert "Tuesday 29 December 2026" in html
    assert "make a referral" in html
