"""One tree of settings, read from TRANSFERLOTSE_* variables or a .env file at the entry points and passed in."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Every setting with its meaning; `.env.example` lists the same names."""

    model_config = SettingsConfigDict(env_prefix="TRANSFERLOTSE_", env_file=".env", extra="ignore", frozen=True)

    data_dir: Path = Field(Path("data"), description="Folder that holds catalogue, index and stored files")
    host: str = Field("127.0.0.1", description="Address to listen on; only loopback addresses until accounts exist")
    port: int = Field(8000, ge=1, le=65535, description="Port to listen on")
    max_upload_mb: int = Field(200, ge=1, description="Largest file that is uploaded or unpacked, in megabytes")
    ingest_workers: int = Field(2, ge=1, le=64, description="How many files are taken in at once")
    read_timeout_seconds: float = Field(120, gt=0, description="Time limit for reading one file")
    read_memory_mb: int = Field(2048, ge=256, description="Memory limit for reading one file, in megabytes")
    ocr: bool = Field(
        True, description="Whether pages without usable text are recognised (OCR), where Tesseract is installed"
    )
    ocr_seconds_per_page: float = Field(60, gt=0, description="Time limit for the text recognition of one page")
    synonyms_file: Path | None = Field(None, description="A house's own synonyms, beside the ones that come along")
    municipalities_file: Path | None = Field(
        None, description="A CSV table of towns (name, land, einwohner, mehrdeutig) beside the one that comes along"
    )
    embeddings: str = Field(
        "e5", description="What makes the vectors: the built-in e5, or any LangChain Embeddings as package.module:Class"
    )
    embeddings_options: SecretStr | None = Field(
        None, description="Keyword arguments of the embeddings as a JSON object: model, base_url, api_key ..."
    )
    reranker: str | None = Field(
        None, description="A LangChain document compressor that orders the best passages anew, as package.module:Class"
    )
    reranker_options: SecretStr | None = Field(None, description="Keyword arguments of the reranker as a JSON object")
    chat_model: str | None = Field(
        None, description="Chat model as provider:name; it words follow-up questions. Without one, rules of grammar do"
    )
    chat_model_options: SecretStr | None = Field(
        None, description="Keyword arguments of the chat model as a JSON object: base_url, api_key ..."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="How much is logged")
