"""Links from page to page of a long list."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page
from django.http import HttpRequest

from .parts import Link


@dataclass(frozen=True)
class Paging:
    """`{{ ui.pagination(paging.links, paging.previous, paging.next) }}`; one page has no links at all."""

    links: tuple[Link | None, ...] = ()
    previous: str = ""
    next: str = ""


def paging(page: Page, request: HttpRequest, name: str = "page") -> Paging:
    """The first and last page, this one and its neighbours; None marks a gap. Keeps the other parameters."""
    last = page.paginator.num_pages
    if last < 2:
        return Paging()

    def address(number: int) -> str:
        query = request.GET.copy()
        query[name] = str(number)
        return f"?{query.urlencode()}"

    shown = sorted({1, last, *range(max(1, page.number - 1), min(last, page.number + 1) + 1)})
    links: list[Link | None] = []
    before = 0
    for number in shown:
        if number > before + 1:
            links.append(None)
        links.append(Link(str(number), address(number), current=number == page.number))
        before = number
    return Paging(
        tuple(links),
        address(page.number - 1) if page.number > 1 else "",
        address(page.number + 1) if page.number < last else "",
    )
