"""Signing in by choosing a name, in the demonstration and nowhere else."""

from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from macem.accounts.models import User
from macem.demo.partnership import AGENCIES, PROFESSIONALS, Professional
from macem.demo.sign_in import CHOSEN
from macem.gate.refusal import Refused
from macem.gate.routes import policy, without_sign_in


@dataclass(frozen=True)
class Choice:
    """One professional on the list."""

    key: str
    name: str
    title: str
    roles: str


@without_sign_in
def in_the_demonstration(request: HttpRequest) -> None:
    """A route policy: everybody, but in the demonstration only."""
    if not settings.DEMONSTRATION:
        raise Refused("There is no demonstration here.", action="sign in by choosing a name")


@policy(in_the_demonstration)
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """List the invented professionals; sign the chosen one in."""
    if request.method == "POST":
        chosen = next((p for p in PROFESSIONALS if p.key == request.POST.get("who")), None)
        if chosen is None:
            return redirect("demo:choose")
        user = User.objects.get(email=chosen.email)
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        request.session[CHOSEN] = True
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "demo/choose.jinja", {"agencies": by_agency()})


def by_agency() -> list[tuple[str, list[Choice]]]:
    """Return the name of each agency with its professionals, in the order of the partnership."""
    names = {code: name for code, name, _kind in AGENCIES}
    order = list(names)
    ranked = sorted(PROFESSIONALS, key=lambda p: order.index(p.agency))
    return [
        (names[code], [_choice(p) for p in people]) for code, people in groupby(ranked, lambda p: p.agency)
    ]


def _choice(professional: Professional) -> Choice:
    return Choice(
        key=professional.key,
        name=professional.name,
        title=professional.title,
        roles=", ".join(role.label for role in professional.roles)
        + (", sees Part 2" if professional.part_two else ""),
    )
