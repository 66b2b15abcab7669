"""The tables of the catalogue and of the full-text half of the index."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

tables = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

documents = Table(
    "documents",
    tables,
    Column("id", String(32), primary_key=True),
    Column("source", Text, nullable=False, unique=True),
    # Null until the first version is complete: such a document is not there for anybody.
    Column("current_version_id", String(32), nullable=True, index=True),
    Column("title", Text, nullable=False),
    Column("document_type", Text),
    Column("field_of_action", Text),
    Column("municipality", Text),
    Column("inhabitants", Integer),
    Column("state", Text),
    Column("year", Integer),
    Column("valid_until", Date),
    Column("supersedes", Text),
    Column("publisher", Text),
    Column("contact", Text),
    Column("licence", Text),
    Column("language", Text),
    # Names of the fields above that were read off the file and that no person has confirmed.
    Column("proposed", JSON, nullable=False, server_default="[]"),
    Column("sidecar_sha256", String(64)),
)

# Whom a document is for: the groups named here, or everybody where there is none.
audiences = Table(
    "audiences",
    tables,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("group_name", Text, primary_key=True),
    sqlite_with_rowid=False,
)

versions = Table(
    "versions",
    tables,
    Column("id", String(32), primary_key=True),
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("sha256", String(64), nullable=False, index=True),
    Column("file_name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("created_at", DateTime, nullable=False),
    Column("remarks", JSON, nullable=False),
    Column("page_count", Integer, nullable=False),
    Column("passage_count", Integer, nullable=False),
    Column("recipe", Text, nullable=False, server_default=""),
    UniqueConstraint("document_id", "number"),
)

pages = Table(
    "pages",
    tables,
    Column("version_id", ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("label", Text),
    Column("text", Text, nullable=False),
    Column("blocks", JSON, nullable=False),
    Column("quality", Float),
    Column("recognised", JSON, nullable=False, server_default="[]"),
)

passages = Table(
    "passages",
    tables,
    Column("id", Integer, primary_key=True),
    Column("version_id", ForeignKey("versions.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("page", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("headings", JSON, nullable=False),
    Column("table_header", Text, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    # An id is never given twice: an answer kept somewhere must not come to cite another passage.
    sqlite_autoincrement=True,
)

jobs = Table(
    "jobs",
    tables,
    Column("id", String(32), primary_key=True),
    Column("source", Text, nullable=False, index=True),
    Column("file_name", Text, nullable=False),
    # The stored file; it stays as long as the job is known.
    Column("sha256", String(64), nullable=False, index=True),
    Column("sidecar", Text),
    # The groups that the document will be for; null where whoever sent it said nothing of it.
    Column("audience", JSON(none_as_null=True)),
    Column("state", String(16), nullable=False, index=True),
    Column("stage", String(16), nullable=False),
    Column("progress", Float, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("not_before", DateTime, nullable=False),
    Column("lease_until", DateTime),
    Column("cancel_requested", Boolean, nullable=False),
    Column("outcome", String(16)),
    Column("reason", Text),
    Column("remarks", JSON, nullable=False),
    Column("document_id", String(32)),
    Column("pages", Integer, nullable=False),
    Column("passages", Integer, nullable=False),
    Column("created_at", DateTime, nullable=False),
    Column("started_at", DateTime),
    Column("finished_at", DateTime),
)

conversations = Table(
    "conversations",
    tables,
    Column("id", String(32), primary_key=True),
    Column("title", Text, nullable=False),
    # The title in lower case: the databases fold umlauts each in their own way, or not at all.
    Column("searchable", Text, nullable=False),
    Column("created_at", DateTime, nullable=False),
    Column("updated_at", DateTime, nullable=False, index=True),
    # A person's id, or the hash of a visitor's cookie; null where nobody signs in.
    Column("owner", String(64)),
    Index("ix_conversations_owner", "owner", "updated_at"),
)

answers = Table(
    "answers",
    tables,
    Column("id", String(32), primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("question", Text, nullable=False),
    Column("filters", JSON, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    # The whole answer; of one that was stopped, what was there. Null while it is made and where it failed.
    Column("answer", JSON(none_as_null=True)),
    Column("reason", Text),
    # Question and sentences in lower case.
    Column("searchable", Text, nullable=False),
    Column("created_at", DateTime, nullable=False),
    Column("finished_at", DateTime),
    # Which process makes it, and whether somebody, at whatever process, wants that no more.
    Column("process_id", String(32)),
    Column("stop_requested", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("conversation_id", "position"),
)

feedback = Table(
    "feedback",
    tables,
    Column("answer_id", ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True),
    Column("helpful", Boolean, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Column("created_at", DateTime, nullable=False),
)

# What was reported stays when its conversation is deleted, without the link to it.
gaps = Table(
    "gaps",
    tables,
    Column("id", String(32), primary_key=True),
    Column("answer_id", ForeignKey("answers.id", ondelete="SET NULL"), unique=True),
    Column("question", Text, nullable=False),
    Column("understood", Text, nullable=False),
    Column("filters", JSON, nullable=False),
    Column("note", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("remark", Text, nullable=False),
    Column("created_at", DateTime, nullable=False),
    Column("state_changed_at", DateTime, nullable=False),
)

people = Table(
    "people",
    tables,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    # Folded, so that case and form of writing make no second person.
    Column("sign_in_name", Text, nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    # Null until a person has chosen one.
    Column("password_hash", Text),
    Column("email", Text),
    # Who somebody is for the identity provider: its address and their name there; null for those with a password here.
    Column("subject", Text),
    Column("disabled", Boolean, nullable=False),
    Column("created_at", DateTime, nullable=False),
    Column("last_seen", DateTime),
    Index("uq_people_subject", "subject", unique=True),
)

memberships = Table(
    "memberships",
    tables,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("group_name", Text, primary_key=True),
    sqlite_with_rowid=False,
)

sessions = Table(
    "sessions",
    tables,
    Column("token_sha256", String(64), primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("created_at", DateTime, nullable=False),
    Column("seen_at", DateTime, nullable=False),
)

links = Table(
    "links",
    tables,
    Column("token_sha256", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    # Null for the first administrator, who is nobody yet.
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), index=True),
    Column("expires_at", DateTime, nullable=False),
)

# Somebody has gone to the identity provider and not come back yet.
oidc_flows = Table(
    "oidc_flows",
    tables,
    Column("state_sha256", String(64), primary_key=True),
    Column("nonce", Text, nullable=False),
    Column("verifier", Text, nullable=False),
    # Where they wanted to go.
    Column("way", Text, nullable=False),
    Column("expires_at", DateTime, nullable=False),
)

api_tokens = Table(
    "api_tokens",
    tables,
    Column("id", String(32), primary_key=True),
    Column("token_sha256", String(64), nullable=False, unique=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("scope", String(16), nullable=False),
    Column("created_at", DateTime, nullable=False),
    Column("expires_at", DateTime, nullable=False),
    Column("used_at", DateTime),
)

# What somebody types in a chat, once, to be known there as who they are here.
pairing_codes = Table(
    "pairing_codes",
    tables,
    Column("code_sha256", String(64), primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("expires_at", DateTime, nullable=False),
)

# A chat at Telegram: whose it is, and where its conversation stands.
telegram_chats = Table(
    "telegram_chats",
    tables,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    # Null where it is not paired with an account.
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), index=True),
    Column("paired_at", DateTime),
    # How they are called at Telegram.
    Column("name", Text, nullable=False),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="SET NULL"), index=True),
    Column("filters", JSON, nullable=False),
    # When they were told that a machine answers, and what is kept; null until then.
    Column("informed_at", DateTime),
    Column("used_at", DateTime, nullable=False),
)

# What Telegram brought: stored before Telegram hears that it came, and without its content once it is seen to.
telegram_updates = Table(
    "telegram_updates",
    tables,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False, index=True),
    Column("content", JSON(none_as_null=True)),
    Column("received_at", DateTime, nullable=False),
    # The answer to it, and the ids of the messages that (will) hold it.
    Column("answer_id", ForeignKey("answers.id", ondelete="SET NULL"), index=True),
    Column("messages", JSON, nullable=False),
)

# Files that came by Telegram, whose outcome is yet to be told there, in that message.
telegram_files = Table(
    "telegram_files",
    tables,
    Column("job_id", ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("chat_id", ForeignKey("telegram_chats.chat_id", ondelete="CASCADE"), nullable=False, index=True),
    Column("message_id", BigInteger, nullable=False),
)

# What editors and administrators did; of whom is deleted, that somebody did it.
acts = Table(
    "acts",
    tables,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False, index=True),
    # Who: a person, a command of the house, or anybody where nobody signs in.
    Column("by", String(16), nullable=False),
    Column("person_id", ForeignKey("people.id", ondelete="SET NULL")),
    Column("act", String(64), nullable=False),
    # What it was done to, by its id: names are looked up, so that they are gone with what they name.
    Column("subject", Text, nullable=False),
    sqlite_autoincrement=True,
)

# What remains of conversations whose time is over: how many, and nothing else.
daily_counts = Table(
    "daily_counts",
    tables,
    Column("day", Date, primary_key=True),
    Column("answered", Integer, nullable=False),
    Column("partial", Integer, nullable=False),
    Column("no_evidence", Integer, nullable=False),
    Column("unfinished", Integer, nullable=False),
    Column("helpful", Integer, nullable=False),
    Column("not_helpful", Integer, nullable=False),
)

# The processes of a house that several serve, each as long as it says that it is there.
processes = Table(
    "processes",
    tables,
    Column("id", String(32), primary_key=True),
    # What it does: web, worker, bot, command, upkeep.
    Column("kind", String(16), nullable=False),
    Column("host", Text, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("program", Text, nullable=False),
    # Which stores it uses: what tells the file store and Chroma's collection from others.
    Column("files", Text, nullable=False),
    Column("vectors", Text, nullable=False),
    Column("started_at", DateTime, nullable=False),
    Column("seen_at", DateTime, nullable=False),
)

# How often somebody did something lately, where several processes count: what, in which second (Unix), how often.
rates = Table(
    "rates",
    tables,
    Column("key", Text, primary_key=True),
    Column("at", BigInteger, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
)

facts = Table(
    "facts",
    tables,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

passage_terms = Table(
    "passage_terms",
    tables,
    # Not a foreign key: the index may lag behind the catalogue, and the doctor finds out.
    Column("rowid", Integer, primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False),
    Column("heading", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("parts", Text, nullable=False),
)

postings = Table(
    "postings",
    tables,
    # Block first: what a document changes then lies together, and a search looks up each term in each block.
    Column("block", Integer, primary_key=True, autoincrement=False),
    Column("term", Text, primary_key=True),
    Column("entries", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
