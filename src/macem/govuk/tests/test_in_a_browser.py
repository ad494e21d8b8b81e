"""The gallery in real Chromium under the strict policy: axe, no sideways scroll, and no need of script."""

import mimetypes
import threading
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'"


class Quiet(WSGIRequestHandler):
    def log_message(self, *_words):
        pass


@pytest.fixture
def address(gallery):
    """One page and its files, without the rest of macem."""

    def app(environ, start_response):
        path = environ["PATH_INFO"]
        if path == "/":
            headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Security-Policy", POLICY)]
            start_response("200 OK", headers)
            return [gallery.encode()]
        found = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
        if not found:
            start_response("404 Not Found", [("Content-Type", "text/plain")])
            return [b""]
        start_response("200 OK", [("Content-Type", mimetypes.guess_type(path)[0] or "text/plain")])
        return [Path(found).read_bytes()]

    server = make_server("127.0.0.1", 0, app, handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def sideways(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(browser, address, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    page.wait_for_function("document.body.classList.contains('govuk-frontend-supported')")
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    assert sideways(page) == 0
    violations = Axe().run(page).response["violations"]
    assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in violations] == []
    assert said == []


def test_script_hides_what_no_choice_reveals_and_leaves_no_odd_aria(browser, address):
    page = browser.new_page()
    page.goto(address)
    what, no = page.locator("#id_plain-what"), page.locator("#id_plain-out-2")
    assert what.is_visible()
    no.check()
    assert not what.is_visible()
    assert page.locator("input[type=radio][aria-expanded]").count() == 0


def test_without_script(browser, address):
    page = browser.new_page(viewport={"width": 320, "height": 900}, java_script_enabled=False)
    page.goto(address)
    assert page.locator("#id_what").is_visible()
    menu = page.get_by_role("navigation", name="Main")
    assert not menu.is_visible()
    page.get_by_role("button", name="Menu", exact=True).click()
    assert menu.get_by_role("link", name="Meetings").is_visible()
    assert menu.get_by_role("button", name="Sign out").is_visible()
    page.get_by_role("button", name="Close menu").click()
    assert not menu.is_visible()


def test_an_error_in_the_summary_leads_to_its_box(browser, address):
    page = browser.new_page()
    page.goto(address)
    page.get_by_role("link", name="Date of birth must include a month").click()
    assert page.evaluate("document.activeElement.id") == "id_born_month"


def test_arial_and_nothing_from_elsewhere(browser, address):
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    fonts = page.evaluate("[...document.querySelectorAll('*')].map(e => getComputedStyle(e).fontFamily)")
    assert not any("Transport" in font for font in fonts)
    assert all(url.startswith(address) for url in asked)
