"""The auditor's pages: what was done and who looked, told by numbers and references, never by content."""
