"""Verwaltung: how the house is, what can be checked, and what can be changed while it is in use."""
