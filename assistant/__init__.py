"""Question -> evidence -> answer, and the channels that render it: command line, HTTP, web pages."""
