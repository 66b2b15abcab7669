"""The rooms where one asks: conversations, turns, the stream of an answer."""
