"""How allauth behaves here: nobody signs themselves up, and the second factor's secrets are encrypted."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from macem.accounts import invitations, second_factor, services
from macem.accounts.invitations import links


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator, never by the person; signing in and out is audited."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The email address or the password is wrong. Check both and try again"),
        "enter_current_password": _("This is not your password now"),
        "incorrect_password": _("This is not your password"),
        "incorrect_code": _("The code is wrong or was used before. Wait for the next one and enter that"),
        "too_many_login_attempts": _("Too many attempts. Wait 5 minutes and try again"),
        "rate_limited": _("Too many attempts. Wait 5 minutes and try again"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return f"MACEM: {subject}"

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the link of the mail, on the address that settings name and not the one a request claims."""
        return services.password_link(key)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return the second factor alone once there is one: a password is what a thief would have."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [m for m in methods if m["id"] == "mfa_reauthenticate"] or methods

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again unless this session signed in within the last minutes, which is as good."""
        required = super().is_reauthentication_required(app=app, **kwargs)
        return required and not second_factor.fresh(context.request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        services.note_signed_in(user=user)
        return super().post_login(request, user, **kwargs)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        services.note_sign_in_failed(email=credentials.get("email", ""))

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            services.note_signed_out(user=request.user)
        super().logout(request)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Return the sign-in page, or for somebody who was invited the page behind their link."""
        invitation = invitations.current(request)
        return links.path_to(invitation) if invitation else super().get_logout_redirect_url(request)

    def set_password(self, user: Any, password: str) -> None:
        services.set_password(user=user, password=password)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps TOTP seeds and recovery seeds encrypted; allauth's own adapter stores them in clear.

    The key comes from ``SECRET_KEY``, which stands outside the database. A wrong key raises
    ``cryptography.fernet.InvalidToken``: nobody gets in on a seed that could not be read.
    """

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code is wrong or was used before. Wait for the next one and enter that"),
    }

    def encrypt(self, text: str) -> str:
        return self._cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._cipher().decrypt(encrypted_text.encode()).decode()

    @staticmethod
    def _cipher() -> Fernet:
        key = hashlib.sha256(b"macem second factor" + settings.SECRET_KEY.encode()).digest()
        return Fernet(base64.urlsafe_b64encode(key))
