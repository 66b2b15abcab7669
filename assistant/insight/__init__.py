"""Figures of what was asked, answered and judged, and of what the holdings cover."""
