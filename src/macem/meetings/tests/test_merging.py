"""Two note-takers write at once: no word of either is lost (M7)."""

import re

from hypothesis import given
from hypothesis import strategies as st

from macem.meetings.merging import joined, merge, pieces

BEFORE = "Found at a flat on Hope Street with two men."
MINE = "Found at a flat on Hope Street with two adults, 22 and 24."
THEIRS = "Found at a flat on Hope Street with two adults. The other is not known to police."
WORDS = st.lists(
    st.sampled_from(("found", "at", "flat", "two", "men", "adults", ".", ",", "not")), max_size=12
)
TEXT = WORDS.map(" ".join)
FIELDS = st.fixed_dictionaries({name: st.sampled_from(("", "a", "b")) for name in ("plan", "voice")})


def words(text):
    return set(re.findall(r"\w+", text))


def test_each_of_two_who_write_in_different_fields_is_kept():
    merged = merge(
        base={"plan": "", "voice": ""},
        theirs={"plan": "Theirs", "voice": ""},
        mine={"plan": "", "voice": "Hers"},
    )
    assert (merged.changed, merged.clashes) == ({"voice": "Hers"}, ())


def test_both_changed_the_same_field():
    merged = merge(base={"plan": "a"}, theirs={"plan": "b"}, mine={"plan": "c"})
    assert merged.clashes == ("plan",)


def test_a_joined_text_holds_what_either_added():
    text = joined(BEFORE, MINE, THEIRS)
    assert (
        text == "Found at a flat on Hope Street with two adults, 22 and 24. The other is not known to police."
    )


def test_what_stands_together_stays_together():
    text = joined("See example.org", "See example.org/help", "See there: example.org")
    assert text == "See there: example.org/help"


@given(FIELDS, FIELDS, FIELDS)
def test_what_is_merged_is_theirs_but_for_what_i_changed(base, theirs, mine):
    merged = merge(base=base, theirs=theirs, mine=mine)
    stands = theirs | merged.changed
    for name in base:
        if mine[name] == base[name]:
            assert stands[name] == theirs[name]
        elif name not in merged.clashes:
            assert stands[name] == mine[name]
        else:
            assert len({base[name], theirs[name], mine[name]}) == 3


@given(TEXT, TEXT, TEXT)
def test_no_word_that_either_added_is_lost(before, mine, theirs):
    assert (words(mine) | words(theirs)) - words(before) <= words(joined(before, mine, theirs))


@given(TEXT, TEXT)
def test_joined_with_nothing_new_a_text_is_as_it_was_written(before, mine):
    assert joined(before, mine, before) == mine.strip() == joined(before, before, mine)


@given(TEXT, TEXT)
def test_the_pieces_tell_both_texts(before, after):
    found = pieces(before, after)
    assert "".join(one.words for one in found if one.state != "removed") == after
    assert "".join(one.words for one in found if one.state != "added") == before
