import pytest
from django.template import engines

from macem.govuk.frame import Frame, NavItem
from macem.govuk.gallery import gallery_context

SIGNED_IN = Frame(
    panel_name="York",
    user_name="Robin Example-Hale",
    navigation=[NavItem("Your work", "/", current=True), NavItem("Meetings", "/meetings/")],
    search_url="/search/",
    sign_out_url="/accounts/logout/",
    mash_telephone="01632 960 001",
    footer_links=[NavItem("Words we use", "/words/")],
    demonstration=True,
)


@pytest.fixture
def env():
    return engines.all()[0].env


@pytest.fixture
def draw(env):
    """Renders a line of template with every component as `ui`."""

    def drawn(source: str, **context):
        return env.from_string('{% import "govuk/ui.jinja" as ui %}' + source).render(**context)

    return drawn


@pytest.fixture
def frame():
    return SIGNED_IN


@pytest.fixture
def gallery(env):
    return env.get_template("govuk/gallery.jinja").render(frame=SIGNED_IN, **gallery_context())
