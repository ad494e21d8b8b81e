"""Tables, columns, what must hold, and which rows the web role sees."""

import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models

from generating.writing import begin, code, listed, table
from macem.confidentiality.row_security import ME, NOW, OWN_ALIASES, PRINCIPALS, not_barred, sees_subject
from macem.config.rooms import ROOMS
from macem.config.row_security import policies


def page() -> str:
    laid = {policy.table: policy for policy in policies()}
    lines = begin(
        "Schema",
        "Tables by room, lowest first. Foreign keys point downward, and nothing is deleted along with "
        "something else. `sees(x)` stands for: one of the user's principals holds a grant for the person `x` "
        "now, and the user is `not barred(x)`: neither excluded nor outside a restriction. `me` is the user "
        "for whom the connection acts.",
    )
    for room in ROOMS:
        found = sorted(apps.get_app_config(room).get_models(), key=lambda model: model._meta.db_table)
        if not found:
            continue
        lines += [f"## {room}", ""]
        for model in found:
            lines += _table(model, laid.get(model._meta.db_table))
    return "\n".join(lines)


def _table(model: type[models.Model], policy: Any) -> list[str]:
    meta = model._meta
    lines = [f"### {meta.db_table}", "", _first_sentence(model), ""]
    lines += table(("Column", "Type", "Null", "Refers to"), _columns(model))
    held = [_constraint(one) for one in meta.constraints]
    if held:
        lines += ["Must hold: " + listed(held) + ".", ""]
    if policy is None:
        lines += ["Row security: none; it leads to no person.", ""]
    else:
        lines += ["Row security:", "", "```sql", _readable(policy.using, meta.db_table), "```", ""]
    return lines


def _columns(model: type[models.Model]) -> Iterator[tuple[str, str, str, str]]:
    for field in model._meta.concrete_fields:
        target = field.related_model._meta.db_table if field.related_model else ""
        yield (
            code(field.column),
            (field.db_type(connection) or "").split(" GENERATED")[0],
            "yes" if field.null else "",
            code(target) if target else "",
        )


def _constraint(constraint: models.BaseConstraint) -> str:
    if isinstance(constraint, models.UniqueConstraint):
        where = " where a condition holds" if constraint.condition else ""
        return f"{code(constraint.name)} (unique{where}: {listed(constraint.fields, 'an expression')})"
    return code(constraint.name)


def _first_sentence(model: type[models.Model]) -> str:
    said = (model.__doc__ or "").strip()
    if not said or said.startswith(f"{model.__name__}("):
        return ""
    return re.sub(r"\s+", " ", said.split("\n\n")[0])


def _readable(sql: str, name: str) -> str:
    columns = set(re.findall(r"= ([a-z_]+\.[a-z_]+)", sql)) | {
        f"{name}.{found}" for found in re.findall(rf"{name}\.([a-z_]+)", sql)
    }
    for column in sorted(column for column in columns if column.partition(".")[0] not in OWN_ALIASES):
        sql = sql.replace(sees_subject(column), f"sees({column})")
        sql = sql.replace(not_barred(column), f"not barred({column})")
    sql = sql.replace(PRINCIPALS, "principals").replace(ME, "me").replace(NOW, "now")
    return re.sub(r"\s+", " ", sql).strip()
