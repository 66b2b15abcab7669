"""File -> pages -> passages -> corpus."""
