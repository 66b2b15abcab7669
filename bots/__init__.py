"""The ways to the assistant that lead through other services."""
