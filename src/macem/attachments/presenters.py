"""Files in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from macem.attachments.models import StoredFile
from macem.govuk.dates import moment


@dataclass(frozen=True)
class FilePresenter:
    """One file: what it is called, how large it is, who added it when."""

    stored: StoredFile

    @property
    def id(self) -> int:
        return self.stored.pk

    @property
    def name(self) -> str:
        return self.stored.name

    @property
    def size(self) -> str:
        """ "240 KB", "1.3 MB"."""
        kilobytes = max(1, round(self.stored.size / 1024))
        if kilobytes < 1000:
            return _("%(size)d KB") % {"size": kilobytes}
        return _("%(size).1f MB") % {"size": self.stored.size / 1024 / 1024}

    @property
    def kind(self) -> str:
        """ "PDF, 240 KB"."""
        return f"{self.stored.kind.label}, {self.size}"

    @property
    def added(self) -> str:
        return _("Added by %(who)s, %(when)s") % {
            "who": self.stored.added_by.full_name,
            "when": moment(self.stored.added_at),
        }

    @property
    def digest(self) -> str:
        """The SHA-256 of what is kept, in groups of eight to be read out."""
        digest = self.stored.digest
        return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))
