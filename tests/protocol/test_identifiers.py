"""Check letters and digits, worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macem.protocol.identifiers import check_nhs, check_reference, check_upn, upn_check_letter


def test_the_check_letter_by_hand():
    # 8x2 + 0x3 + 1x4 + 2x5 + 1x10 + 1x13 = 53; 53 mod 23 = 7; H is letter 7, counted from A = 0.
    assert upn_check_letter("801200001001") == "H"


@pytest.mark.parametrize(
    ("written", "valid", "usable", "temporary"),
    [
        ("H801200001001", True, True, False),
        (" h8012 0000 1001 ", True, True, False),
        ("G801200001001", False, False, False),
        ("H80120000100", False, False, False),
        ("H8012000010011", False, False, False),
        ("H８０１２００００１００１", False, False, False),  # full-width digits are not digits here
        ("UN1", True, False, False),
        ("un5", True, False, False),
        ("UN6", False, False, False),
        ("", False, False, False),
        # A last letter B counts 1, as the digit did.
        ("H80120000100B", True, False, True),
        ("H80120000100O", False, False, False),  # O, I and S are no letters of a number
    ],
)
def test_pupil_numbers(written, valid, usable, temporary):
    found = check_upn(written)
    assert (found.valid, found.usable, found.temporary) == (valid, usable, temporary)
    assert found.value == written


def test_a_wrong_letter_is_named_and_never_put_right():
    found = check_upn("G801200001001")
    assert found.normalised == "G801200001001"
    assert "H" in found.message


@pytest.mark.parametrize(
    ("written", "valid", "usable"),
    [
        ("943 476 5919", True, True),
        ("943-476-5919", True, True),
        ("9434765918", False, False),
        ("9434765991", False, False),  # two digits swapped
        ("943476591", False, False),
        ("1111111111", True, False),  # the check fits, but it stands for "not known"
        ("0000000000", True, False),
        ("９434765919", False, False),
    ],
)
def test_nhs_numbers(written, valid, usable):
    found = check_nhs(written)
    assert (found.valid, found.usable) == (valid, usable)


@pytest.mark.parametrize(
    ("written", "in_order"),
    [("4010232137", True), ("9434765919", False), ("999 000 0018", False), ("4010232138", False)],
)
def test_a_number_for_tests_is_right_and_yet_to_be_looked_at(written, in_order):
    # 4x10 + 0x9 + 1x8 + 0x7 + 2x6 + 3x5 + 2x4 + 1x3 + 3x2 = 92; 92 mod 11 = 4; 11 - 4 = 7.
    found = check_nhs(written)
    assert found.in_order is in_order
    assert found.valid is (written != "4010232138")


@pytest.mark.parametrize(
    ("written", "in_order", "said"),
    [
        ("000123", True, ""),
        ("MOS/2024-17", True, ""),
        ("JO FINCH", False, "no figures"),
        ("943 476 5919", False, "NHS number"),
        ("H801200001001", False, "unique pupil number"),
        (" ", False, "no number"),
    ],
)
def test_a_reference_of_no_known_form_is_kept_and_looked_at(written, in_order, said):
    found = check_reference(written)
    assert found.in_order is in_order
    assert found.usable is bool(written.strip())
    assert said in found.message


@pytest.mark.parametrize("last", range(10))
def test_a_remainder_of_ten_means_that_no_such_number_exists(last):
    # 9x10 + 9x9 + 9x8 + 1x7 + 2x2 = 254; 254 mod 11 = 1; 11 - 1 = 10, which is no digit.
    assert not check_nhs(f"999100002{last}").valid


@given(st.text(max_size=15))
def test_any_text_is_answered(written):
    assert check_upn(written).message.endswith(".")
    assert check_nhs(written).message.endswith(".")
    assert check_reference(written).message.endswith(".")


@given(st.from_regex(r"[0-9]{9}", fullmatch=True))
def test_at_most_one_last_digit_fits(stem):
    assert sum(check_nhs(f"{stem}{last}").valid for last in range(10)) <= 1
