"""Auswertung: what was asked, what lacks evidence, what people thought of the answers, what the holdings cover."""
