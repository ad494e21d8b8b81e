"""Links lead from the start page to every page that somebody may open, and to none that refuses them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from macem.demo.partnership import PROFESSIONALS
from macem.protocol.vocabulary import Role
from tests.journeys.person import Person
from tests.meta.route_matrix import MATRIX

AT_ONCE = 4
MOST = 60
MOST_AGAIN = 4
"""How many pages somebody is shown whose roles somebody else before them holds as well."""

HUBS = {"meetings:meeting": 3, "casefile:person": 2, "meetings:item": 2, "actions:action": 6}
"""Pages whose links differ from one record to the next; of every other page one is enough."""

FETCH = """
urls => Promise.all(urls.map(async url => {
    const answer = await fetch(url, {credentials: "same-origin"});
    const type = answer.headers.get("content-type") || "";
    const text = type.includes("html") ? await answer.text() : "";
    const page = new DOMParser().parseFromString(text, "text/html");
    const links = [...page.querySelectorAll("a[href]")];
    return {
        url, status: answer.status, at: answer.url, html: type.includes("html"),
        headings: page.querySelectorAll("h1").length,
        links: links.map(link => new URL(link.getAttribute("href"), answer.url).href),
    };
}))
"""


@dataclass
class Walk:
    """Breadth first through the links of one person's pages."""

    person: Person
    most: int
    reached: dict[str, str] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=lambda: ["/"])
    known: set[str] = field(default_factory=lambda: {"/"})
    shown: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    wrong: list[str] = field(default_factory=list)

    def go(self) -> None:
        self.person.your_work()
        seen = 0
        while self.waiting and seen < self.most:
            batch, self.waiting = self.waiting[:AT_ONCE], self.waiting[AT_ONCE:]
            seen += len(batch)
            for answer in self.person.page.evaluate(FETCH, batch):
                self._look_at(answer)

    def _look_at(self, answer: dict[str, Any]) -> None:
        for address in (answer["url"], answer["at"]):
            self.reached.setdefault(_route(address), urlsplit(address).path)
        if answer["status"] != 200:
            self.wrong.append(f"{self.person.name}: {answer['status']} at {answer['url']}")
        elif answer["html"] and answer["headings"] != 1:
            self.wrong.append(f"{self.person.name}: {answer['headings']} headings at {answer['url']}")
        by_route: dict[str, list[str]] = defaultdict(list)
        for link in answer["links"]:
            parts = urlsplit(link)
            if self.person.site.endswith(parts.netloc) and not parts.path.startswith("/static/"):
                by_route[_route(link)].append(parts.path + (f"?{parts.query}" if parts.query else ""))
        for route, links in by_route.items():
            for link in dict.fromkeys([links[0], links[-1], *links[1:3]]):
                if link not in self.known and self.shown[route] < HUBS.get(route, 1):
                    self.known.add(link)
                    self.shown[route] += 1
                    self.waiting.append(link)


def _route(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return f"nothing at {address}"


NOT_BY_A_LINK = {
    "account_login": "signed out",
    "account_logout": "the button “Sign out” asks nothing",
    "account_inactive": "an account that is shut",
    "account_reauthenticate": "asked by the pages of signing in, of whoever has a password",
    "account_change_password": "on “Signing in”, for whoever has a password; nobody of the demonstration has",
    "account_reset_password": "signed out",
    "account_reset_password_done": "signed out",
    "account_reset_password_from_key": "from a mail",
    "account_reset_password_from_key_done": "from a mail",
    "mfa_authenticate": "while signing in",
    "mfa_reauthenticate": "asked by the pages of signing in",
    "mfa_activate_totp": "on “Signing in”, for whoever has a password",
    "mfa_deactivate_totp": "on “Signing in”, for whoever has set one up",
    "mfa_view_recovery_codes": "on “Signing in”, for whoever has a second factor",
    "mfa_generate_recovery_codes": "on “Signing in”, for whoever has a second factor",
    "demo:choose": "signed out",
    "govuk:gallery": "for those who build pages",
    "casefile:search": "the search at the top of every page",
    "agencies:user_open": "of an account that is shut",
    "sharing:decide": "when agreement was withdrawn",
    "referrals:emergency": "after “yes” to the first question",
    "referrals:refer": "after “no” to the first question",
    "meetings:add_item": "when somebody with an open case is not on the list",
    "meetings:decide_agenda": "while an agenda waits for the chair",
    "meetings:circulate": "while an agenda is approved and not circulated",
    "meetings:safety_list": "of a meeting that was moved",
    "meetings:safety": "of a meeting that was moved",
    "meetings:finish": "of a meeting in session",
    "meetings:review_minutes": "while minutes wait for the chair",
    "nominations:change": "once something was decided that no meeting has made use of",
    "nominations:answer": "once an agency was asked",
    "imports:file": "once a file was sent",
    "imports:report": "once a file was applied",
}
"""Pages that lead from a state which the demonstration is not in, or that no link leads to, and why not."""

LOOKED_AT = {
    "desk:work",
    "casefile:adults",
    "casefile:seen_by",
    "people:birth",
    "people:add_identifier",
    "people:case_holder",
    "referrals:child",
    "referrals:nrm",
    "referrals:strategy_meeting",
    "actions:all",
    "actions:owner",
    "intelligence:assess",
    "nominations:part_two",
    "agencies:users",
    "agencies:user",
    "agencies:role_new",
    "agencies:panel",
    "audit:log",
    "audit:openings",
    "notices:failures",
    "meetings:let_read_minutes",
    "missing:correct",
    "sharing:told",
    "mfa_index",
}
"""Pages that no other journey looks at, each looked at as whoever comes to it first."""


def test_links_lead_everywhere(somebody: Callable[[str], Person]) -> None:
    reached: dict[Role, set[str]] = defaultdict(set)
    wrong: list[str] = []
    before: set[tuple[object, ...]] = set()
    looked_at: set[str] = set()
    for professional in PROFESSIONALS:
        same = (professional.roles, professional.part_two)
        walk = Walk(somebody(professional.name), MOST_AGAIN if same in before else MOST)
        walk.go()
        before.add(same)
        wrong += walk.wrong
        for role in professional.roles:
            reached[role] |= set(walk.reached)
        for route in sorted(LOOKED_AT & set(walk.reached) - looked_at):
            looked_at.add(route)
            walk.person.go(walk.reached[route])
            walk.person.looks(f"links-{route.replace(':', '-')}")
        walk.person.leave()
    assert wrong == []
    assert looked_at == LOOKED_AT
    missing = unreached(reached)
    assert {route: who for route, who in missing.items() if route not in NOT_BY_A_LINK} == {}
    assert set(NOT_BY_A_LINK) <= set(missing), "a link leads there now: take it off the list"


def unreached(reached: dict[Role, set[str]]) -> dict[str, list[str]]:
    """Return each page to look at with those roles that may open it and whom no link led to it."""
    return {
        route: without
        for route, row in MATRIX.items()
        if "GET" in row.methods
        and (without := [role.value for role in reached if role in row.opens and route not in reached[role]])
    }
