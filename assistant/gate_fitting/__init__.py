"""Fits the evidence gate to a house's own corpus."""
