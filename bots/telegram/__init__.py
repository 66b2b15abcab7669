"""Telegram: the same assistant, as messages, buttons and pictures."""
