"""What every answer is like: it writes nothing it need not, is kept nowhere and runs nothing inline."""

import re

from tests.meta.walk import Visit

# A GET may write that somebody looked, and the session.
READING = frozenset({"audit_accessentry", "django_session"})
# And in these places that somebody has now received what was sent to them, or seen what is shown once.
RECEIPTS = {
    "meetings:agenda_version": {"meetings_agendareceipt", "audit_auditevent"},
    "meetings:minutes_version": {"meetings_minutesreceipt", "audit_auditevent"},
    "mfa_view_recovery_codes": {"mfa_authenticator"},
}

INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*[\"']", re.IGNORECASE)
ELSEWHERE = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//""", re.IGNORECASE)


def pages(visits: list[Visit]) -> list[Visit]:
    """Return the answers that a browser draws."""
    return [v for v in visits if v.headers.get("Content-Type", "").startswith("text/html") and v.body]


def test_looking_changes_nothing(visits):
    for visit in visits:
        if visit.method == "GET" and visit.status < 400:
            assert visit.wrote - READING <= RECEIPTS.get(visit.route, set()), visit


def test_every_answer_tells_browsers_and_proxies_to_keep_nothing_and_run_nothing(visits):
    for visit in visits:
        headers = visit.headers
        assert headers["Cache-Control"] == "no-store", visit
        assert headers["X-Content-Type-Options"] == "nosniff", visit
        assert headers["X-Frame-Options"] == "DENY", visit
        assert headers["Referrer-Policy"] == "same-origin", visit
        said = [rule.strip().partition(" ") for rule in headers["Content-Security-Policy"].split(";")]
        rules = {name: sources for name, _blank, sources in said}
        assert rules["default-src"] == "'none'", visit
        assert "unsafe" not in headers["Content-Security-Policy"], visit
        for kind in ("script-src", "style-src"):  # a file that is taken away may run nothing at all
            assert rules.get(kind, "'none'") in ("'self'", "'none'"), visit


def test_no_page_runs_or_fetches_anything_that_is_not_ours(visits):
    for visit in pages(visits):
        assert not INLINE.search(visit.body), visit
        assert not ELSEWHERE.search(visit.body), visit


def test_every_page_has_one_heading_a_language_and_a_title_of_its_own(visits):
    for visit in pages(visits):
        assert len(re.findall(r"<h1[ >]", visit.body)) == 1, visit
        assert '<html lang="en' in visit.body, visit
        title = re.search(r"<title>(.*?)</title>", visit.body, re.DOTALL)[1]
        assert len(title.split("–")[0].strip()) > 3, visit


def test_every_field_has_a_label(visits):
    for visit in pages(visits):
        labelled = set(re.findall(r'<label[^>]*\sfor="([^"]+)"', visit.body))
        for field in re.findall(r"<(?:input|select|textarea)\b[^>]*>", visit.body):
            if 'type="hidden"' in field:
                continue
            named = re.search(r'\sid="([^"]+)"', field)
            assert (named and named[1] in labelled) or "aria-label" in field, f"{visit}\n{field}"


def test_an_address_holds_a_reference_and_nothing_personal(visits, secrets):
    for visit in visits:
        addresses = [visit.path, visit.location, *re.findall(r'(?:href|action)="([^"]*)"', visit.body)]
        assert secrets.names_in("\n".join(addresses)) == [], visit


def test_no_title_names_a_person(visits, secrets):
    for visit in pages(visits):
        title = re.search(r"<title>(.*?)</title>", visit.body, re.DOTALL)[1]
        assert not secrets.names_in(title), f"{visit}\n{title}"


def test_the_patterns_find_what_they_look_for():
    for bad in ('<p style="x">', "<style>", "<script>x</script>", '<a onclick="x">'):
        assert INLINE.search(bad)
    assert not INLINE.search('<script src="/static/a.js"></script><p class="on">')
    assert ELSEWHERE.search('<img src="https://example.com/a.png">')
