"""What may follow what: the protocol's tables of states, drawn."""

from generating.writing import begin, table
from macem.protocol.transitions import REQUIRED_FROM, TABLES, StateTable


def page() -> str:
    lines = begin(
        "States",
        "A meeting, its minutes, a risk assessment and a nomination move only as these tables allow "
        "(`macem.protocol.transitions`). Who may make a move is asked of the policies as well.",
    )
    for states in TABLES:
        lines += _drawn(states)
    lines += [
        "## What a meeting needs",
        "",
        "A stage cannot be reached without what stands beside it or beside an earlier stage.",
        "",
        *table(
            ("From", "Needs", "Clause"),
            ((stage.label, need.label, clause.value) for need, (stage, clause) in REQUIRED_FROM.items()),
        ),
    ]
    return "\n".join(lines)


def _drawn(states: StateTable) -> list[str]:
    used = dict.fromkeys(state for move in states.transitions for state in (move.origin, move.to))
    return [
        f"## {states.name}",
        "",
        "```mermaid",
        "stateDiagram-v2",
        *(f'    state "{state.label}" as {state.value}' for state in used),
        f"    [*] --> {states.initial.value}",
        *(f"    {move.origin.value} --> {move.to.value}: {move.verb}" for move in states.transitions),
        *(f"    {state.value} --> [*]" for state in used if not states.following(state)),
        "```",
        "",
        *table(
            ("From", "To", "What is done", "By", "Reason needed", "Clause"),
            (
                (
                    move.origin.label,
                    move.to.label,
                    move.verb,
                    move.role.label,
                    "yes" if move.needs_reason else "",
                    move.clause.value,
                )
                for move in states.transitions
            ),
        ),
    ]
