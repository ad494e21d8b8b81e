"""The sign-in forms: allauth's rules, drawn and worded as the rest of macem is."""

from typing import Any, ClassVar

from allauth.account import forms as account_forms
from allauth.account.fields import PasswordField, SetPasswordField
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.base import forms as second_factor_forms
from allauth.mfa.recovery_codes import forms as recovery_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from macem.govuk.forms import GovukFormMixin, Look

NEW_PASSWORD_HINT = _("12 characters or more. Three words that have nothing in common are easy to remember.")


def _email() -> forms.EmailField:
    return forms.EmailField(
        label=_("Work email address"),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={"required": _("Enter your work email address")},
    )


def _code(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": _("Enter the code")},
    )


class _Plain(GovukFormMixin):
    """No placeholders: the label says what belongs in the box, and stays."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class _EmailLoginForm(account_forms.LoginForm):
    """allauth makes its login field while it starts; ours takes its place before anybody looks at it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = _email()
        self.order_fields(["login", "password"])

    def clean_login(self) -> str:
        return str(self.cleaned_data["login"]).lower()


class SignInForm(_Plain, _EmailLoginForm):
    password = PasswordField(label=_("Password"), autocomplete="current-password")

    looks: ClassVar = {"login": Look(width="full"), "password": Look(width=20)}


class AskForLinkForm(_Plain, account_forms.ResetPasswordForm):
    email = _email()
    users: list[Any]

    def clean_email(self) -> str:
        """Return the address; whoever was only invited gets no link to set a password (security.md 16)."""
        email = str(super().clean_email())
        self.users = [user for user in self.users if not user.is_invited]
        return email


class NewPasswordForm(_Plain, account_forms.ResetPasswordKeyForm):
    password1 = SetPasswordField(label=_("New password"), help_text=NEW_PASSWORD_HINT)
    password2 = PasswordField(label=_("New password again"), autocomplete="new-password")


class ChangePasswordForm(_Plain, account_forms.ChangePasswordForm):
    oldpassword = PasswordField(label=_("Your password now"), autocomplete="current-password")
    password1 = SetPasswordField(label=_("New password"), help_text=NEW_PASSWORD_HINT)
    password2 = PasswordField(label=_("New password again"), autocomplete="new-password")


class PasswordAgainForm(_Plain, account_forms.ReauthenticateForm):
    password = PasswordField(label=_("Password"), autocomplete="current-password")


class SecondFactorForm(_Plain, second_factor_forms.AuthenticateForm):
    code = _code(_("Code from your app, or a recovery code"))

    looks: ClassVar = {"code": Look(width=10)}


class SecondFactorAgainForm(_Plain, second_factor_forms.ReauthenticateForm):
    code = _code(_("Code from your app, or a recovery code"))

    looks: ClassVar = {"code": Look(width=10)}


class EnrolForm(_Plain, totp_forms.ActivateTOTPForm):
    code = _code(_("Code that your app shows now"))

    looks: ClassVar = {"code": Look(width=5)}

    def clean_code(self) -> str:
        """Check the code; a right one is the first use of the second factor in this session."""
        code = str(super().clean_code())
        record_authentication(context.request, self.user, "mfa", type="totp")
        return code


class RemoveAppForm(_Plain, totp_forms.DeactivateTOTPForm):
    pass


class NewRecoveryCodesForm(_Plain, recovery_forms.GenerateRecoveryCodesForm):
    pass
