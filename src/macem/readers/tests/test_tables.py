"""Text into a table: separators, headings, records with their lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macem.readers import tables
from macem.readers.records import UnreadableFile
from macem.readers.tables import Column, Layout, find_table, listed, normalise_heading, split_records

LAYOUT = Layout(
    "a list of toys",
    (
        Column("child", ("child", "child_id")),
        Column("toy", ("toy",)),
        Column("seen", ("seen",), required=False),
    ),
)


def places(text: str, separator: str = ",") -> list[tuple[int, int, tuple[str, ...]]]:
    return [(record.line, record.last_line, record.cells) for record in split_records(text, separator)]


def test_lines_are_counted_as_an_editor_shows_them_also_after_a_cell_with_line_breaks() -> None:
    text = 'a,b\r\n1,"first\r\nsecond ""said"""\r\n\r\n2,x\n3,y\r4,z'
    assert places(text) == [
        (1, 1, ("a", "b")),
        (2, 3, ("1", 'first\r\nsecond "said"')),
        (4, 4, ()),
        (5, 5, ("2", "x")),
        (6, 6, ("3", "y")),
        (7, 7, ("4", "z")),
    ]


def test_other_characters_that_python_takes_for_line_breaks_are_not_lines() -> None:
    assert places("a\u2028b\x0bc\x85,d\ne,f") == [
        (1, 1, ("a\u2028b\x0bc\x85", "d")),
        (2, 2, ("e", "f")),
    ]


def test_cells_are_trimmed_and_otherwise_kept_as_text() -> None:
    assert places(' 007 ,\u00a0"=1+1" , "a,b",+44 7700,@x,-1\n')[0][2] == (
        "007",
        '"=1+1"',
        "a,b",
        "+44 7700",
        "@x",
        "-1",
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('child,toy\n1,"bear\n2,car\n3,doll', "line 2 opens a quotation mark"),
        ('child,toy\n1,"' + "x" * 140_000, "line 2 is too long"),
    ],
)
def test_a_quotation_mark_never_closed_refuses_the_file_and_names_the_line(text: str, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        find_table(text, LAYOUT)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_shows_the_headings(separator: str) -> None:
    text = separator.join(["Child", "Note; a, b", "TOY"]) + "\n" + separator.join(["1", "", "bear"])
    quoted = text.replace("Note; a, b", '"Note; a, b"')
    table = find_table(quoted, LAYOUT)
    assert dict(table.columns) == {"child": "Child", "toy": "TOY"}
    assert table.extras == ((1, "Note; a, b"),)
    assert [table.cell(record, "toy") for record in table.records] == ["bear"]


def test_a_line_that_names_the_separator_is_believed() -> None:
    table = find_table("sep=;\nchild;toy\n1,2;bear\n", LAYOUT)
    assert table.header_row == 2
    assert [(record.line, record.cells) for record in table.records] == [(3, ("1,2", "bear"))]


def test_headings_are_found_below_titles_in_any_order_and_spelling() -> None:
    table = find_table("Toys, as at 1 March\n\n,,\n Toy , CHILD-ID ,Seen\nbear,1,yes\n", LAYOUT)
    assert table.header_row == 4
    assert dict(table.columns) == {"child": "CHILD-ID", "toy": "Toy", "seen": "Seen"}
    assert table.cell(table.records[0], "child") == "1"


def test_blank_rows_and_headings_that_stand_again_are_passed_over() -> None:
    table = find_table("child,toy\n1,bear\n\n,,,,\n  , \nChild,TOY\n2,car\n", LAYOUT)
    assert [record.line for record in table.records] == [2, 7]
    assert (table.blank_rows, table.repeated_headings) == (3, (6,))


def test_columns_not_sought_keep_a_name_of_their_own() -> None:
    table = find_table("child,note,toy,note,,\n1,a,bear,b,c,\n", LAYOUT)
    assert table.extras == ((1, "note"), (3, "note (column 4)"), (4, "column 5"))


def test_a_heading_that_stands_twice_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="more than one column headed CHILD"):
        find_table("CHILD,toy,child\n1,bear,2\n", LAYOUT)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1,bear\n2,car\n", "none of its first rows has the headings CHILD and TOY"),
        (",,,,\n", "none of its first rows"),
        ("child,dob\n1,2\n", "line 1 has child but no TOY column"),
        ("x\n" * 30 + "child,toy\n", "none of its first rows"),
    ],
)
def test_a_file_without_the_headings_is_refused(text: str, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        find_table(text, LAYOUT)


def test_more_rows_than_the_cap_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 2)
    assert len(find_table("child,toy\n1,a\n\n2,b\n", LAYOUT).records) == 2
    with pytest.raises(UnreadableFile, match="more than 2 rows"):
        find_table("child,toy\n1,a\n\n2,b\n3,c\n", LAYOUT)


def test_a_short_row_is_read_as_if_its_last_cells_were_empty() -> None:
    table = find_table("child,toy,seen\n1,bear\n", LAYOUT)
    assert table.cell(table.records[0], "seen") == ""


def test_words_are_listed_as_a_sentence_lists_them() -> None:
    assert [listed([]), listed(["a"]), listed(["a", "b"], "or"), listed(["a", "b", "c"])] == [
        "",
        "a",
        "a or b",
        "a, b and c",
    ]


@given(st.text())
def test_a_heading_once_normalised_stays_as_it_is(heading: str) -> None:
    once = normalise_heading(heading)
    assert normalise_heading(once) == once


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00")), min_size=1), max_size=6
    ),
    st.sampled_from([",", ";", "\t", "|"]),
)
def test_what_is_written_quoted_comes_back_trimmed(rows: list[list[str]], separator: str) -> None:
    text = "".join(
        separator.join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in rows
    )
    trimmed = [tuple(cell.strip(tables._BLANKS) for cell in row) for row in rows]
    assert [record.cells for record in split_records(text, separator)] == trimmed


def test_xml_and_html_are_named_as_such() -> None:
    with pytest.raises(UnreadableFile, match="XML or HTML"):
        find_table("\n<table><tr><td>child</td></tr></table>", LAYOUT)
