"""P1: a partnership's own screening questions stand in a folder beside those that macem ships."""

from importlib.resources import files

import pytest

from macem.config import indicator_sets
from macem.protocol.indicator_file import IndicatorFileError

SHIPPED = files("macem.protocol") / "indicator_sets"
LATEST = (SHIPPED / "2026-09.toml").read_text("utf-8")


@pytest.fixture
def load(tmp_path, settings):
    """`load(text)` reads every set, with `text` as the partnership's own file."""

    def read(text: str):
        (tmp_path / "own.toml").write_text(text, encoding="utf-8")
        settings.INDICATOR_SETS_FOLDER = str(tmp_path)
        return indicator_sets.load.__wrapped__()

    return read


def test_what_is_shipped_is_at_hand_without_a_folder():
    assert [one.id for one in sorted(indicator_sets.load(), key=lambda one: one.id)] == ["2025-04", "2026-09"]


def test_a_set_of_ones_own_stands_beside_them(load):
    own = LATEST.replace('id = "2026-09"', 'id = "ours"')
    assert {one.id for one in load(own)} == {"2025-04", "2026-09", "ours"}


def test_a_faulty_set_is_named_with_its_file(load):
    with pytest.raises(IndicatorFileError, match="active_from") as refusal:
        load(LATEST.replace("active_from = 2026-09-01", 'active_from = "soon"'))
    assert refusal.value.__notes__[0].endswith("own.toml")


def test_two_sets_never_bear_one_id(load):
    with pytest.raises(ValueError, match="2026-09"):
        load(LATEST)
