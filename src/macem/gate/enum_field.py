"""A column that holds a value of one of the protocol's enumerations."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

if TYPE_CHECKING:
    # Which enumeration a column holds is said when it is made; the type checker takes its values as Any.
    Text = models.CharField[Any, Any]
else:
    Text = models.CharField


class EnumField(Text):
    """Stores a ``StrEnum`` member's value and gives the member back; anything else is refused on the way in.

    The words stay in the protocol's vocabulary: migrations hold the column's width only, so that a new
    word needs no migration.
    """

    def __init__(self, enum: type[StrEnum] | None = None, **kwargs: Any) -> None:
        self.enum = enum
        kwargs.setdefault("max_length", 40)
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> StrEnum | str | None:
        return self.to_python(value)

    def to_python(self, value: Any) -> StrEnum | str | None:
        if value in (None, "") or self.enum is None:
            return value
        try:
            return self.enum(value)
        except ValueError as error:
            raise ValidationError(f"{value!r} is not one of {[m.value for m in self.enum]}.") from error

    def get_prep_value(self, value: Any) -> str | None:
        member = self.to_python(value)
        return member.value if isinstance(member, StrEnum) else member
