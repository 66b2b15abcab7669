"""Question -> the passages of the corpus that speak to it, best first."""
