import pytest
from hypothesis import given
from hypothesis import strategies as st

from macem.people.folding import beginning_with, folded, name_keys, readings, sort_key, words


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Seán", "sean"),
        ("Łukasz", "lukasz"),
        ("Søren", "soren"),
        ("Strauß", "strauss"),
        ("İpek", "ipek"),
        ("Işık", "isik"),
        ("Guðrún Þórsdóttir", "gudrunthorsdottir"),
        ("Đorđe", "dorde"),
        ("O’Brien", "obrien"),
        ("D'Arcy-Smith", "darcysmith"),
        ("ＡＢＣ", "abc"),
    ],
)
def test_a_name_folds_to_plain_letters(written, plain):
    assert folded(written) == plain


def found_by(query: str, forename: str, surname: str) -> bool:
    keys = name_keys(forename, surname)

    def begins(word: str) -> bool:
        low, high = beginning_with(word)
        return any(low <= key < high for key in keys)

    return any(all(begins(word) for word in reading) for reading in readings(query))


@pytest.mark.parametrize(
    "query",
    [
        "sean obrien",
        "O'Brien",
        "O’Brien",
        "O Brien",
        "Seán O’Brien",
        "obrien sean",
        "SEAN O-BRIEN",
        "o bri",
        "sea",
    ],
)
def test_sean_o_brien_is_found_however_he_is_typed(query):
    assert found_by(query, "Seán", "O’Brien")


@pytest.mark.parametrize(
    ("query", "forename", "surname"),
    [
        ("Pérez", "Ana", "Pérez Sánchez"),
        ("sanchez", "Ana", "Pérez Sánchez"),
        ("smith", "Al", "Smith-Jones"),
        ("Jones", "Al", "Smith-Jones"),
        ("smith jones", "Al", "Smith-Jones"),
        ("smithjones", "Al", "Smith-Jones"),
        ("mary ann test", "Maryann", "Test"),
    ],
)
def test_either_part_of_a_double_name_finds_it(query, forename, surname):
    assert found_by(query, forename, surname)


@pytest.mark.parametrize("query", ["brian", "sean obrian", "xobrien", "", "   ", "'-"])
def test_another_name_does_not_find_him(query):
    assert not found_by(query, "Seán", "O’Brien")


def test_each_part_is_one_key():
    assert name_keys("Al", "Smith-Smith") == {"al", "smith", "smithsmith"}


def test_lists_sort_by_surname_and_without_marks():
    assert sort_key("Ångel", "de la Cruz") == "delacruz angel"
    assert sort_key("", "Test") == "test"


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_name_with_letters_is_found_as_it_was_written(forename, surname):
    if 0 < len(words(f"{forename} {surname}")) <= 6:
        assert found_by(f"{forename} {surname}", forename, surname)


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing_more(text):
    assert folded(folded(text)) == folded(text)
