"""From evidence to sentences: quoted from the passages, or written by a chat model and then checked."""
