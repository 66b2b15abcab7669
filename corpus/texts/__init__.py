"""Every German sentence a person reads, one module a room of the house; `{names}` are filled by `str.format`."""
