"""The invented young people and adults of the demonstration, and what happened to each."""

from macem.demo.cast import adults, criminal, early_ways, few, other_harm, sexual
from macem.demo.cast.shapes import Cast

FEW = Cast(past=3, children=few.CHILDREN, adults=few.ADULTS)
"""Three months and twelve young people: enough for every role to have work."""

WHOLE = FEW.joined_later(
    14,
    Cast(
        past=14,
        children=(
            *criminal.CHILDREN,
            *sexual.CHILDREN,
            *other_harm.CHILDREN,
            *early_ways.CHILDREN,
        ),
        adults=adults.ADULTS,
    ),
)
"""Fourteen months and sixty young people."""

UNDECIDED = few.UNDECIDED
"""A referral that waits for the MASH."""
