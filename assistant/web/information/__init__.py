"""The rooms about the offer itself: accessibility, privacy, imprint, and how the house looks."""
