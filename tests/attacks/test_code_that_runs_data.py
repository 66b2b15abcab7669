"""Nothing in the house turns foreign data into objects or code."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT

# Modules that make objects or run code of what they read, and functions that do.
MODULES = {
    "pickle",
    "cPickle",
    "dill",
    "cloudpickle",
    "shelve",
    "marshal",
    "jsonpickle",
    "joblib",
    "langchain_core.load",
}
FUNCTIONS = {"eval", "exec", "compile", "__import__", "yaml.load", "yaml.unsafe_load", "yaml.full_load", "os.system"}
FUNCTIONS |= {"os.popen", "numpy.load", "np.load", "torch.load"}
ARGUMENTS = {"trust_remote_code", "allow_pickle", "allow_dangerous_deserialization", "shell"}


def findings(code: str) -> Iterator[str]:
    """What in a module would do so."""
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Import(names=names):
                yield from (name.name for name in names if name.name in MODULES)
            case ast.ImportFrom(module=str(module)) if module in MODULES:
                yield module
            case ast.Call(func=function, keywords=keywords):
                if (name := ast.unparse(function)) in FUNCTIONS:
                    yield name
                yield from (word.arg for word in keywords if word.arg in ARGUMENTS)


def test_no_module_makes_objects_or_code_of_data() -> None:
    modules = [path for package in ("corpus", "ingest", "assistant") for path in (ROOT / package).rglob("*.py")]
    assert len(modules) > 300
    found = {str(path.relative_to(ROOT)): list(findings(path.read_text("utf-8"))) for path in modules}
    assert {path: what for path, what in found.items() if what} == {}


@pytest.mark.parametrize(
    "code",
    ["import pickle", "from langchain_core.load import loads", "eval(x)", "yaml.load(x)", "f(trust_remote_code=True)"],
)
def test_the_search_finds_what_it_is_for(code: str) -> None:
    assert list(findings(code))
