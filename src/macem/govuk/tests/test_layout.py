import re

import pytest
from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message

from macem.govuk.forms import GovukForm
from macem.govuk.frame import Crumb


class Ask(GovukForm):
    name = forms.CharField(label="Name")


@pytest.fixture
def page(env):
    def drawn(body="", name="govuk/layout.jinja", **context):
        return env.from_string('{% extends "' + name + '" %}' + body).render(**context)

    return drawn


def title(html):
    return re.search("<title>(.*?)</title>", html)[1]


def test_signed_out(page):
    html = page("{% block title %}Sign in{% endblock %}")
    assert title(html) == "Sign in – MACEM"
    assert "Sign out" not in html and 'id="menu"' not in html and 'role="search"' not in html
    assert "OFFICIAL-SENSITIVE" in html and "999" in html


def test_signed_in(page, frame):
    html = page("", frame=frame, csrf_input="TOKEN")
    assert "Robin Example-Hale" in html
    assert '<form action="/accounts/logout/" method="post">TOKEN<button class="m-signout"' in html
    assert '<a href="/" aria-current="page">Your work</a>' in html
    assert 'popovertarget="menu"' in html and 'id="menu" popover' in html
    assert "01632 960 001" in html
    assert "does not replace a safeguarding referral or a strategy meeting" in html
    assert "Demonstration" in html


def test_without_telephone_the_footer_still_reads(page):
    assert "the MASH" not in page()


def test_the_title_says_error_first_and_the_summary_stands_on_top(page):
    html = page("{% block title %}Ask{% endblock %}{% block content %}CONTENT{% endblock %}", form=Ask({}))
    assert title(html) == "Error: Ask – MACEM"
    assert html.index("There is a problem") < html.index("CONTENT")
    assert 'href="#id_name"' in html
    assert title(page("{% block title %}Ask{% endblock %}", form=Ask())) == "Ask – MACEM"
    assert "Error:" in title(page(forms=[Ask(), Ask({})]))


def test_breadcrumbs(page):
    html = page("", crumbs=[Crumb("Your work", "/")])
    assert 'aria-label="Breadcrumb"' in html and '<a class="govuk-breadcrumbs__link" href="/">' in html


def test_messages(page, rf):
    request = rf.get("/")
    request._messages = [Message(constants.SUCCESS, "Sent to 14"), Message(constants.WARNING, "No basis yet")]
    html = page("", request=request)
    assert 'm-note--go" role="status"><p>Sent to 14' in html
    assert 'm-alarm" role="alert"><p>No basis yet' in html


def test_a_form_on_its_own_page(page):
    html = page(
        "",
        name="govuk/form_page.jinja",
        form=Ask(),
        heading="Who is it?",
        cancel_url="/x/",
        csrf_input="TOKEN",
    )
    assert title(html) == "Who is it? – MACEM"
    assert '<h1 class="m-h1">Who is it?</h1>' in html
    assert '<form method="post" action="" novalidate>' in html and "TOKEN" in html
    assert ">Continue</button>" in html and 'href="/x/"' in html


def test_a_form_with_a_file_says_so(page):
    class Upload(GovukForm):
        file = forms.FileField()

    html = page("", name="govuk/form_page.jinja", form=Upload(), heading="File")
    assert 'enctype="multipart/form-data"' in html


def test_are_you_sure(page):
    context = {"heading": "Withdraw it?", "consequences": ["It stays in the history."], "submit": "Withdraw"}
    html = page("", name="govuk/confirm_page.jinja", form=Ask(), danger=True, **context)
    assert "It stays in the history." in html and "govuk-button--warning" in html


@pytest.mark.parametrize("name", ["400", "403", "404", "500", "csrf"])
def test_error_pages_need_no_context(env, name):
    html = env.get_template(f"{name}.jinja").render()
    assert title(html).endswith(" – MACEM") and "<h1" in html


def test_the_reason_for_a_refusal_is_shown(env):
    assert "You are not on this panel." in env.get_template("403.jinja").render(
        reason="You are not on this panel."
    )


def test_the_gallery_draws(gallery):
    assert title(gallery) == "Components – MACEM"
    assert len(re.findall(r'\sid="([^"]+)"', gallery)) == len(set(re.findall(r'\sid="([^"]+)"', gallery)))
