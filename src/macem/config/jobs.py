"""Jobs run in the background and their hours."""
