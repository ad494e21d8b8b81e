"""No answer to anybody holds a word of a record that the database hides from them (security 3, 4)."""

from macem.protocol.vocabulary import Role
from tests.meta.canary import narratives
from tests.meta.models import ours
from tests.meta.visitors import Without

INVENTED = {"govuk:gallery"}
"""Pages whose people are made up in the page itself."""


def test_no_answer_leaks(visits, secrets):
    for visit in visits:
        # An address that somebody typed comes back in what asks them to sign in.
        text = f"{visit.headers}\n{visit.body}".replace(visit.path, "")
        leaked = [] if visit.route in INVENTED else secrets.leaked(text, visit.visitor)
        assert leaked == [], f"{visit}\n{leaked}"


def test_the_scan_can_find_something(world, secrets):
    """It would be quiet too if nothing were hidden from anybody, or nobody could read anything."""
    stranger = next(v for v in world.visitors if v.who is Without.ROLE)
    hidden = secrets.hidden[stranger]
    assert len(hidden) > 300
    assert secrets.leaked(f"<p>{next(iter(hidden))}</p>", stranger)
    assert secrets.hidden[next(v for v in world.visitors if v.who is Role.CHAIR)] < hidden


def test_the_world_holds_a_row_of_every_table(in_world):
    with in_world("macem_worker"):
        empty = [model._meta.label for model in ours() if not model._base_manager.exists()]
    assert empty == []


def test_every_free_text_about_people_has_words_to_leak(secrets):
    texts = set().union(*secrets.texts.values())
    planted = {text.rsplit("-", 1)[0] for text in texts if text.startswith("canary-")}
    assert {f"canary-{table}-{column}" for table, _key, column in narratives()} == planted
