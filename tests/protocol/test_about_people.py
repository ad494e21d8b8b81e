"""The lists from which facts about people are chosen."""

from importlib.resources import files

import pytest

from macem.protocol.about_people import ListFault, read
from macem.protocol.vocabulary.facts import Topic

TEXT = (files("macem.protocol") / "about_people.toml").read_text(encoding="utf-8")
LISTS = read(TEXT)


def test_every_topic_has_its_list():
    assert set(LISTS.topics) == set(Topic)


def test_the_ethnic_groups_are_the_census_s_and_a_wish_not_to_say():
    # 19 groups of the Census 2021, and the answer that nobody need give one.
    assert len(LISTS.topics[Topic.ETHNICITY].codes) == 20


@pytest.mark.parametrize(
    ("topic", "standing", "new", "displaced"),
    [
        (Topic.CARE_STATUS, "s20", "s31", True),
        (Topic.LANGUAGE, "english", "polish", False),
        (Topic.DISABILITY, "AUT", "HEAR", False),
        (Topic.DISABILITY, "AUT", "NONE", True),
        (Topic.DISABILITY, "NONE", "AUT", True),
    ],
)
def test_which_answer_ends_which(topic, standing, new, displaced):
    assert LISTS.topics[topic].displaces(standing, new) is displaced


@pytest.mark.parametrize(
    ("topic", "code", "needed"),
    [
        (Topic.GP, "", True),
        (Topic.LANGUAGE, "other", True),
        (Topic.LANGUAGE, "polish", False),
        (Topic.STANDING, "moved", True),
        (Topic.STANDING, "died", False),
    ],
)
def test_some_answers_mean_nothing_without_words(topic, code, needed):
    assert LISTS.topics[topic].needs_words(code) is needed


def test_a_parent_s_number_is_a_carer_s_and_a_police_officer_s_is_not():
    assert {"mother", "foster_carer"} <= LISTS.carers
    assert not {"police_officer", "social_worker"} & LISTS.carers


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[topics.send]", "[topics.sand]", "sand"),
        ('alone = "NONE"', 'alone = "NO"', "no code NO"),
        ('words = "Practice"', 'words = ""', "no box"),
        ('words_for = ["moved"]', 'words_for = ["flown"]', "no code flown"),
        ('carers = [\n    "mother"', 'carers = [\n    "other"', "no relation other"),
        ("several = true\n", "", "several"),
        ("[lists.placement]", "[lists.placement", "cannot be read"),
    ],
)
def test_a_fault_is_named(old, new, said):
    assert old in TEXT
    with pytest.raises(ListFault, match=said):
        read(TEXT.replace(old, new, 1))
