"""Parts that a house brings itself, named in a setting as `package.module:Class` with options as JSON.

Options hold keys and addresses of servers, so no value of theirs goes into a message: neither ours nor one that a
foreign class makes of them.
"""

from __future__ import annotations

import hashlib
import importlib
import inspect
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, overload

from pydantic import AliasChoices, BaseModel, SecretStr, ValidationError

from corpus.errors import TransferlotseError
from corpus.texts import plugins as texts

T = TypeVar("T")

_PATH = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")
# Secrets, addresses and how calls are made: whatever they are, the same model gives the same results.
_NOT_SHAPING = re.compile(
    r"(?:^|_)(?:api_?key|key|token|secret|password|auth|authorization|credentials?|headers?|cookies?|default_query|organization"
    r"|url|uri|host|port|endpoint|proxy|timeout|retries|retry|chunk_size|batch_size|progress(?:_bar)?|keep_alive)(?:_|$)"
    r"|_base$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\w+://")


@dataclass(frozen=True, slots=True)
class Plugin:
    """What to build and with which keyword arguments; `setting` is where it was named."""

    setting: str
    path: str
    options: Mapping[str, Any] = field(repr=False)

    def recipe(self) -> str:
        """`path/model/hash`: stable, free of secrets, and the same at another address of the same model."""
        kept = _shaping(self.options)
        digest = hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:8]
        model = str(kept.get("model") or kept.get("model_name") or "")
        return "/".join(part for part in (self.path, model, digest) if part)


def plugin(setting: str, path: str, options: SecretStr | None, *, example: str) -> Plugin:
    """Read both settings of a part; raises TransferlotseError where one has the wrong form."""
    if not _PATH.fullmatch(path):
        raise TransferlotseError(texts.PATH_FORM.format(setting=setting, path=path, example=example))
    given = options.get_secret_value().strip() if options else ""
    try:
        values = json.loads(given or "{}")
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        # Not `from error`: it carries the whole text.
        raise TransferlotseError(texts.OPTIONS_NOT_JSON.format(setting=setting, **place)) from None
    if not isinstance(values, dict):
        raise TransferlotseError(texts.OPTIONS_NO_OBJECT.format(setting=setting))
    return Plugin(setting, path, values)


@overload
def build(plugin: Plugin) -> object: ...
@overload
def build(plugin: Plugin, kind: type[T]) -> T: ...
def build(plugin: Plugin, kind: type | None = None) -> object:
    """Import what is named and call it with its options; raises TransferlotseError that says what is wrong.

    With a `kind` only a class of this kind is called: options of any other callable could do anything.
    """
    target = _imported(plugin)
    if kind and not (isinstance(target, type) and issubclass(target, kind)):
        raise wrong_kind(plugin, kind)
    known = _known_options(target)
    unknown = [name for name in plugin.options if known is not None and name not in known]
    if unknown and known is not None:
        given = ", ".join(f"„{name}“" for name in unknown)
        listed = ", ".join(sorted(known))
        raise TransferlotseError(texts.UNKNOWN_OPTION.format(**_named(plugin), given=given, known=listed))
    try:
        return target(**plugin.options)
    except Exception as error:  # a foreign class may raise anything
        # Not `from error`: its message may hold a key.
        reason = _reason(error, plugin.options)
        raise TransferlotseError(texts.OPTIONS_UNUSABLE.format(**_named(plugin), reason=reason)) from None


def wrong_kind(plugin: Plugin, kind: type) -> TransferlotseError:
    """The error for a part that was built but is no `kind`."""
    return TransferlotseError(texts.WRONG_KIND.format(**_named(plugin), kind=kind.__name__))


def _imported(plugin: Plugin) -> Callable[..., object]:
    module_name, name = plugin.path.split(":")
    try:
        module = importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        raise TransferlotseError(texts.PACKAGE_MISSING.format(**_named(plugin), package=error.name)) from error
    except Exception as error:  # importing runs foreign code
        raise TransferlotseError(texts.MODULE_BROKEN.format(**_named(plugin), reason=type(error).__name__)) from error
    target: object = getattr(module, name, None)
    if not callable(target):
        raise TransferlotseError(texts.NAME_MISSING.format(**_named(plugin), module=module_name, name=name))
    return target


def _known_options(target: Callable[..., object]) -> set[str] | None:
    """The options that may be given, or None where anything goes.

    Asked beforehand, because some LangChain classes send a misspelt option on to the service instead of refusing it.
    """
    if isinstance(target, type) and issubclass(target, BaseModel):
        if target.model_config.get("extra") == "allow":
            return None
        return {name for field_name in target.model_fields for name in _names(target, field_name)}
    try:
        parameters = inspect.signature(target).parameters.values()
    except ValueError:  # some classes written in C tell nothing
        return None
    if any(parameter.kind is inspect.Parameter.VAR_KEYWORD for parameter in parameters):
        return None
    named = {parameter.name for parameter in parameters if parameter.kind is not inspect.Parameter.POSITIONAL_ONLY}
    return {name for name in named if not name.startswith("_")}


def _names(model: type[BaseModel], field_name: str) -> list[str]:
    alias = model.model_fields[field_name].validation_alias
    aliases = alias.choices if isinstance(alias, AliasChoices) else [alias]
    return [field_name, *(name for name in aliases if isinstance(name, str))]


def _reason(error: Exception, options: Mapping[str, Any]) -> str:
    """What the error says without any value that was given."""
    if isinstance(error, ValidationError):
        found = error.errors(include_input=False, include_context=False, include_url=False)
        said = "; ".join(": ".join([*(str(part) for part in e["loc"]), e["msg"]]) for e in found)
    else:
        said = f"{type(error).__name__}: {error}"
    for value in sorted(_texts_within(options), key=len, reverse=True):
        said = said.replace(value, "…")
    return " ".join(said.split())[:300]


def _texts_within(value: object) -> set[str]:
    match value:
        case Mapping():
            return {text for inner in value.values() for text in _texts_within(inner)}
        case list():
            return {text for inner in value for text in _texts_within(inner)}
        case str() if value:
            return {value}
        case _:
            return set()


def _shaping(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options that may change what comes out."""
    kept: dict[str, Any] = {}
    for name, value in options.items():
        if _NOT_SHAPING.search(name) or (isinstance(value, str) and _ADDRESS.match(value)):
            continue
        kept[name] = _shaping(value) if isinstance(value, dict) else value
    return kept


def _named(plugin: Plugin) -> dict[str, str]:
    return {"setting": plugin.setting, "path": plugin.path}
