"""Whether a text is one: a string may hold halves of characters, which no database and no page can."""


def is_written(text: str) -> bool:
    """Whether it can be written as UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
