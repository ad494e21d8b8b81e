"""Policies of the routes that libraries bring. What macem does not use is closed to everybody."""

from macem.gate.routes import RoutePolicy, anyone, nobody, signed_in, signed_in_or_invited

POLICIES: dict[str, RoutePolicy] = {
    "account_login": anyone,
    "account_logout": signed_in_or_invited,
    "account_inactive": anyone,
    "account_signup": nobody,
    "account_reauthenticate": signed_in,
    "account_request_reauthentication_code": nobody,
    "account_confirm_reauthentication_code": nobody,
    "account_change_password": signed_in,
    "account_set_password": nobody,
    "account_email": nobody,
    "account_email_verification_sent": nobody,
    "account_confirm_email": nobody,
    "account_confirm_login_code": nobody,
    "account_reset_password": anyone,
    "account_reset_password_done": anyone,
    "account_reset_password_from_key": anyone,
    "account_reset_password_from_key_done": anyone,
    "mfa_authenticate": anyone,
    "mfa_reauthenticate": signed_in,
    "mfa_index": signed_in,
    "mfa_activate_totp": signed_in,
    "mfa_deactivate_totp": signed_in,
    "mfa_view_recovery_codes": signed_in,
    "mfa_generate_recovery_codes": signed_in,
    "mfa_download_recovery_codes": nobody,
    "govuk:gallery": anyone,
}
