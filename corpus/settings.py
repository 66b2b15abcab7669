"""One tree of settings, read from TRANSFERLOTSE_* variables or a .env file at the entry points and passed in."""

from __future__ import annotations

import ipaddress
import json
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, HttpUrl, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from corpus.texts import house


class Settings(BaseSettings):
    """Every setting with its meaning; `.env.example` lists the same names."""

    model_config = SettingsConfigDict(env_prefix="TRANSFERLOTSE_", env_file=".env", extra="ignore", frozen=True)

    data_dir: Path = Field(Path("data"), description="Folder that holds catalogue, index and stored files")
    database_url: SecretStr | None = Field(
        None,
        description="PostgreSQL for catalogue, full text and jobs, as postgresql://name:password@host/database; "
        "without it, SQLite in the data folder",
    )
    chroma_url: HttpUrl | None = Field(
        None,
        description="Chroma server for the vectors, as http://host:port; without it, Chroma in the data folder",
    )
    chroma_options: SecretStr | None = Field(
        None, description="What the Chroma server asks for, as a JSON object: headers, tenant, database"
    )
    files_url: str | None = Field(
        None, description="Where stored files are: a folder that all processes share, or s3://bucket/prefix"
    )
    files_options: SecretStr | None = Field(
        None, description="What the file store asks for, as a JSON object: key, secret, endpoint_url ..."
    )
    host: str = Field("127.0.0.1", description="Address to listen on; any but a loopback address needs sign_in")
    port: int = Field(8000, ge=1, le=65535, description="Port to listen on")
    sign_in: bool = Field(False, description="Whether people sign in; without it everybody may do everything")
    anonymous_reading: bool = Field(
        False, description="Whether people may ask and read documents without signing in, where others sign in"
    )
    public_url: HttpUrl | None = Field(
        None, description="Address under which people reach the pages, e.g. https://wissen.stadt.example behind a proxy"
    )
    hosts: str = Field("", description="Further host names under which people reach the pages, with commas between")
    trusted_proxies: str = Field(
        "", description="Addresses or networks of proxies whose X-Forwarded-For counts, with commas between"
    )
    requests_per_minute: int = Field(
        1200, ge=0, description="Requests of one person, or of all who are not signed in at one address; 0 for any"
    )
    questions_per_minute: int = Field(60, ge=0, description="Questions, counted likewise; 0 for any")
    files_per_hour: int = Field(2000, ge=0, description="Uploaded files, counted likewise; 0 for any")
    acts_days: int = Field(
        365, ge=1, description="After how many days the record of what editors and administrators did is deleted"
    )
    oidc_issuer: str | None = Field(
        None, description="Issuer of an OpenID Connect provider where people may sign in, as it writes itself"
    )
    oidc_client_id: str | None = Field(None, description="Client ID of this service at the OpenID Connect provider")
    oidc_client_secret: SecretStr | None = Field(
        None, description="Client secret of this service at the OpenID Connect provider"
    )
    oidc_label: str = Field("Mit dem Stadt-Konto anmelden", description="What stands on the button to the provider")
    oidc_groups_claim: str = Field(
        "groups", description="Claim with the groups of a person, or a path to it such as realm_access.roles"
    )
    oidc_roles: Annotated[dict[str, Literal["reader", "editor", "administrator"]], NoDecode] = Field(
        {}, description="Role of each group of the provider, as a JSON object: reader, editor or administrator"
    )
    oidc_default_role: Literal["", "reader"] = Field(
        "", description="Role of who is in none of these groups: reader, or empty for nobody else to be admitted"
    )
    smtp_host: str | None = Field(None, description="Mail server that sends links for passwords; without one, none do")
    smtp_port: int = Field(587, ge=1, le=65535, description="Port of the mail server")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="How the way to the mail server is protected: starttls, tls or none"
    )
    smtp_user: str | None = Field(None, description="Name to sign in with at the mail server, where it asks for one")
    smtp_password: SecretStr | None = Field(None, description="Password at the mail server")
    mail_from: str | None = Field(None, description="Address that mail comes from, e.g. lotse@stadt.example")
    retention_days: int = Field(
        90, ge=1, le=3650, description="For how many days after its last question a conversation is kept"
    )
    max_upload_mb: int = Field(200, ge=1, description="Largest file that is uploaded or unpacked, in megabytes")
    ingest_workers: int = Field(
        2, ge=0, le=64, description="How many files this process takes in at once; 0 leaves them to others"
    )
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
        None, description="Chat model as provider:name, which writes the answers. Without one, answers are quoted"
    )
    chat_model_options: SecretStr | None = Field(
        None, description="Keyword arguments of the chat model as a JSON object: base_url, api_key ..."
    )
    chat_model_window: int = Field(
        8192, ge=2048, description="How much the chat model reads and writes in all, in tokens"
    )
    chat_model_first_seconds: float = Field(60, gt=0, description="How long to wait for the chat model's first words")
    chat_model_pause_seconds: float = Field(20, gt=0, description="How long the chat model may pause within an answer")
    chat_model_seconds: float = Field(180, gt=0, description="Time limit for a whole answer of the chat model")
    unproven_sentences: Literal["mark", "drop"] = Field(
        "mark", description="What becomes of a chat model's sentence that no document proves: mark or drop"
    )
    answer_length: Literal["short", "normal", "long"] = Field(
        "normal", description="How much an answer says where the question asks for nothing else: short, normal or long"
    )
    plain_language: bool = Field(
        False, description="Whether the chat model answers in Einfache Sprache where the question asks for nothing else"
    )
    telegram_token: SecretStr | None = Field(
        None, description="Token of a Telegram bot, as BotFather gives it. Without it nothing goes to Telegram"
    )
    telegram_everyone: bool = Field(
        False, description="Whether everybody at Telegram may ask about what is for everybody, without an account here"
    )
    telegram_chats: str = Field(
        "", description="Numbers of Telegram users and groups who may ask without an account, with commas between"
    )
    telegram_webhook_url: HttpUrl | None = Field(
        None, description="Address of this service that Telegram can reach. Without it Telegram is asked for news"
    )
    telegram_api_url: HttpUrl = Field(
        HttpUrl("https://api.telegram.org"), description="Where the Bot API is, for houses that run a server of it"
    )
    house_name: str = Field("", description="Name of the town or office, shown beside the product's name")
    contact_email: str | None = Field(None, description="Where people report barriers and get help; shown on the pages")
    logo_file: Path | None = Field(None, description="An SVG or PNG file shown in place of the product's mark")
    theme_file: Path | None = Field(None, description="A CSS file with a KERN theme: values of --kern-* properties")
    information_dir: Path | None = Field(
        None, description="Folder with the house's own barrierefreiheit.md, datenschutz.md and impressum.md"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="How much is logged")
    log_format: Literal["text", "json"] = Field(
        "text", description="How it is logged: text for people, or json with one object a line and one line a request"
    )
    traces_url: HttpUrl | None = Field(
        None, description="Collector for OpenTelemetry that spans go to by OTLP over HTTP, e.g. http://127.0.0.1:4318"
    )

    def in_folder(self, folder: Path) -> Self:
        """The same settings for a house that keeps everything in this folder."""
        return self.model_copy(update={"data_dir": folder, "database_url": None, "chroma_url": None, "files_url": None})

    @model_validator(mode="after")
    def _stores_are_complete(self) -> Self:
        if bool(self.database_url) != bool(self.chroma_url):
            missing = "database_url" if self.chroma_url else "chroma_url"
            raise ValueError(house.STORES_INCOMPLETE.format(missing=f"TRANSFERLOTSE_{missing.upper()}"))
        return self

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, value: str) -> str:
        for said in listed(value):
            ipaddress.ip_network(said)
        return value

    @field_validator("telegram_chats")
    @classmethod
    def _are_numbers(cls, value: str) -> str:
        for said in listed(value):
            int(said)
        return value

    @field_validator("oidc_roles", mode="before")
    @classmethod
    def _from_json(cls, given: Any) -> Any:
        """Read here, so that what is no JSON is refused like any other value."""
        return json.loads(given or "{}") if isinstance(given, str) else given


def listed(value: str) -> tuple[str, ...]:
    """The parts of a setting that lists several things."""
    return tuple(part.strip() for part in value.split(",") if part.strip())
