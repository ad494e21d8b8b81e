"""`macem deadlines`, `explain` and `quorum`: one JSON document, or one plain sentence and exit 2."""

import io
import json
import shlex
import subprocess
import sys

import pytest

from macem.cli.main import COMMANDS, main
from tests.protocol.making import YORK_TEXT


@pytest.fixture
def run(monkeypatch, capsys):
    def run(*argv, stdin=None):
        data = stdin if isinstance(stdin, bytes) else json.dumps(stdin).encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="ascii"))
        code = main([str(one) for one in argv])
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def answer(run):
    def answer(*argv, stdin=None):
        code, out, err = run(*argv, stdin=stdin)
        assert (code, err) == (0, "")
        return json.loads(out)

    return answer


@pytest.fixture
def refusal(run):
    def refusal(*argv, stdin=None):
        code, out, err = run(*argv, stdin=stdin)
        assert (code, out) == (2, "")
        sentence = err.removesuffix("\n")
        assert sentence.endswith(".")
        assert "\n" not in sentence
        assert "Traceback" not in sentence
        return sentence

    return refusal


EPISODE = {"start": "2027-03-01T20:00", "end": "2027-03-01T22:00"}


def explained(**document):
    return {"as_of": "2027-03-31", **document}


# deadlines


def test_deadlines(answer):
    assert answer("deadlines", "--meeting", "2026-12-30") == {
        "meeting": "2026-12-30",
        "names_due": "2026-12-16",
        "agenda_due": "2026-12-21",
        "perpetrators_due": "2026-12-21",
        "returns_due": "2026-12-24",
        "risk_assessments_due": "2026-12-25",
        "actions_due": "2027-01-06",
        "actions_last_working_day": "2027-01-06",
        "warnings": [],
    }


def test_deadlines_with_one_off_days(answer):
    found = answer(
        "deadlines", "--meeting", "2027-06-18", "--holiday", "2027-06-14", "--holiday", "2027-06-15",
        "--not-holiday", "2027-05-31",
    )  # fmt: skip
    assert found["agenda_due"] == "2027-06-09"
    assert answer("deadlines", "--meeting", "2027-06-14", "--holiday", "2027-06-14")["warnings"] == [
        "meeting_on_bank_holiday"
    ]


def test_deadlines_by_another_panel_s_file(answer, tmp_path):
    file = tmp_path / "panel.toml"
    text = YORK_TEXT.replace("distributed_within_days = 7", "distributed_within_days = 3")
    file.write_text("\ufeff" + text.replace("extra_holidays = []", "extra_holidays = [2026-12-29]"), "utf-8")
    found = answer("deadlines", "--meeting", "2026-12-30", "--protocol", file)
    assert (found["actions_due"], found["agenda_due"]) == ("2027-01-02", "2026-12-18")
    back = answer("deadlines", "--meeting", "2026-12-30", "--protocol", file, "--not-holiday", "2026-12-29")
    assert back["agenda_due"] == "2026-12-21"


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["--meeting"],
        ["--meeting", "30/12/2026"],
        ["--meeting", "2026-02-30"],
        ["--meeting", "2026-2-3"],
        ["--meeting", "20261230"],
        ["--meeting", "2026-W53-3"],
        ["--meeting", "９999-01-01"],
        ["--meeting", "9999-12-31"],
        ["--meeting", "2100-01-04"],
        ["--meeting", "1950-01-03"],
        ["--meeting", "2026-12-30T10:00"],
        ["--meet", "2026-12-30"],
        ["--meeting", "2026-12-30", "--holiday", "Christmas\nDay"],
        ["--meeting", "2026-12-30", "--holiday", "2026-12-29", "--not-holiday", "2026-12-29"],
        ["--meeting", "2026-12-30", "extra"],
        ["--meeting", "2026-12-30", "--protocol", "/no/such/file"],
        ["--meeting", "2026-12-30", "--protocol", "/"],
        ["--meeting", "2026-12-30", "--protocol", "a\0b"],
    ],
)
def test_deadlines_refuses_in_one_sentence(refusal, argv):
    refusal("deadlines", *argv)


def test_a_protocol_file_is_refused_with_all_its_faults_in_one_sentence(refusal, tmp_path):
    file = tmp_path / "panel.toml"
    file.write_text(
        YORK_TEXT.replace("episodes = 5 ", "episodes = 0 ").replace("years = 25", "years = 0"), "utf-8"
    )
    sentence = refusal("deadlines", "--meeting", "2026-12-30", "--protocol", file)
    assert "2 faults" in sentence
    assert "missing.episodes" in sentence
    assert "retention[1].years" in sentence


def test_a_protocol_file_that_is_not_utf_8_is_refused(refusal, tmp_path):
    file = tmp_path / "panel.toml"
    file.write_bytes(YORK_TEXT.encode().replace(b"City", b"Cit\xe9"))
    assert "UTF-8" in refusal("deadlines", "--meeting", "2026-12-30", "--protocol", file)


# explain


def criteria(found):
    return {one["clause"]: one for one in found["criteria"]}


def test_explain_says_every_criterion_with_reason_and_figures(answer, tmp_path):
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(explained(episodes=[EPISODE], subject={"nrm_referral": None})), "utf-8")
    found = answer("explain", file)
    assert [one["clause"] for one in found["criteria"]] == ["C1", "C2", "C3", "C4", "C5", "C6", "C7"]
    assert all(one["reason"].endswith(".") for one in found["criteria"])
    assert {clause: one["answer"] for clause, one in criteria(found).items()} == {
        **dict.fromkeys(["C1", "C2", "C3"], "not_met"),
        **dict.fromkeys(["C4", "C5", "C6", "C7"], "may_be_met"),
    }
    assert criteria(found)["C2"]["figures"] == {
        "count": 1,
        "rows": 1,
        "away": 0,
        "window_start": "2026-12-02",
        "window_end": "2027-03-01",
        "starts": ["2027-03-01"],
    }
    assert criteria(found)["C3"]["figures"] == {
        "episode": 0,
        "ongoing": False,
        "elapsed_hours_min": 2.0,
        "elapsed_hours_max": 2.0,
    }
    assert found["review"] == []


def test_explain_with_a_bare_as_at_date_knows_nothing_else(answer):
    found = answer("explain", "-", stdin={"as_of": "2027-03-31"})
    assert {one["answer"] for one in found["criteria"]} == {"may_be_met"}


@pytest.mark.parametrize("nothing", [None, []])
def test_explain_takes_no_episodes_for_none(answer, nothing):
    found = criteria(answer("explain", "-", stdin=explained(episodes=nothing)))
    assert (found["C2"]["answer"], found["C3"]["answer"]) == ("not_met", "not_met")


def test_explain_notes_what_to_review(answer):
    rows = [{"start": "2027-03-01", "end": "2027-03-02", "date_only": True}, EPISODE]
    (note,) = answer("explain", "-", stdin=explained(episodes=rows))["review"]
    assert (note["code"], note["episodes"]) == ("possible_duplicate", [0, 1])
    assert note["message"].endswith(".")


def test_explain_takes_an_unsigned_assessment_for_one_that_may_meet(answer):
    assessment = {"level": "escalating", "completed": "2027-03-01", "signed_off": None}
    found = criteria(answer("explain", "-", stdin=explained(subject={"risk_assessment": assessment})))
    assert found["C4"]["answer"] == "may_be_met"


def test_explain_takes_a_screening_with_words_or_yes_for_a_concern(answer):
    none = {"nrm_referral": None, "risk_assessment": None, "harmful_sexual_behaviour": False}
    for concern, expected in (("older peers", "met"), (True, "met"), (False, "not_met"), ("", "may_be_met")):
        screening = {"by": "police", "concern": concern, "reason": "To join up what is known."}
        subject = {**none, "screening": screening}
        found = criteria(answer("explain", "-", stdin=explained(subject=subject, episodes=[])))
        assert found["C6"]["answer"] == expected


def test_explain_takes_one_child_or_several_at_risk(answer):
    assessment = {"date": "2027-03-01", "assessor": "DC Example", "connection": "works here"}
    for child in ("unidentified", ["R1", "R2"]):
        subject = {"police_assessment": {**assessment, "child_at_risk": child}}
        assert criteria(answer("explain", "-", stdin=explained(subject=subject)))["C7"]["answer"] == "met"


@pytest.mark.parametrize(
    "document",
    [
        {},
        [],
        "text",
        None,
        {"as_of": None},
        {"as_of": 20270331},
        {"as_of": "31/03/2027"},
        {"as_of": "2027-03-31T25:00"},
        {"as_of": "0001-01-01T00:00+14:00"},
        {"as_of": "9999-12-31T23:59-14:00"},
        explained(as_off="2027-03-31"),
        explained(previous_agenda=5),
        explained(subject=[]),
        explained(subject="none"),
        explained(subject={"harmful_sexual_behaviour": "yes"}),
        explained(subject={"date_of_birth": "2010-13-01"}),
        explained(subject={"nrm_referral": True}),
        explained(subject={"nrm_referral": {"sumbitted": "2027-01-01"}}),
        explained(subject={"risk_assessment": {"level": "severe"}}),
        explained(subject={"risk_assessment": {"level": 3}}),
        explained(subject={"screening": {"by": "school"}}),
        explained(subject={"police_assessment": {"child_at_risk": [1]}}),
        explained(episodes={}),
        explained(episodes=[5]),
        explained(episodes=[{}]),
        explained(episodes=[{"start": None}]),
        explained(episodes=[{"start": "yesterday"}]),
        explained(episodes=[{**EPISODE, "type": "truant"}]),
        explained(episodes=[{**EPISODE, "date_only": 1}]),
        explained(episodes=[{**EPISODE, "received": False}]),
        explained(episodes=[{**EPISODE, "colour": "red"}]),
        explained(midnight_is_unknown="no"),
    ],
)
def test_explain_refuses_in_one_sentence(refusal, document):
    refusal("explain", "-", stdin=document)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff\xfe{}",
        b'{"as_of": "2027-03-31", "as_of": "2027-03-31"}',
        b'{"as_of": NaN}',
        b"[" * 100_000,
        b'{"as_of": 1' + b"0" * 5000 + b"}",
    ],
)
def test_what_is_not_json_is_refused_in_one_sentence(refusal, data):
    refusal("explain", "-", stdin=data)


def test_a_byte_order_mark_is_no_fault(answer):
    answer("explain", "-", stdin=b'\xef\xbb\xbf{"as_of": "2027-03-31"}')


# quorum

MEETING = {
    "required": ["CSC", "Probation/CRC"],
    "attendance": [
        {"name": "S. Example", "agency": "Children's Social Care", "status": "present"},
        {"name": "R. Example", "agency": "probation", "status": "deputy", "from": "10:00", "to": "10:30"},
    ],
    "items": [
        {"id": "K1", "at": "10:15"},
        {"id": "K2", "at": "10:30"},
        {"id": "K3", "recused": ["S. Example"]},
    ],
}


def test_quorum_of_the_meeting_and_of_each_item(answer):
    assert answer("quorum", "-", stdin=MEETING) == {
        "quorate": True,
        "missing": [],
        "items": {
            "K1": {"quorate": True, "missing": []},
            "K2": {"quorate": False, "missing": ["Probation/CRC"]},
            "K3": {"quorate": False, "missing": ["CSC"]},
        },
    }


def test_quorum_takes_dates_with_times(answer):
    present = {"name": "S", "agency": "CSC", "status": "present", "from": "2027-07-01T10:00", "to": None}
    items = [{"id": "K1", "at": "2027-07-01T09:30Z"}, {"id": "K2", "at": "2027-07-01T08:30Z"}]
    found = answer("quorum", "-", stdin={"required": ["CSC"], "attendance": [present], "items": items})
    assert [found["items"][item]["quorate"] for item in ("K1", "K2")] == [True, False]


def test_quorum_takes_hours_of_one_digit(answer):
    present = {"name": "S", "agency": "CSC", "status": "present", "from": "9:30", "to": "10:15"}
    items = [{"id": "K1", "at": "9:30"}, {"id": "K2", "at": "10:00"}, {"id": "K3", "at": "9:29"}]
    found = answer("quorum", "-", stdin={"required": ["CSC"], "attendance": [present], "items": items})
    assert [found["items"][item]["quorate"] for item in ("K1", "K2", "K3")] == [True, True, False]


def test_quorum_prints_names_in_any_letters(answer):
    assert answer("quorum", "-", stdin={"required": ["Zdrówko"]})["missing"] == ["Zdrówko"]


@pytest.mark.parametrize(
    "change",
    [
        {"required": None},
        {"required": []},
        {"required": "CSC"},
        {"required": [" "]},
        {"attendance": {}},
        {"attendance": [{"agency": "CSC"}]},
        {"attendance": [{"status": "present"}]},
        {"attendance": [{"agency": "CSC", "status": "maybe"}]},
        {"attendance": [{"agency": "CSC", "status": "present", "from": "ten"}]},
        {"attendance": [{"agency": "CSC", "status": "present", "from": "25:00"}]},
        {"attendance": [{"agency": "CSC", "status": "present", "from": "10:40+01"}]},
        {"attendance": [{"agency": "CSC", "status": "present", "from": "2027-07-01"}]},
        {"attendance": [{"agency": "CSC", "status": "present", "from": "11:00", "to": "10:00"}]},
        {"items": [{"at": "10:00"}]},
        {"items": [{"id": "K1"}, {"id": "K1"}]},
        {"items": [{"id": "K1", "recused": "S. Example"}]},
        {"items": [{"id": "K1", "at": "2027-07-01T10:00"}]},
        {"chair": "P. Example"},
    ],
)
def test_quorum_refuses_in_one_sentence(refusal, change):
    refusal("quorum", "-", stdin={**MEETING, **change})


# the command itself


def shell(line):
    """The command as a shell starts it, with its three streams as a terminal would give them."""
    script = line.replace("macem", f"{shlex.quote(sys.executable)} -m macem.cli.main")
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def test_closed_standard_input_is_refused_in_one_sentence():
    for line in ("macem explain - <&-", "macem quorum - <&-", "macem read ssda903-missing - <&-"):
        assert shell(line) == (2, "", "Standard input is closed.\n")


def test_an_answer_that_cannot_be_printed_is_said_in_one_sentence():
    for stream in ("&-", "/dev/full"):
        code, _, err = shell(f"macem deadlines --meeting 2026-12-30 >{stream}")
        assert (code, err.count("\n")) == (2, 1)
        assert err.startswith("The answer cannot be printed: ")


def test_a_refusal_never_goes_to_standard_output():
    assert shell("macem explain /no/such/file 2>&-") == (2, "", "")


def test_an_unknown_command_is_refused(refusal):
    assert "'agenda'" in refusal("agenda")


@pytest.mark.parametrize("argv", [[], ["--help"], ["deadlines", "--help"]])
def test_help(run, argv):
    code, out, err = run(*argv)
    assert (code, err) == (0, "")
    assert out


def test_every_command_is_listed_once():
    names = [command.name for command in COMMANDS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", ["deadlines", "explain", "quorum"])
def test_these_commands_import_no_framework(name):
    script = (
        "import sys; from macem.cli.main import main;"
        f"code = main([{name!r}, '--help']);"
        "sys.exit(code or any(one.split('.')[0] in {'django', 'psycopg'} for one in sys.modules))"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)
