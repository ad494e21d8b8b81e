"""The lists from which facts are chosen, as the file beside the protocol says."""

from functools import cache
from importlib.resources import files

from macem.protocol import about_people
from macem.protocol.about_people import Lists, TopicList
from macem.protocol.vocabulary.facts import Topic


@cache
def lists() -> Lists:
    """Return the lists, read once. Raises :class:`about_people.ListFault` where the file is at fault."""
    return about_people.read((files("macem.protocol") / "about_people.toml").read_text(encoding="utf-8"))


def topic_list(topic: Topic) -> TopicList:
    """Return the list of ``topic``."""
    return lists().topics[topic]


def choices(name: str) -> list[tuple[str, str]]:
    """Return (key, words) of each choice of the list ``name``, such as "placement"."""
    return list(lists().choices[name].items())


def label(name: str, key: str) -> str:
    """Return the words for ``key`` of the list ``name``; a key that is no longer listed stands for itself."""
    return lists().choices[name].get(key, key)


def answer(topic: Topic, code: str) -> str:
    """Return the words for ``code`` of ``topic``; a code that is no longer listed stands for itself."""
    return topic_list(topic).codes.get(code, code)


def is_carer(relation: str) -> bool:
    """Say whether ``relation`` is that of a parent or carer, whose telephone number is restricted."""
    return relation in lists().carers
