"""Numbers that other systems know a person by: whether one is written rightly, and whether it may tell people
apart.
"""

import re
from dataclasses import dataclass

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_UPN = re.compile(r"[A-Z][0-9]{11}[0-9A-Z]")
_UPN_UNKNOWN = re.compile(r"UN[1-5]")
_NHS = re.compile(r"[0-9]{10}")


@dataclass(frozen=True, slots=True)
class IdentifierCheck:
    """What can be said of one identifier as it was written.

    `normalised`: the number in its plain form, None where it has no such form. `valid`: the check letter or
    digit is right, where the number has one. `usable`: it may tell people apart. `temporary`: a UPN that a
    school gave for the time being. `doubtful`: right as far as can be told, and yet worth a second look.
    """

    value: str
    normalised: str | None
    valid: bool
    usable: bool
    message: str
    temporary: bool = False
    doubtful: bool = False

    @property
    def in_order(self) -> bool:
        """Whether there is nothing to look at."""
        return self.valid and self.usable and not self.doubtful


def check_upn(value: str) -> IdentifierCheck:
    """A unique pupil number: a check letter, then twelve characters, the last of which may be a letter.

    A wrong check letter is reported, never put right. UN1 to UN5 say why there is no number and match nobody.
    """
    written = _squeezed(value)
    if _UPN_UNKNOWN.fullmatch(written):
        return IdentifierCheck(
            value, written, True, False, "A code for an unknown number: it identifies nobody."
        )
    if not _UPN.fullmatch(written):
        return IdentifierCheck(
            value, None, False, False, "Not a unique pupil number: it needs a letter and 12 digits."
        )
    last = written[12]
    if last.isalpha() and last not in _LETTERS:
        return IdentifierCheck(value, written, False, False, f"A temporary number does not end in {last}.")
    expected = upn_check_letter(written[1:])
    temporary = last.isalpha()
    if written[0] != expected:
        message = f"The check letter should be {expected}: keep the number as it is and ask the school."
        return IdentifierCheck(value, written, False, False, message, temporary)
    if temporary:
        return IdentifierCheck(
            value, written, True, False, "A temporary number: it may be given again.", True
        )
    return IdentifierCheck(value, written, True, True, "The check letter is right.")


def upn_check_letter(body: str) -> str:
    """The check letter for the twelve characters that follow it."""
    values = [_LETTERS.index(one) if one.isalpha() else int(one) for one in body]
    return _LETTERS[sum(weight * one for weight, one in enumerate(values, start=2)) % len(_LETTERS)]


def check_nhs(value: str) -> IdentifierCheck:
    """An NHS number: ten digits, the last of which checks the others. Blanks and hyphens may stand
    between.
    """
    written = _squeezed(value)
    if not _NHS.fullmatch(written):
        return IdentifierCheck(value, None, False, False, "Not an NHS number: it needs ten digits.")
    check = (
        11 - sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), written, strict=False)) % 11
    )
    if check == 10:
        return IdentifierCheck(value, written, False, False, "No NHS number has these first nine digits.")
    if int(written[9]) != check % 11:
        return IdentifierCheck(value, written, False, False, "The last digit does not fit the others.")
    if len(set(written)) == 1:
        return IdentifierCheck(
            value, written, True, False, "One digit repeated stands for an unknown number."
        )
    if written.startswith("9"):
        return IdentifierCheck(
            value,
            written,
            True,
            True,
            "The check digit is right; numbers that begin with 9 are for tests.",
            doubtful=True,
        )
    return IdentifierCheck(value, written, True, True, "The check digit is right.")


def check_reference(value: str) -> IdentifierCheck:
    """A reference that a service gives in its own way, such as social care's or the police's.

    No rule checks it. Something is said where it holds no figure, or reads as an NHS number or a unique pupil
    number, which are recorded as such.
    """
    written = _squeezed(value)
    if not written:
        return IdentifierCheck(value, None, False, False, "There is no number.")
    if not any(character.isdigit() for character in written):
        message = "It holds no figures: check that it is a number and not a name."
        return IdentifierCheck(value, written, True, True, message, doubtful=True)
    for name, check in (("an NHS number", check_nhs), ("a unique pupil number", check_upn)):
        if check(value).valid:
            message = f"It reads as {name}: check that it stands under the right heading."
            return IdentifierCheck(value, written, True, True, message, doubtful=True)
    return IdentifierCheck(value, written, True, True, "Nothing about it looks odd.")


def _squeezed(value: str) -> str:
    return re.sub(r"[\s\-\u2010-\u2013]", "", value).upper()
