"""Sentences that a chat model writes from the evidence, and that are shown only as far as the evidence proves them."""
