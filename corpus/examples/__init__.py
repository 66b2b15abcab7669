"""Invented German documents that fill a fresh installation, their sources and the questions asked of them."""
