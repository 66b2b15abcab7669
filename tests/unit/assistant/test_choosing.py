"""Parts from outside, named by settings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from langchain_core.callbacks import Callbacks
from langchain_core.documents import BaseDocumentCompressor, Document
from langchain_openai import ChatOpenAI

from assistant.assistant import Assistant
from assistant.choosing import chosen_chat_model, chosen_reranker
from assistant.retrieval.reranking import RERANKED
from assistant.retrieval.retriever import Retriever
from assistant.wiring import House
from corpus.context import passage_context
from corpus.errors import TransferlotseError
from corpus.settings import Settings

HERE = __name__


class Longest(BaseDocumentCompressor):
    """Prefers the longest documents, but none below a length."""

    least: int = 0

    def compress_documents(
        self, documents: Sequence[Document], query: str, callbacks: Callbacks | None = None
    ) -> Sequence[Document]:
        del query, callbacks
        ordered = sorted(documents, key=lambda document: -len(document.page_content))
        return [document for document in ordered if len(document.page_content) >= self.least]


def test_nothing_is_chosen_by_default() -> None:
    assert chosen_reranker(Settings()) is None
    assert chosen_chat_model(Settings()) is None


def test_a_reranker_of_the_house_orders_what_a_search_finds(house: House) -> None:
    chosen = chosen_reranker(Settings.model_validate({"reranker": f"{HERE}:Longest", "reranker_options": "{}"}))
    plain = house.assistant.search("Zuschuss für Zisternen", limit=RERANKED).hits
    asking = Assistant(house.corpus, Retriever(house.corpus, reranker=chosen))
    again = asking.search("Zuschuss für Zisternen", limit=RERANKED).hits
    assert {hit.passage.id for hit in again} == {hit.passage.id for hit in plain}
    lengths = [len(passage_context(hit.passage.name, hit.passage.passage)) for hit in again]
    assert lengths == sorted(lengths, reverse=True)
    assert again != plain


class Broken(BaseDocumentCompressor):
    """A service that is down."""

    def compress_documents(
        self, documents: Sequence[Document], query: str, callbacks: Callbacks | None = None
    ) -> Sequence[Document]:
        raise ConnectionError(f"geheim-4711 {len(documents)} {query} {callbacks}")


def test_without_its_reranker_a_search_keeps_its_own_order_and_says_so(house: House) -> None:
    found = Assistant(house.corpus, Retriever(house.corpus, reranker=Broken())).search("Zuschuss für Zisternen")
    assert found.hits == house.assistant.search("Zuschuss für Zisternen").hits
    assert "nachordnet" in found.notes[0]
    assert "geheim-4711" not in found.notes[0]


def test_no_other_callable_is_ever_called(tmp_path: Path) -> None:
    options = json.dumps({"command": f"touch {tmp_path}/called"})
    with pytest.raises(TransferlotseError, match="kein LangChain"):
        chosen_reranker(Settings.model_validate({"reranker": "os:system", "reranker_options": options}))
    assert not list(tmp_path.iterdir())


def test_what_is_no_compressor_is_refused_in_german() -> None:
    with pytest.raises(TransferlotseError, match="kein LangChain"):
        chosen_reranker(Settings(reranker="pathlib:Path"))


def test_a_chat_model_comes_with_its_address_and_gives_up_in_time() -> None:
    options = '{"base_url": "http://127.0.0.1:9/v1", "api_key": "geheim-4711"}'
    model = chosen_chat_model(Settings.model_validate({"chat_model": "openai:klein", "chat_model_options": options}))
    assert isinstance(model, ChatOpenAI)
    assert model.max_retries == 0
    assert model.request_timeout == 8


@pytest.mark.parametrize("given", ["nix", ":", "openai:", ":qwen"])
def test_a_chat_model_without_provider_or_name_is_told_the_form(given: str) -> None:
    with pytest.raises(TransferlotseError, match="Anbieter:Modell"):
        chosen_chat_model(Settings(chat_model=given))


def test_an_unknown_provider_is_said_in_german_without_any_key() -> None:
    options = '{"api_key": "geheim-4711"}'
    with pytest.raises(TransferlotseError, match="TRANSFERLOTSE_CHAT_MODEL") as refused:
        chosen_chat_model(Settings.model_validate({"chat_model": "niemand:klein", "chat_model_options": options}))
    assert "geheim-4711" not in str(refused.value)
