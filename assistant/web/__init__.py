"""The HTTP API and the web pages: thin, they only ask the Assistant and render."""
