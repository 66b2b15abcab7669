from __future__ import annotations

import json
import platform

import pytest
from pydantic import SecretStr

from corpus.errors import TransferlotseError
from corpus.plugins import Plugin, build, plugin

SETTING = "TRANSFERLOTSE_EMBEDDINGS"
OPENAI = "langchain_openai:OpenAIEmbeddings"
FAKE = "langchain_core.embeddings:DeterministicFakeEmbedding"
KEY = "sk-streng-geheim-4711"


def named(path: str, options: str | None = None) -> Plugin:
    return plugin(SETTING, path, None if options is None else SecretStr(options), example=OPENAI)


def recipe(**options: object) -> str:
    return named(OPENAI, json.dumps(options)).recipe()


def test_a_class_is_called_with_its_options() -> None:
    built = build(named(FAKE, '{"size": 7}'))
    assert type(built).__name__ == "DeterministicFakeEmbedding"
    assert getattr(built, "size", None) == 7


def test_a_function_will_do_and_no_options_are_an_empty_object() -> None:
    assert build(named("collections:OrderedDict", " ")) == {}
    assert build(named("platform:python_version")) == platform.python_version()


@pytest.mark.parametrize(
    ("path", "options", "said"),
    [
        ("", None, "paket.modul:Klasse"),
        ("langchain_openai.OpenAIEmbeddings", None, "paket.modul:Klasse"),
        ("langchain_opnai:OpenAIEmbeddings", None, "das Paket „langchain_opnai“ ist nicht installiert"),
        ("langchain_openai.nowhere:OpenAIEmbeddings", None, "„langchain_openai.nowhere“ ist nicht installiert"),
        ("langchain_openai:OpenAIEmbedding", None, "gibt es „OpenAIEmbedding“ nicht"),
        ("string:digits", None, "gibt es „digits“ nicht"),
        (OPENAI, "model=bge-m3", "TRANSFERLOTSE_EMBEDDINGS_OPTIONS ist kein gültiges JSON (Zeile 1, Zeichen 1)"),
        (OPENAI, f'{{"api_key": "{KEY}"', "kein gültiges JSON"),
        (OPENAI, '["bge-m3"]', "muss ein JSON-Objekt sein"),
        (OPENAI, json.dumps({"modell": "bge-m3", "api_key": KEY}), "nennt „modell“; das kennt „langchain_openai"),
        (OPENAI, json.dumps({"api_key": KEY, "max_retries": KEY}), "max_retries: Input should be a valid integer"),
        (OPENAI, json.dumps({"api_key": KEY, "openai_api_type": "azure"}), "please use the `AzureOpenAIEmbeddings`"),
        (FAKE, "{}", "size: Field required"),
        ("fractions:Fraction", '{"nenner": 2}', "Möglich sind: denominator, numerator"),
        ("fractions:Fraction", json.dumps({"numerator": KEY}), "ValueError: Invalid literal for Fraction: '…'"),
    ],
)
def test_what_is_wrong_is_said_in_german_and_without_the_key(path: str, options: str | None, said: str) -> None:
    with pytest.raises(TransferlotseError) as raised:
        build(named(path, options))
    assert said in raised.value.message
    seen: BaseException | None = raised.value
    while seen is not None:
        assert KEY not in str(seen)
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)


def test_options_are_not_shown() -> None:
    assert KEY not in repr(named(OPENAI, json.dumps({"api_key": KEY})))


def test_the_recipe_tells_models_apart_and_nothing_else() -> None:
    usual = recipe(model="bge-m3", base_url="http://a/v1", api_key=KEY)
    assert usual.startswith(f"{OPENAI}/bge-m3/")
    same = recipe(api_key="other", base_url="http://b/v1", timeout=3, max_retries=1, chunk_size=8, model="bge-m3")
    assert usual == same == recipe(model="bge-m3", default_headers={"x": KEY}, openai_api_base="b")
    others = {recipe(model="bge-m3", dimensions=256), recipe(model="e5"), recipe(model="bge-m3", model_kwargs={"a": 1})}
    assert len({usual, *others}) == 4
    assert recipe(model="m", model_kwargs={"a": 1, "auth_token": KEY}) == recipe(model="m", model_kwargs={"a": 1})


def test_an_address_in_place_of_a_model_is_not_told_in_the_recipe() -> None:
    assert recipe(model=f"http://user:{KEY}@host/") == recipe(model="http://elsewhere/")


def test_the_recipe_changes_on_purpose_only() -> None:
    # Another recipe makes every house embed its documents anew.
    assert recipe(model="bge-m3", base_url="http://a/v1") == f"{OPENAI}/bge-m3/a910311e"
