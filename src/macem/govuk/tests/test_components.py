import re
from pathlib import Path

import pytest

from macem.govuk import parts
from macem.govuk.parts import Cell, Column, Fact, Link, Pair, Row, Step, WorkGroup, WorkItem

TEMPLATES = Path(parts.__file__).parent / "templates" / "govuk"
MACROS = re.findall(r"{% set (\w+) = _\1 %}", (TEMPLATES / "ui.jinja").read_text())


def test_one_name_for_every_component():
    made = set()
    for path in (TEMPLATES / "components").glob("*.jinja"):
        made |= set(re.findall(r"{% macro ([a-z]\w*)\(", path.read_text()))
    assert made == set(MACROS)


@pytest.mark.parametrize("name", sorted(set(MACROS) - {"breadcrumbs", "work_items"}))
def test_the_gallery_shows_it(name):
    assert f"ui.{name}(" in (TEMPLATES / "gallery.jinja").read_text()


@pytest.mark.parametrize("name", MACROS)
def test_its_signature_is_written_down(name):
    written = "".join(path.read_text().split("-#}")[0] for path in (TEMPLATES / "components").glob("*.jinja"))
    assert f"{name}(" in written


def test_tags_always_hold_a_word(draw):
    assert (
        draw('{{ ui.tag("Overdue", "stop") }}') == '<strong class="govuk-tag govuk-tag--red">Overdue</strong>'
    )
    assert "moj-badge" in draw('{{ ui.kind("CSE") }}')


def test_level_is_a_picture_and_a_word(draw):
    drawn = draw('{{ ui.level(2, "Escalating") }}')
    assert drawn.count("k-on") == 2 and drawn.count("k-off") == 1
    assert 'aria-hidden="true"' in drawn and "Escalating" in drawn


def test_pips_and_meter(draw):
    assert draw("{{ ui.pips(5, 7) }}").count('class="on"') == 5
    assert draw("{{ ui.meter(0, 7) }}").count('class="on"') == 0
    assert draw("{{ ui.spark([0, 0]) }}").count("<rect") == 2


def test_empty_groups_of_work_are_left_out(draw):
    item = WorkItem("Today", "by 5:00pm", "Circulate agenda", "/a/", late=True)
    drawn = draw("{{ ui.work_list(g) }}", g=[WorkGroup("Late", [item], late=True), WorkGroup("Later", [])])
    assert "Later" not in drawn
    assert "m-late" in drawn and 'href="/a/"' in drawn


def test_rail_says_its_states_in_words(draw):
    steps = [
        Step("Names", "done"),
        Step("Returns", "now", ["5 of 7"], pips=(5, 7)),
        Step("Quorum", "stuck"),
        Step("End"),
    ]
    drawn = draw("{{ ui.rail(s) }}", s=steps)
    assert [word in drawn for word in ("Done:", "Open now:", "Stuck:", "To come:")] == [True] * 4
    assert "5 of 7" in draw("{{ ui.stages(s) }}", s=steps)


def test_table_keeps_its_roles_and_labels(draw):
    columns = [Column("Agency"), Column("Sessions", number=True), Column("Change", hidden=True)]
    rows = [Row([Cell("Health", sub="Dr Example"), 0, "x"], state="now", id="r1"), ["Police", 12, ""]]
    drawn = draw('{{ ui.table("Who", c, r, foot=["All", 12, ""]) }}', c=columns, r=rows)
    assert drawn.count('role="rowheader"') == 3
    assert drawn.count('role="columnheader"') == 3
    assert 'data-l="Sessions" class="m-num">0' in drawn
    assert 'data-l="Change"' not in drawn
    assert 'class="is-now" id="r1"' in drawn and "<tfoot" in drawn
    assert '<caption class="m-cap">Who</caption>' in drawn


def test_another_cell_may_head_the_row(draw):
    drawn = draw('{{ ui.table("Agenda", ["Time", "Item"], r) }}', r=[["2:10pm", Cell("Cass", head=True)]])
    assert '<td role="cell" data-l="Time">2:10pm</td><th scope="row" role="rowheader">Cass</th>' in drawn


def test_withheld_says_why(draw):
    drawn = draw('{{ ui.withheld("not needed for your role", "/ask/", "the GP") }}')
    assert "Withheld" in drawn and "not needed for your role" in drawn and 'href="/ask/"' in drawn


def test_not_a_safeguarding_referral(draw):
    drawn = draw('{{ ui.notref("01632 960 001") }}')
    assert "NOT A SAFEGUARDING REFERRAL" in drawn and "01632 960 001" in drawn and "999" in drawn
    assert "the MASH." in draw("{{ ui.notref() }}")


def test_facts_and_pairs(draw):
    drawn = draw("{{ ui.facts(f) }}", f=[Fact("Level", "Significant", ["Agreed"])])
    assert '<dd class="m-lead">Significant</dd><dd>Agreed</dd>' in drawn
    assert 'class="is-none"' in draw("{{ ui.pairs(p) }}", p=[Pair("NRM", "Nothing held", none=True)])
    drawn = draw("{{ ui.summary(p) }}", p=[Pair("Name", "Casey", [Link("Change", "#")])])
    assert '>Change<span class="govuk-visually-hidden"> Name</span>' in drawn


def test_a_button_that_posts(draw):
    drawn = draw('{{ ui.post_button("TOKEN", "Undo", "/undo/", values={"row": 12}, small=true) }}')
    assert drawn.startswith('<form method="post" action="/undo/"')
    assert "TOKEN" in drawn and '<input type="hidden" name="row" value="12">' in drawn


def test_pagination(draw):
    drawn = draw('{{ ui.pagination(p, next="?page=3") }}', p=[Link("1", "?page=1", current=True), None])
    assert 'aria-current="page"' in drawn and "ellipsis" in drawn and 'rel="next"' in drawn
    assert 'rel="prev"' not in drawn


def test_paging(rf):
    from django.core.paginator import Paginator

    from macem.govuk.paging import Paging, paging

    def numbers(at, of):
        found = paging(Paginator(range(of * 10), 10).page(at), rf.get("/", {"agency": "police", "page": at}))
        return [link and link.label for link in found.links], found

    assert numbers(1, 1)[1] == Paging()
    assert numbers(7, 42)[0] == ["1", None, "6", "7", "8", None, "42"]
    assert numbers(1, 3)[0] == ["1", "2", "3"] or numbers(1, 3)[0] == ["1", "2", None, "3"]
    labels, found = numbers(2, 3)
    assert labels == ["1", "2", "3"]
    assert found.previous == "?agency=police&page=1" and found.next == "?agency=police&page=3"


def test_error_summary_draws_nothing_without_errors(draw):
    assert draw("{{ ui.error_summary([]) }}") == ""
