"""SSDA903 as XML, and what a document may try."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macem.readers import MissingRow, UnreadableFile, read_ssda903_xml

TODAY = date(2026, 6, 30)
DOCUMENT = """<?xml version="1.0" encoding="iso-8859-1"?>
<Message xmlns="urn:example"><Children>
 <CHILD>
  <HEADER>
   <CHILDID>0900001</CHILDID><SEX>1</SEX><DOB>15/06/2010</DOB><NAME>Seán</NAME>
   <AMISSING><MISSING>M</MISSING><MIS_START>03/06/2026</MIS_START><MIS_END>05/06/2026</MIS_END></AMISSING>
   <AMISSING>
    <MISSING>A</MISSING><MIS_START>2026-06-10</MIS_START>
   </AMISSING>
  </HEADER>
 </CHILD>
 <CHILD><HEADER><AMISSING><MISSING>Q</MISSING></AMISSING><CHILDID>900002</CHILDID></HEADER></CHILD>
 <CHILD><HEADER><CHILDID>900003</CHILDID></HEADER></CHILD>
 <CHILD><HEADER><AMISSING><MISSING>M</MISSING><MIS_START>01/06/2026</MIS_START></AMISSING></HEADER></CHILD>
</Children></Message>
"""


def test_each_amissing_is_an_episode_of_its_child() -> None:
    found = read_ssda903_xml(DOCUMENT.encode("cp1252"), today=TODAY)
    dob = date(2010, 6, 15)
    assert found.rows == (
        MissingRow(6, "0900001", dob, None, "missing", date(2026, 6, 3), date(2026, 6, 5)),
        MissingRow(7, "0900001", dob, None, "away", date(2026, 6, 10), None),
    )
    assert (found.encoding, found.header_row, found.columns["child"]) == ("cp1252", 0, "CHILDID")
    assert [(fault.lines, fault.reason) for fault in found.rejected] == [
        ((12,), "bad_code"),
        ((12,), "type_without_start"),
        ((14,), "missing_child"),
    ]
    assert found.warnings == ()


def test_a_document_on_one_line_loses_no_row() -> None:
    # All rows share line 1; that the first one's type and start were refused says nothing of the others.
    rows = (
        "<AMISSING><MISSING>Q</MISSING><MIS_START>x</MIS_START></AMISSING>"
        "<AMISSING><MIS_START>03/06/2026</MIS_START></AMISSING>"
        "<AMISSING><MISSING>M</MISSING><MIS_END>04/06/2026</MIS_END></AMISSING>"
    )
    document = f"<CHILD><HEADER><CHILDID>900001</CHILDID>{rows}</HEADER></CHILD>"
    found = read_ssda903_xml(document.encode(), today=TODAY)
    assert found.rows == ()
    assert [fault.reason for fault in found.rejected] == [
        "bad_code",
        "bad_date",
        "date_without_type",
        "type_without_start",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_encoding_a_document_names_does_not_matter(encoding: str) -> None:
    assert len(read_ssda903_xml(DOCUMENT.encode(encoding), today=TODAY).rows) == 2


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ('<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>', "DOCTYPE"),
        ('<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>', "DOCTYPE"),
        ('<!DOCTYPE x SYSTEM "http://x.invalid/x.dtd"><x/>', "DOCTYPE"),
        ("<x>&b;</x>", "undefined entity on line 1"),
        ("<CHILD>\n<HEADER></CHILD>", "mismatched tag on line 2"),
        ("CHILD,DOB,MISSING,MIS_START,MIS_END\n", "not well-formed XML"),
        ("<x/>", "no CHILD element"),
        ("", "empty"),
    ],
)
def test_what_is_no_return_or_not_safe_is_refused(document: str, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        read_ssda903_xml(document.encode(), today=TODAY)


@given(
    st.lists(
        st.sampled_from(
            ["<CHILD>", "</CHILD>", "<HEADER>", "</HEADER>", "<AMISSING>", "</AMISSING>", "<DOB>"]
        )
        | st.sampled_from(["</DOB>", "<MISSING>M</MISSING>", "<CHILDID/>", "x", "&", "<!--", "<![CDATA["])
        | st.text(max_size=4)
    )
)
def test_any_text_is_read_or_refused(parts: list[str]) -> None:
    for text in ("".join(parts), f"<CHILD><HEADER>{''.join(parts)}</HEADER></CHILD>"):
        try:
            read_ssda903_xml(text.encode(), today=TODAY)
        except UnreadableFile as refusal:
            assert str(refusal).endswith(".")
