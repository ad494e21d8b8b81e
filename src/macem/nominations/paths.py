"""The addresses of this room that its services and duties name."""

from django.urls import reverse

from macem.protocol.vocabulary import Body

LISTS = {Body.RAMM: "nominations:ramm", Body.INTELLIGENCE_DS: "nominations:part_two"}


def list_path(body: Body) -> str:
    """Return the address of the list on which ``body`` decides."""
    return reverse(LISTS[body])


def answer_path(question_id: int) -> str:
    """Return the address at which the asked agency answers."""
    return reverse("nominations:answer", kwargs={"number": question_id})
