"""Conversations that are kept: questions stored before they are answered, answers that outlive who listens."""
