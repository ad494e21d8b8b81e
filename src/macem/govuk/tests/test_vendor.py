import importlib.util
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.storage import storages
from django.core.management import call_command
from django.test import override_settings

import macem.govuk

STATIC = Path(macem.govuk.__file__).parent / "static"
SHEETS = sorted(STATIC.rglob("*.css"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_nothing_we_may_not_serve_is_left(sheet):
    css = sheet.read_text("utf-8")
    for word in ("Transport", "/assets/", "@font-face", "sourceMappingURL"):
        assert word not in css
    assert not re.search("crown|crest|logo", css, re.IGNORECASE)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_every_picture_is_there_and_comes_from_here(sheet):
    for address in re.findall(r"url\(([^)]+)\)", sheet.read_text("utf-8")):
        address = address.strip("\"'")
        assert not re.match("(?:https?:)?//", address)
        assert address.startswith("data:") or (sheet.parent / address).is_file()


@pytest.mark.parametrize("script", sorted(STATIC.rglob("*.js")), ids=lambda path: path.name)
def test_scripts_name_no_map_and_no_outside_address(script):
    text = script.read_text("utf-8")
    assert "sourceMappingURL" not in text
    assert "import(" not in text and not re.search(r"from\s*[\"']https?:", text)


def test_the_manifest_storage_accepts_them(tmp_path):
    stores = {"staticfiles": {"BACKEND": "macem.govuk.storage.HashedStaticFiles"}}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=stores):
        call_command("collectstatic", interactive=False, verbosity=0)
        module = storages["staticfiles"].stored_name("macem/macem.js")
    text = (tmp_path / module).read_text("utf-8")
    assert re.search(r'from "\.\./govuk/govuk-frontend\.min\.[0-9a-f]{12}\.js"', text)


def test_the_finders_see_them():
    for name in (
        "govuk/govuk-frontend.min.css",
        "govuk/moj-frontend.min.css",
        "macem/macem.css",
        "macem/macem.js",
    ):
        assert finders.find(name)


@pytest.fixture(scope="module")
def script():
    path = Path(__file__).resolve().parents[4] / "scripts" / "vendor_assets.py"
    if not path.is_file():
        pytest.skip("installed without the scripts folder")
    spec = importlib.util.spec_from_file_location("vendor_assets", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('@charset "utf-8";a{b:c}', '@charset "utf-8";a{b:c}'),
        ("@font-face{font-family:x;src:url(/assets/fonts/x.woff2)}a{b:c}", "a{b:c}"),
        ("a{font-family:GDS Transport,arial,sans-serif}", "a{font-family:arial,sans-serif}"),
        ('a{font-family:"GDS Transport", arial}', "a{font-family:arial}"),
        (".x__crown,.y{b:c}", ".y{b:c}"),
        (".x__logo{b:c}", ""),
        ("@media print{.x__logo{b:c}}", ""),
        ("@media print{.x__logo{b:c}.z{d:e}}", "@media print{.z{d:e}}"),
        (".z{background:url(/assets/images/govuk-crest.svg)}", ""),
        ("@keyframes k{from{b:c}to{d:e}}", "@keyframes k{from{b:c}to{d:e}}"),
        ('a::before{content:"}{"}', 'a::before{content:"}{"}'),
        ("a{b:c}/*# sourceMappingURL=x */", "a{b:c}"),
    ],
)
def test_cutting(script, before, after):
    assert script.cut(before) == after


def test_pictures_are_asked_for_beside_the_sheet(script):
    css = script.rewrite("a{b:url(/assets/images/i.svg)}")
    assert css == "a{b:url(images/i.svg)}"
    assert script.wanted_images(css) == {"i.svg"}
