"""Measures the whole house on questions whose answers are known: what it finds, answers and refuses, and how fast."""
