"""Whether a text is one: a string may hold halves of characters, or NUL, which not every database and page can."""


def is_written(text: str) -> bool:
    """Whether it can be written as UTF-8, without NUL."""
    if "\0" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
