"""P1, P3: one question at a time, in a browser that may lose the page, open two, or come back tomorrow."""

import re
from datetime import timedelta

import pytest

from macem.accounts.middleware import SEEN
from macem.gate import clock
from macem.protocol.screening import Given
from macem.referrals.models import EmergencyStop, Referral
from macem.screening.models import Screening
from macem.screening.reading import form_of
from macem.screening.tests.making import YES, begin, fill_in, save, send

pytestmark = pytest.mark.django_db


def address(draft, page):
    return f"/screening/{draft.reference}/question/{page}/"


def page(client, where):
    return client.get(where).content.decode()


def post(client, draft, key, seen=0, **boxes):
    return client.post(
        address(draft, key), {f"{key}-seen": str(seen)} | {f"{key}-{n}": v for n, v in boxes.items()}
    )


@pytest.fixture
def draft(acting, partnership):
    """A form that Priya of Education began, about Casey, worried about criminal exploitation."""
    with acting("referrer") as by:
        found = begin(partnership, by)
        save(
            found,
            by,
            name=Given(facts={"forename": "Casey", "surname": "Test-Lindqvist"}),
            worry=Given(facts={"strands": ["cce"]}),
        )
        return found


@pytest.fixture
def whole(acting, partnership):
    with acting("referrer") as by:
        return fill_in(partnership, by)


def title_part(one):
    """What the line above the heading says: the part of the form, or the strand that asks."""
    indicator = one.asked[0].indicator
    return one.section.label if indicator is None or not indicator.strands else "Child criminal exploitation"


def test_how_many_questions_there_are_is_said_once_the_worry_is_known(signed_in, acting, partnership):
    with acting("referrer") as by:
        new = begin(partnership, by)
    shown = page(signed_in("referrer"), address(new, "name"))
    assert "<title>Question 1 – MACEM</title>" in shown
    assert "The child, question 1<" in shown


def kept(acting, draft, question):
    with acting("referrer"):
        row = draft.answers.filter(question=question).first()
        return row and Given(row.choice, row.words, str(row.source), row.facts)


# --- beginning ---------------------------------------------------------------------------------------


def test_danger_is_asked_first_then_two_ways_are_offered(signed_in, acting):
    client = signed_in("referrer")
    ways = client.post("/referrals/new/", {"in_danger": "no"}).url
    shown = page(client, ways)
    assert "Fill in the screening form" in shown
    assert "Contact the MASH in a few lines" in shown
    first = client.post(ways, {"way": "screening"}).url
    with acting("referrer"):
        assert first == address(Screening.objects.get(), "name")
    assert "NOT A SAFEGUARDING REFERRAL" in page(client, first)


def test_looking_at_the_two_ways_begins_nothing(signed_in, acting):
    client = signed_in("referrer")
    page(client, client.post("/referrals/new/", {"in_danger": "no"}).url)
    with acting("referrer"):
        assert not Screening.objects.exists()


def test_without_the_first_question_there_is_no_form(signed_in):
    client = signed_in("referrer")
    assert client.post("/referrals/new/1a2b3c4d/", {"way": "screening"}).url == "/referrals/new/"


# --- one question at a time --------------------------------------------------------------------------


def test_every_page_of_a_form_can_be_opened_and_names_nobody_in_its_title(signed_in, acting, draft):
    client = signed_in("referrer")
    with acting("referrer"):
        pages = form_of(draft).pages
    for number, one in enumerate(pages, start=1):
        shown = page(client, address(draft, one.key))
        title = re.search(r"<title>(.*?)</title>", shown, re.DOTALL).group(1)
        assert title == f"Question {number} of {len(pages)} – MACEM"
        (heading,) = re.findall(r"<h1[^>]*>(.*?)</h1>", shown, re.DOTALL)
        caption, question = re.sub(r"\s+", " ", heading).split("</span>")
        assert f"About Casey Test-Lindqvist. {title_part(one)}" in caption
        assert re.sub("<[^>]*>", "", question).strip().endswith("?"), one.key
        assert "NOT A SAFEGUARDING REFERRAL" in shown


def test_a_yes_is_saved_with_what_is_known_and_leads_on(signed_in, acting, draft):
    client = signed_in("referrer")
    answer = post(client, draft, "gifts", choice="yes", words="A second phone since October.", source="seen")
    assert answer.url == address(draft, "given-drugs")
    assert kept(acting, draft, "gifts") == YES


def test_a_yes_with_nothing_known_is_kept_and_asked_about(signed_in, acting, draft):
    client = signed_in("referrer")
    shown = post(client, draft, "gifts", choice="yes", words="", source="").content.decode()
    for fault in ("Say what you know, and when it was", "Say how you know"):
        assert fault in shown
    assert kept(acting, draft, "gifts") == Given(choice="yes")
    again = post(client, draft, "gifts", seen=1, choice="yes", words="A phone.", source="records")
    assert again.status_code == 302
    assert kept(acting, draft, "gifts") == Given("yes", "A phone.", "records")


def test_come_back_later_keeps_what_is_half_done_without_a_complaint(signed_in, acting, draft):
    client = signed_in("referrer")
    answer = client.post(
        address(draft, "gifts"),
        {"gifts-seen": "0", "gifts-choice": "yes", "gifts-words": "A ph", "later": "yes"},
    )
    assert answer.url == f"/screening/{draft.reference}/"
    assert kept(acting, draft, "gifts") == Given("yes", "A ph")
    assert "Not finished" in page(client, answer.url)


def test_what_cannot_be_kept_stays_on_the_page(signed_in, acting, draft):
    client = signed_in("referrer")
    shown = post(
        client, draft, "born", choice="exact", born_day="31", born_month="2", born_year="2012"
    ).content.decode()
    assert "Date of birth must be a real date" in shown
    assert 'value="31"' in shown
    assert kept(acting, draft, "born") is None


def test_an_age_may_stand_in_for_the_birthday(signed_in, acting, draft):
    client = signed_in("referrer")
    post(client, draft, "born", choice="estimated", age="14")
    assert kept(acting, draft, "born") == Given("estimated", facts={"age": 14})


@pytest.mark.parametrize(
    ("boxes", "answer"),
    [
        ({"concern": "no"}, Given("none")),
        ({"concern": "not_known"}, Given("not_known")),
        (
            {"concern": "yes", "ways": ["harmed", "harming"], "words": "In class.", "source": "seen"},
            Given("both", "In class.", "seen"),
        ),
        (
            {"concern": "yes", "ways": ["harming"], "words": "x", "source": "seen"},
            Given("harming", "x", "seen"),
        ),
    ],
)
def test_harmful_sexual_behaviour_is_harmed_harming_or_both(boxes, answer, signed_in, acting, draft):
    """C5."""
    client = signed_in("referrer")
    assert post(client, draft, "harmful-sexual-behaviour", **boxes).status_code == 302
    assert kept(acting, draft, "harmful-sexual-behaviour") == answer
    assert "checked" in page(client, address(draft, "harmful-sexual-behaviour"))


def test_a_page_with_several_questions_keeps_each(signed_in, acting, draft):
    client = signed_in("referrer")
    sent = {f"{key}-seen": "0" for key in ("changed", "self-harm", "injuries")}
    sent |= {"changed-choice": "no", "self-harm-choice": "not_known", "injuries-choice": "yes"}
    shown = client.post(address(draft, "changes"), sent).content.decode()
    assert "Say what you know, and when it was" in shown
    assert kept(acting, draft, "changed") == Given("no")
    assert kept(acting, draft, "self-harm") == Given("not_known")
    assert kept(acting, draft, "injuries") == Given("yes")


def test_the_childs_words_and_why_nobody_asked_stand_in_one_place(signed_in, acting, draft):
    client = signed_in("referrer")
    sent = {"own-words-seen": "0", "told-seen": "0", "own-words-choice": "no", "told-choice": "not_told"}
    sent |= {"own-words-why_not": "Not safe to ask yet.", "told-why_not": "It would put them at risk."}
    assert client.post(address(draft, "own-words"), sent).status_code == 302
    assert kept(acting, draft, "own-words") == Given("no", "Not safe to ask yet.")
    assert kept(acting, draft, "told") == Given("not_told", "It would put them at risk.")
    assert "Not safe to ask yet." in page(client, address(draft, "own-words"))


def test_a_question_that_is_not_asked_is_not_there(signed_in, draft):
    assert signed_in("referrer").get(address(draft, "made-to-work")).status_code == 404


def test_only_questions_of_the_chosen_strands_are_asked(signed_in, draft):
    client = signed_in("referrer")
    answer = post(client, draft, "worry", seen=1, strands=["msht"])
    assert answer.url == address(draft, "harm-now")
    assert client.get(address(draft, "made-to-work")).status_code == 200
    assert client.get(address(draft, "weapon")).status_code == 404


# --- two windows, one session ------------------------------------------------------------------------


def test_another_windows_answer_is_shown_beside_ones_own_and_nothing_is_lost(signed_in, acting, draft):
    client = signed_in("referrer")
    post(client, draft, "gifts", choice="yes", words="The first window.", source="seen")
    shown = post(
        client, draft, "gifts", choice="yes", words="The second window.", source="child"
    ).content.decode()
    assert "Another window saved this in the meantime" in shown
    assert "The first window." in shown
    assert "The second window." in shown
    assert 'name="gifts-seen" value="1"' in shown
    assert kept(acting, draft, "gifts").words == "The first window."
    post(client, draft, "gifts", seen=1, choice="yes", words="The second window.", source="child")
    assert kept(acting, draft, "gifts").words == "The second window."


def test_after_a_session_ended_what_was_saved_is_there(signed_in, acting, draft):
    client = signed_in("referrer")
    post(client, draft, "gifts", choice="yes", words="Saved before.", source="seen")
    session = client.session
    session[SEEN] = (clock.now() - timedelta(minutes=16)).isoformat()
    session.save()
    assert post(client, draft, "weapon", choice="no").status_code == 403
    assert "Saved before." in page(signed_in("referrer"), address(draft, "gifts"))


def test_a_form_deleted_in_another_window_says_so(signed_in, draft):
    client = signed_in("referrer")
    assert "Casey Test-Lindqvist" in page(client, f"/screening/{draft.reference}/delete/")
    client.post(f"/screening/{draft.reference}/delete/")
    assert post(client, draft, "gifts", choice="no").status_code == 404
    assert draft.reference not in page(client, "/referrals/")


# --- all questions, your work ------------------------------------------------------------------------


def test_all_questions_says_what_is_answered_and_where_to_go_on(signed_in, draft):
    client = signed_in("referrer")
    shown = page(client, f"/screening/{draft.reference}/")
    assert "2 of 24 answered" in shown
    assert address(draft, "born") in shown
    assert "Needed before you send." in shown


def test_a_draft_is_listed_under_your_work_and_under_your_referrals(signed_in, draft):
    client = signed_in("referrer")
    work = page(client, "/")
    assert f"Finish screening form {draft.reference}" in work
    assert "Casey" not in work
    assert "2 of 24 answered" in page(client, "/referrals/")
    assert draft.reference not in page(signed_in("education_spoc"), "/")


@pytest.mark.parametrize("key", ["education_spoc", "mash", "chair", "administrator"])
def test_nobody_elses_draft_is_there(key, signed_in, draft):
    client = signed_in(key)
    for where in (
        f"/screening/{draft.reference}/",
        address(draft, "name"),
        f"/screening/{draft.reference}/delete/",
        f"/screening/{draft.reference}/read/",
        f"/screening/{draft.reference}/print/",
        f"/referrals/screenings/{draft.reference}/check/",
        f"/referrals/screenings/{draft.reference}/danger/",
    ):
        assert client.get(where).status_code == 404, where


# --- checking and sending ----------------------------------------------------------------------------


def test_check_your_answers_shows_them_with_links_and_says_what_is_missing(signed_in, draft):
    client = signed_in("referrer")
    check = f"/referrals/screenings/{draft.reference}/check/"
    shown = page(client, check)
    assert "Say what keeps the child safe" in shown
    assert "You can send without it; the MASH will ask you." in shown
    assert f"{address(draft, 'strengths')}?back=check" in shown
    refused = client.post(check, {"understood": "on"}).content.decode()
    assert "The form still needs" in refused


def test_change_leads_back_to_the_check(signed_in, whole):
    client = signed_in("referrer")
    where = f"{address(whole, 'gifts')}?back=check"
    answer = client.post(where, {"gifts-seen": "1", "gifts-choice": "no"})
    assert answer.url == f"/referrals/screenings/{whole.reference}/check/"


def test_what_the_answers_suggest_is_shown_with_its_reasons_and_decides_nothing(signed_in, whole):
    shown = page(signed_in("referrer"), f"/referrals/screenings/{whole.reference}/check/")
    assert "Low-level concerns. Look at child criminal exploitation first." in shown
    assert "One Yes answer counts 2 points." in shown
    assert "It sets no level: the MASH decides." in shown


def test_sending_gives_one_receipt_however_often_the_button_is_pressed(signed_in, acting, whole):
    client = signed_in("referrer")
    check = f"/referrals/screenings/{whole.reference}/check/"
    assert "Tick the box" in client.post(check, {}).content.decode()
    first = client.post(check, {"understood": "on"})
    second = client.post(check, {"understood": "on"})
    with acting("referrer"):
        referral = Referral.objects.get()
    assert first.url == second.url == f"/referrals/sent/{referral.receipt}/"
    shown = page(client, first.url)
    assert referral.receipt in shown
    assert f"/screening/{whole.reference}/read/" in shown


def test_what_is_sent_is_read_and_no_longer_written(signed_in, acting, partnership):
    with acting("referrer") as by:
        form = send(partnership, by).screening
    client = signed_in("referrer")
    read = f"/screening/{form.reference}/read/"
    for where in (
        f"/screening/{form.reference}/",
        address(form, "gifts"),
        f"/screening/{form.reference}/delete/",
    ):
        assert client.get(where).url == read
        assert client.post(where).status_code in (302, 405)
    assert "A second phone since October." in page(client, read)


def test_immediate_danger_is_asked_again_on_another_day_and_stops_the_sending(
    signed_in, acting, whole, as_worker
):
    """P3."""
    client = signed_in("referrer")
    with as_worker():
        Screening.objects.filter(pk=whole.pk).update(no_danger_at=clock.now() - timedelta(days=1))
    danger = f"/referrals/screenings/{whole.reference}/danger/"
    assert client.get(f"/referrals/screenings/{whole.reference}/check/").url == danger
    assert client.post(danger, {"in_danger": "yes"}).url == "/referrals/new/emergency/"
    assert EmergencyStop.objects.count() == 1
    with acting("referrer"):
        assert not Referral.objects.exists()
    assert client.post(danger, {"in_danger": "no"}).url == f"/referrals/screenings/{whole.reference}/check/"
    assert client.get(f"/referrals/screenings/{whole.reference}/check/").status_code == 200


def test_somebody_without_a_role_fills_in_nothing(client, partnership, as_worker, draft):
    from macem.accounts.services import create_user
    from macem.demo.partnership import SEEDING
    from macem.demo.sign_in import CHOSEN

    with as_worker():
        outsider = create_user(email="outsider@example.org", full_name="Lee Example-Marr", by=SEEDING)
    client.force_login(outsider)
    session = client.session
    session[CHOSEN] = True
    session.save()
    for where in (f"/screening/{draft.reference}/", address(draft, "name"), "/screening/questions/"):
        assert client.get(where).status_code == 403, where
