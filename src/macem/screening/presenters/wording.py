"""One answer in words, for check-your-answers, the form as it was sent, and what another window saved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from macem.govuk.dates import full_date
from macem.people.lists import answer
from macem.protocol.ages import age_on
from macem.protocol.screening import LEAVE_TO_MASH, Asked, Given
from macem.protocol.vocabulary import HarmfulSexualBehaviour, RiskLevel, Strand
from macem.protocol.vocabulary.facts import Topic
from macem.protocol.vocabulary.screening import Question, Said, SchoolStatus, Source, Told
from macem.protocol.vocabulary.states import BirthBasis
from macem.screening.forms.base import capitalised

LINE_BREAK = mark_safe("<br>")  # nosec B308: written here
NUMBERS = {
    "csc": gettext_lazy("Social care number"),
    "upn": gettext_lazy("UPN"),
    "nhs": gettext_lazy("NHS number"),
    "police": gettext_lazy("Police reference"),
}


@dataclass(frozen=True)
class InWords:
    """An answer: ``lead`` in one word ("Yes"), then ``lines`` of text, then how it is known."""

    lead: str = ""
    lines: tuple[str, ...] = ()
    source: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.lead or any(self.lines))

    def as_html(self) -> SafeString:
        """Return it for a list of names and values, escaped, a line a row."""
        rows = [row for line in self.lines for row in line.splitlines() if row.strip()]
        body = format_html_join(LINE_BREAK, "{}", ((row,) for row in rows))
        lead = format_html("<strong>{}.</strong> ", self.lead) if self.lead else ""
        note = format_html('<span class="m-sub">{}</span>', self.source) if self.source else ""
        return format_html("{}{}{}", lead, body, note)


@dataclass(frozen=True)
class Reader:
    """For whom answers are put into words: what the child is called, on which day, the agencies' names."""

    child: str
    today: date
    agencies: Mapping[str, str]


def in_words(asked: Asked, given: Given, reader: Reader) -> InWords:
    """Return what was answered; empty where nothing was."""
    if asked.indicator is not None:
        return _plain(given, reader)
    return _WORDS[Question(asked.key)](given, reader)


def _source(given: Given, reader: Reader) -> str:
    if not given.source:
        return ""
    told = capitalised(_("%(name)s told me") % {"name": reader.child})
    known = told if given.source == Source.CHILD else Source(given.source).label
    return _("How known: %(source)s") % {"source": known}


def _plain(given: Given, reader: Reader) -> InWords:
    if given.choice != Said.YES:
        return InWords(Said(given.choice).label if given.choice else "")
    return InWords(Said.YES.label, (given.words,), _source(given, reader))


def _text(given: Given, _reader: Reader) -> InWords:
    return InWords(lines=(given.words,))


def _name(given: Given, _reader: Reader) -> InWords:
    written = " ".join(str(given.get(name)) for name in ("forename", "surname") if given.says(name))
    others = _("Also called %(names)s") % {"names": given.get("others")} if given.says("others") else ""
    return InWords(lines=(written, others))


def _birth(given: Given, reader: Reader) -> InWords:
    if given.choice == BirthBasis.EXACT and given.says("born"):
        born = date.fromisoformat(given.facts["born"])
        years = age_on(born, max(reader.today, born))
        return InWords(lines=(_("%(born)s, %(age)s years") % {"born": full_date(born), "age": years},))
    if given.choice == BirthBasis.ESTIMATED and given.says("age"):
        return InWords(lines=(_("About %(age)s years old") % {"age": given.get("age")},))
    return InWords(_("Not known") if given.choice == BirthBasis.UNKNOWN else "")


def _home(given: Given, _reader: Reader) -> InWords:
    lines = [str(given.get(name) or "") for name in ("address", "postcode")]
    if given.choice == Said.NO:
        lines.append(_("Not suitable: %(why)s") % {"why": given.words})
    elif given.choice:
        lines.append(_("Suitable: %(said)s") % {"said": Said(given.choice).label})
    if given.get("placed") == Said.YES:
        lines.append(_("Placed here by %(authority)s") % {"authority": given.get("authority") or ""})
        if assessed := given.get("assessed"):
            lines.append(
                _("Its exploitation assessment is completed: %(said)s") % {"said": Said(assessed).label}
            )
    elif placed := given.get("placed"):
        lines.append(_("Placed here by another authority: %(said)s") % {"said": Said(placed).label})
    return InWords(lines=tuple(lines))


def _school(given: Given, _reader: Reader) -> InWords:
    status = SchoolStatus(given.choice).label if given.choice else ""
    return InWords(lines=(str(given.get("school") or ""), status))


def _identity(given: Given, _reader: Reader) -> InWords:
    lines = [
        answer(topic, given.get(name))
        for name, topic in (("gender", Topic.GENDER), ("ethnicity", Topic.ETHNICITY))
        if given.says(name)
    ]
    if given.says("languages"):
        lines.append(_("Languages: %(languages)s") % {"languages": given.get("languages")})
    if given.says("interpreter"):
        lines.append(_("Interpreter needed: %(said)s") % {"said": Said(given.facts["interpreter"]).label})
    if given.says("disabilities"):
        lines.append(", ".join(answer(Topic.DISABILITY, code) for code in given.facts["disabilities"]))
    return InWords(lines=(*lines, given.words))


def _known_to(given: Given, reader: Reader) -> InWords:
    codes = given.get("agencies") or []
    names = ", ".join(reader.agencies.get(code, _("None that is known of")) for code in codes)
    return InWords(lines=(names, given.words))


def _numbers(given: Given, _reader: Reader) -> InWords:
    said = ((label, given.get(name)) for name, label in NUMBERS.items() if given.says(name))
    return InWords(lines=tuple(f"{label}: {number}" for label, number in said))


def _strands(given: Given, _reader: Reader) -> InWords:
    return InWords(lines=tuple(Strand(value).label for value in given.get("strands") or ()))


def _behaviour(given: Given, reader: Reader) -> InWords:
    if not given.choice:
        return InWords(lines=(given.words,))
    behaviour = HarmfulSexualBehaviour(given.choice)
    if not behaviour.is_concern:
        return InWords(behaviour.label)
    return InWords(behaviour.label, (given.words,), _source(given, reader))


def _voice(given: Given, _reader: Reader) -> InWords:
    if given.choice == Said.NO:
        return InWords(_("Nobody asked"), (given.words,))
    asked = _("Asked by: %(who)s") % {"who": given.get("asked_by")} if given.says("asked_by") else ""
    return InWords(lines=(given.words,), source=asked)


def _aware(given: Given, _reader: Reader) -> InWords:
    return InWords(Told(given.choice).label if given.choice else "", (given.words,))


def _view(given: Given, _reader: Reader) -> InWords:
    if given.choice == LEAVE_TO_MASH:
        return InWords(_("Left to the MASH"))
    return InWords(RiskLevel(given.choice).label if given.choice else "", (given.words,))


_WORDS: Mapping[Question, Callable[[Given, Reader], InWords]] = {
    Question.NAME: _name,
    Question.BIRTH: _birth,
    Question.HOME: _home,
    Question.SCHOOL: _school,
    Question.IDENTITY: _identity,
    Question.KNOWN_TO: _known_to,
    Question.NUMBERS: _numbers,
    Question.STRANDS: _strands,
    Question.HARM_NOW: _plain,
    Question.BEHAVIOUR: _behaviour,
    Question.NARRATIVE: _text,
    Question.STRENGTHS: _text,
    Question.VOICE: _voice,
    Question.AWARE: _aware,
    Question.VIEW: _view,
    Question.DISCUSSION: _text,
}
