from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username, is_invited=False)

    def professionals(self) -> "models.QuerySet[User]":
        """Return those with an account, and nobody who was only invited."""
        return self.filter(is_invited=False)


class User(AbstractBaseUser):
    """A professional who signs in. What they may do comes from memberships (agencies), never from here.

    A user is never deleted: old minutes keep the name. Leaving sets ``disabled_at``. Behind an invitation
    stands a user who ``is_invited``: they hold no role, have no password, and ``email`` is no address of
    theirs but a name that nobody else bears (see :class:`Invitation`).
    """

    email = models.EmailField(_("work email address"), unique=True)
    full_name = models.CharField(_("full name"), max_length=120)
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    telephone = models.CharField(_("work telephone"), max_length=40, blank=True)
    is_invited = models.BooleanField(default=False)
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
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_invited=False)
                | models.Q(password__startswith=UNUSABLE_PASSWORD_PREFIX),
                name="invited_person_has_no_password",
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    @property
    def mail_address(self) -> str:
        """Where mail to this person goes."""
        return self.invitation.address if self.is_invited else self.email
