"""A child named twice is caught at entry: spelling, swaps, estimates and numbers, each with its reason.

Expected answers are worked out by hand from what each description says.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macem.people.births import Birth, Born, compare_births, mistyped
from macem.people.likeness import Likeness, compare, described
from macem.people.spelling import Field, Name, Spelling, compare_fields
from macem.protocol.vocabulary.states import IdentifierKind

SURE, LIKELY, POSSIBLE, SIBLING, NO = Likeness

JULY = date(2011, 7, 5)
NHS, UPN, CSC = IdentifierKind.NHS, IdentifierKind.UPN, IdentifierKind.CSC
NHS_NUMBER, OTHER_NHS_NUMBER = "999 100 0070", "9991000046"
UPN_NUMBER = "H801200001001"


def somebody(name="", born=None, *, former="", numbers=(), postcode=""):
    """A description from "Forename Surname"; ``born`` a day, or about how old on 1 June 2026."""
    names = [
        Name.written(*parted(name)),
        *([Name.written(*parted(former), is_former=True)] if former else []),
    ]
    age = Born.about(born, date(2026, 6, 1)) if isinstance(born, int) else Born.on(born)
    return described(names=names, born=age, numbers_as_written=numbers, postcodes=[postcode])


def parted(name):
    forename, _blank, surname = name.partition(" ")
    return forename, surname


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Seán", "sean", Spelling.SAME),
        ("O’Brien", "O Brien", Spelling.SAME),
        ("Zoë", "Zoe", Spelling.SAME),
        ("Łukasz", "Lukasz", Spelling.SAME),
        ("Weiß", "WEISS", Spelling.SAME),
        ("Al-Test", "Altest", Spelling.SAME),
        ("Pérez Sánchez", "Sanchez", Spelling.PART),
        ("Smith-Jones", "Jones-Smith", Spelling.PART),
        ("Kathryn Jane", "Kathryn", Spelling.PART),
        ("Christopher", "Kit", Spelling.SHORT_FORM),
        ("Muhammad", "Mohamed", Spelling.SHORT_FORM),
        ("Kathryn", "K", Spelling.INITIAL),
        ("Maddox", "Maddux", Spelling.ONE_LETTER),
        ("Lindqvist", "Lindqvsit", Spelling.ONE_LETTER),
        ("Jon", "John", Spelling.ONE_LETTER),
        ("Khan", "Kahn", Spelling.ONE_LETTER),
        ("Hassan", "Hussain", Spelling.SOUND),
        ("Geoffrey", "Jeffrey", Spelling.SOUND),
        ("Ella", "Elsa", Spelling.DIFFERENT),
        ("Mahmoud", "Mohammed", Spelling.DIFFERENT),
        ("Test-Lindqvist", "Test-Ashby", Spelling.DIFFERENT),
        ("Unknown", "Unknown", Spelling.NOT_GIVEN),
        ("N/K", "Maddox", Spelling.NOT_GIVEN),
        ("", "Maddox", Spelling.NOT_GIVEN),
    ],
)
def test_spelling(one, other, expected):
    assert compare_fields(Field(one), Field(other), short_forms=True) is expected
    assert compare_fields(Field(other), Field(one), short_forms=True) is expected


def test_a_surname_has_no_short_forms():
    assert compare_fields(Field("Thomas"), Field("Tom")) is Spelling.DIFFERENT


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (JULY, JULY, Birth.SAME),
        (JULY, date(2011, 5, 7), Birth.SWAPPED),
        (JULY, date(2011, 7, 15), Birth.ONE_DIGIT),
        (JULY, date(2012, 7, 5), Birth.OTHER_YEAR),
        (date(2009, 7, 5), date(2010, 7, 5), Birth.OTHER_YEAR),
        (JULY, date(2011, 8, 6), Birth.DIFFERENT),
        (JULY, date(2014, 8, 5), Birth.DIFFERENT),
        (JULY, date(1900, 1, 1), Birth.NOT_GIVEN),
        (JULY, date(1970, 1, 1), Birth.NOT_GIVEN),
        (date(2011, 1, 1), date(2011, 1, 1), Birth.FITS),
        (date(2011, 1, 1), JULY, Birth.FITS),
        (JULY, None, Birth.NOT_GIVEN),
    ],
)
def test_dates_of_birth(one, other, expected):
    assert compare_births(Born.on(one), Born.on(other)) is expected
    assert compare_births(Born.on(other), Born.on(one)) is expected


@pytest.mark.parametrize(("age", "expected"), [(14, Birth.FITS), (15, Birth.FITS), (12, Birth.DIFFERENT)])
def test_about_how_old_may_miss_by_a_year(age, expected):
    """Somebody born on 5 July 2011 was 14 on 1 June 2026."""
    assert compare_births(Born.on(JULY), Born.about(age, date(2026, 6, 1))) is expected


def test_an_assigned_date_is_not_taken_as_exact():
    assert compare_births(Born.on(JULY, exact=False), Born.on(date(2011, 9, 1))) is Birth.FITS


@given(st.dates(date(2000, 1, 1), date(2026, 1, 1)), st.data())
def test_days_to_look_for_are_those_that_compare_as_alike(day, data):
    other = data.draw(
        st.one_of(st.sampled_from(sorted(mistyped(day))), st.dates(date(1990, 1, 1), date(2026, 1, 1)))
    )
    born = Born(Born.on(JULY).between.__class__(day, day), exact=True)
    against = Born(born.between.__class__(other, other), exact=True)
    assert (compare_births(born, against) is not Birth.DIFFERENT) == (other in mistyped(day))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # The child of the drawn screen: another spelling, day and month swapped.
        (somebody("Kathryn Test-Maddox", JULY), somebody("Catherine Test-Maddux", date(2011, 5, 7)), LIKELY),
        (somebody("Kathryn Test-Maddox", JULY), somebody("Kathryn Test-Maddox", JULY), LIKELY),
        (somebody("Kathryn Test-Maddox", JULY), somebody("Kathryn Test-Maddox", 15), LIKELY),
        (somebody("Kathryn Test-Maddox", JULY), somebody("Kathryn Test-Maddox"), POSSIBLE),
        (somebody("Kathryn Test-Maddox", JULY), somebody("Kathryn Test-Maddox", date(2008, 2, 19)), POSSIBLE),
        (somebody("Kathryn Test-Maddox", JULY), somebody("Katie Test-Madox", date(2008, 2, 19)), NO),
        # A forename and a date of birth alone fit too many.
        (somebody("Asha Newname", JULY), somebody("Asha Otherperson", JULY), NO),
        (somebody("Asha", JULY), somebody("Asha Tester", JULY), POSSIBLE),
        # A swap is worth a look; a swap and a slip finds people who are plainly somebody else.
        (somebody("Tester Asha", JULY), somebody("Asha Tester", JULY), LIKELY),
        (somebody("Tester Asha", JULY), somebody("Ashar Testa", JULY), NO),
        (somebody("Mohammed Al-Test", JULY), somebody("Muhammad Altest", JULY), LIKELY),
        (somebody("Mohammed Al-Test", JULY), somebody("Mohamed Altest", date(2012, 7, 5)), NO),
        (somebody("Mohammed Al-Test", JULY), somebody("Mahmoud Altest", JULY), SIBLING),
        # Names that name nobody.
        (somebody("Unknown Unknown", JULY), somebody("Unknown Unknown", JULY), NO),
        (somebody("", JULY), somebody("", JULY), NO),
        (somebody("Kit Unknown", JULY), somebody("Kit Test-Maddox", JULY), POSSIBLE),
        (somebody("Kit Test-Maddox", date(1900, 1, 1)), somebody("Lee Test-Ashby", date(1900, 1, 1)), NO),
        (somebody("Asha Newname", JULY), somebody("Asha Tester", JULY, former="Asha Newname"), LIKELY),
    ],
)  # fmt: skip
def test_names_and_births(one, other, expected):
    assert compare(one, other).likeness is expected
    assert compare(other, one).likeness is expected


@pytest.mark.parametrize(
    ("forename", "postcode", "expected"),
    [
        ("Robin", "YO1 9ZZ", SIBLING),
        ("Robin", "", SIBLING),
        ("Hussain", "YO1 9ZZ", SIBLING),
        ("Hussain", "", LIKELY),
        ("Hassan", "yo19zz", LIKELY),
    ],
)
def test_twins_are_never_taken_for_one_child(forename, postcode, expected):
    hassan = somebody("Hassan Testkarim", JULY, postcode="YO1 9ZZ")
    other = somebody(f"{forename} Testkarim", JULY, postcode=postcode)
    assert compare(hassan, other).likeness is expected


@pytest.mark.parametrize(
    ("name", "born", "alone", "at_home"),
    [
        ("Kit Test-Maddox", None, POSSIBLE, LIKELY),
        ("Kit Test-Maddox", date(2008, 2, 19), POSSIBLE, POSSIBLE),
        ("Kit Test-Ashby", JULY, NO, POSSIBLE),
        ("Robin Test-Maddox", date(2013, 2, 19), NO, NO),
        ("Robin Test-Ashby", JULY, NO, NO),
    ],
)
def test_one_postcode_lifts_what_is_possible(name, born, alone, at_home):
    kit = somebody("Kit Test-Maddox", JULY, postcode="YO1 9ZZ")
    assert compare(kit, somebody(name, born)).likeness is alone
    assert compare(kit, somebody(name, born, postcode="YO1 9ZZ")).likeness is at_home


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        (NHS, NHS_NUMBER, SURE),
        (UPN, UPN_NUMBER, SURE),
        (CSC, "CSC 104 221", SURE),
        (UPN, "UN3", NO),
        (UPN, "Q207000016049", NO),
        (NHS, "9991000021", NO),
        (CSC, "0000", NO),
    ],
)
def test_a_number_counts_where_it_tells_people_apart(kind, number, expected):
    """A code for "unknown" and a number with a wrong check digit tell nobody apart."""
    one = somebody(numbers=[(kind, number)])
    assert compare(one, somebody("Kit Test-Maddox", JULY, numbers=[(kind, number)])).likeness is expected


def test_a_number_that_name_or_birth_contradicts_is_not_sure():
    one = somebody("Kit Test-Maddox", JULY, numbers=[(NHS, NHS_NUMBER)])
    assert compare(one, somebody("Lee Test-Ashby", JULY, numbers=[(NHS, NHS_NUMBER)])).likeness is LIKELY
    assert (
        compare(one, somebody("Kit Test-Maddox", date(2001, 2, 19), numbers=[(NHS, NHS_NUMBER)])).likeness
        is LIKELY
    )


def test_a_different_valid_nhs_number_is_another_person():
    one = somebody("Kit Test-Maddox", JULY, numbers=[(NHS, NHS_NUMBER), (UPN, UPN_NUMBER)])
    other = somebody("Kit Test-Maddox", JULY, numbers=[(NHS, OTHER_NHS_NUMBER), (UPN, UPN_NUMBER)])
    assert compare(one, other).likeness is NO
    assert "different NHS number" in compare(one, other).words


def test_twins_with_numbers_of_their_own_stay_possible_siblings():
    one = somebody("Kit Test-Maddox", JULY, numbers=[(NHS, NHS_NUMBER)])
    other = somebody("Robin Test-Maddox", JULY, numbers=[(NHS, OTHER_NHS_NUMBER)])
    assert compare(one, other).likeness is SIBLING


def test_two_pupil_numbers_rule_nothing_out():
    one = somebody("Jon Sample", JULY, numbers=[(UPN, "H801200001001")])
    other = somebody("Jon Sample", JULY, numbers=[(UPN, "A950000178301")])
    assert compare(one, other).likeness is LIKELY


def test_the_reasons_are_said_field_by_field_what_speaks_for_it_first():
    one = somebody("Kathryn Test-Maddox", JULY, numbers=[(CSC, "104221")])
    other = somebody("Kate Test-Maddux", date(2011, 5, 7), numbers=[(CSC, "104-221")])
    assert compare(one, other).words == (
        "Same social care number, forename is a form of the same name, surname differs by one letter, "
        "day and month of birth swapped"
    )
    assert compare(
        somebody("Kit Test-Maddox", JULY), somebody("Kit Test-Maddox", date(2001, 2, 19))
    ).words == ("Same name, different date of birth")


def test_a_former_name_is_said_to_be_one_and_not_printed():
    one = somebody("Asha Newname", JULY)
    words = compare(one, somebody("Asha Tester", JULY, former="Asha Newname")).words
    assert words == "Same name, by a former name, same date of birth"


def test_a_preferred_forename_takes_the_legal_surname():
    known = described(
        names=[Name.written("Kathryn", "Test-Maddox"), Name.written("Bluebell", "")], born=Born.on(JULY)
    )
    assert compare(somebody("Bluebell Test-Maddox", JULY), known).words == "Same name, same date of birth"


def test_a_name_that_names_nobody_hides_none_of_the_others():
    lee = somebody("Lee Test-Marlow", JULY, former="Unknown Unknown")
    assert compare(lee, somebody("Robin Test-Marlow", JULY, former=" ")).likeness is SIBLING


NAMES = st.sampled_from(
    ["Kit", "Kathryn", "Catherine", "Hassan", "Hussain", "Test-Maddox", "Maddux", "Unknown", ""]
)
BIRTHS = st.one_of(
    st.none(), st.integers(12, 17), st.sampled_from([JULY, date(2011, 5, 7), date(2012, 7, 5)])
)


@given(NAMES, NAMES, BIRTHS, NAMES, NAMES, BIRTHS)
def test_the_order_of_the_two_never_matters(forename, surname, born, forename_2, surname_2, born_2):
    one, other = somebody(f"{forename} {surname}", born), somebody(f"{forename_2} {surname_2}", born_2)
    assert compare(one, other).likeness is compare(other, one).likeness
    assert set(compare(one, other).reasons) == set(compare(other, one).reasons)


@given(NAMES, NAMES, BIRTHS)
def test_without_a_number_nothing_is_sure(forename, surname, born):
    one = somebody(f"{forename} {surname}", born)
    assert compare(one, one).likeness is not SURE
