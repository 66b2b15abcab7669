"""Nothing of what is asked or read is told to anybody outside, whatever the environment of the process says."""

from __future__ import annotations

import os

OFF = {
    # LangChain would send questions and answers to LangSmith.
    "LANGSMITH_TRACING": "false",
    "LANGSMITH_TRACING_V2": "false",
    "LANGCHAIN_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "ANONYMIZED_TELEMETRY": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
}


def send_nothing() -> None:
    """Switch off what libraries would report; to be called before they are imported."""
    os.environ.update(OFF)
