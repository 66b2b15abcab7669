"""Stored files: every original once, under the hash of its content, in a folder or in a bucket."""
