"""Questions that are offered: before the first one, and after an answer. Each is known to be answered."""
