"""Which version of the program this is; the package takes it from here."""

VERSION = "0.1.0"
