from macem.accounts.models.invitation import Invitation
from macem.accounts.models.user import User, UserManager

__all__ = ["Invitation", "User", "UserManager"]
