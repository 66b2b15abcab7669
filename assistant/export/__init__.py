"""Answers as files to hand on: Word, PDF and Markdown, with sources numbered across the whole file."""
