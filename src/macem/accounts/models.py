from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A professional who signs in. What they may do comes from memberships (agencies), never from here.

    A user is never deleted: old minutes keep the name. Leaving sets ``disabled_at``.
    """

    email = models.EmailField(_("work email address"), unique=True)
    full_name = models.CharField(_("full name"), max_length=120)
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    telephone = models.CharField(_("work telephone"), max_length=40, blank=True)
    disabled_at = models.DateTimeField(null=True, blank=True)
    is_active = models.GeneratedField(
        expression=models.Q(disabled_at__isnull=True),  # type: ignore[arg-type]  # the stubs know no Q here
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        ordering = ["full_name", "id"]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name
