"""The data folder, made where it does not exist."""

from pathlib import Path


def make_data_folder(folder: Path) -> None:
    """Make it, for its owner's eyes alone: questions and hashes of passwords lie in it. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
