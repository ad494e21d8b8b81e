"""The lists from which facts about people are chosen, as data: languages, care status, ethnicity."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from macem.protocol.vocabulary.facts import Topic


class ListFault(ValueError):
    """The file of lists says something that cannot be used."""


@dataclass(frozen=True, slots=True)
class TopicList:
    """One topic: its question, its codes with what people read, and how answers go together.

    `several`: more than one may hold at once; `alone`: the code that then holds by itself ("No disability").
    `words`: the label of a box for further words, "" for none; `words_for`: codes that need them.
    """

    topic: Topic
    question: str
    hint: str
    codes: Mapping[str, str]
    several: bool
    alone: str
    words: str
    words_for: frozenset[str]

    def needs_words(self, code: str) -> bool:
        """Whether an answer means nothing without further words: an "other", or a topic without codes."""
        return not self.codes or code in self.words_for

    def fault(self, code: str, words: str) -> str:
        """What is wrong with an answer, as a sentence that says how to mend it; "" where nothing is."""
        if code and code not in self.codes:
            return "Choose one of the answers on the list."
        if self.codes and not code:
            return "Choose an answer."
        if self.needs_words(code) and not words.strip():
            return f"{self.words}: say more, or the answer tells nobody anything."
        return ""

    def displaces(self, standing: str, new: str) -> bool:
        """Whether the answer `new` ends the answer `standing`."""
        return not self.several or self.alone in (standing, new)


@dataclass(frozen=True, slots=True)
class Lists:
    """The whole file: topics, the choices of single questions, and the relations that make a carer."""

    topics: Mapping[Topic, TopicList]
    choices: Mapping[str, Mapping[str, str]]
    carers: frozenset[str]


def period_fault(since: date | None, until: date | None, today: date) -> str:
    """What is wrong with the days from and until which something is so; "" where nothing is.

    It cannot begin after today; it may be known to end on a later day, as police protection is.
    """
    if since is not None and since > today:
        return "The day since when it is so must be today or in the past."
    if since is not None and until is not None and until < since:
        return "The day on which it ended must be the day on which it began or later."
    return ""


def ends_before(standing_since: date | None, new_since: date | None, today: date) -> date:
    """The day on which something ceased to be so because something else took its place.

    Where the new one is said to be the older, the standing one ends on the day on which it began.
    """
    day = new_since or today
    return max(day, standing_since) if standing_since is not None else day


def read(text: str) -> Lists:
    """The lists that the TOML `text` holds. Raises ListFault with the first thing that is wrong."""
    try:
        document = tomllib.loads(text)
        topics = {Topic(name): _topic(Topic(name), table) for name, table in document["topics"].items()}
        found = Lists(topics, document["lists"], frozenset(document["relations"]["carers"]))
    except (KeyError, TypeError, ValueError) as error:
        raise ListFault(f"the lists of facts about people cannot be read: {error}") from error
    _check(found)
    return found


def _topic(topic: Topic, table: Mapping[str, Any]) -> TopicList:
    return TopicList(
        topic=topic,
        question=table["question"],
        hint=table["hint"],
        codes=table.get("codes", {}),
        several=table["several"],
        alone=table["alone"],
        words=table["words"],
        words_for=frozenset(table["words_for"]),
    )


def _check(lists: Lists) -> None:
    for topic in Topic:
        if topic not in lists.topics:
            raise ListFault(f"the topic {topic.value} has no list")
    for found in lists.topics.values():
        strangers = (found.words_for | {found.alone} - {""}) - found.codes.keys()
        if strangers:
            raise ListFault(f"{found.topic.value} has no code {sorted(strangers)[0]}")
        if (found.words_for or not found.codes) and not found.words:
            raise ListFault(f"{found.topic.value} asks for words and has no box for them")
    strangers = lists.carers - lists.choices["relation"].keys()
    if strangers:
        raise ListFault(f"there is no relation {sorted(strangers)[0]}")
