# SPDX-License-Identifier: EUPL-1.2
"""The one door for YAML of unknown origin: plain data, every scalar as written, each defect with its line.

Built from the events of libyaml, so that aliases, tags and repeated keys are refused before anything is built from
them. Text stays text: `1.10` is not a number here, nor `no` a truth value; only `null`, `~`, `true` and `false` are
more than text when they stand without quotes.

Source: YAML 1.2.2, failsafe schema; PyYAML issue 897 (677 bytes of merge keys take 23 s).
"""

from __future__ import annotations

from typing import Any

import msgspec

from sovaudit.errors import InputError
from sovaudit.language import _
from sovaudit.limits import limits, past

_WORDS = {"null": None, "~": None, "": None, "true": True, "false": False}


class Document(msgspec.Struct):
    """A document and the lines of its parts.

    Args:
        value: dict, list, str, bool or None.
        lines: JSON pointer -> line, 1 the first, of every member of a mapping and element of a list.
    """

    value: Any
    lines: dict[str, int]

    def line(self, pointer: str) -> str:
        """Return the line of a part, or of what holds it, as a person writes it."""
        while pointer not in self.lines and pointer:
            pointer = pointer.rpartition("/")[0]
        return _("line {line}").format(line=self.lines.get(pointer, 1))


def load(data: bytes, path: str) -> Document:
    """Read one YAML document.

    Raises:
        InputError: not YAML, an alias, a tag, a key used twice, a second document, or past a limit.
    """
    import yaml

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = _("line {line}").format(line=data.count(b"\n", 0, error.start) + 1)
        raise InputError(_("not UTF-8"), f"{path}: {line}", _("save it as UTF-8")) from None
    try:
        return _Builder(path).build(yaml.parse(text, Loader=getattr(yaml, "CLoader", yaml.Loader)))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = _("line {line}").format(line=mark.line + 1 if mark else 1)
        hint = _("ask its author for the file again: it is damaged or incomplete")
        said = _("not readable as YAML (the parser says « {reason} »)").format(reason=(error.problem or "")[:200])
        raise InputError(said, f"{path}: {place}", hint) from None
    except yaml.YAMLError as error:
        hint = _("ask its author for the file again: it is damaged or incomplete")
        said = _("not readable as YAML (the parser says « {reason} »)").format(reason=str(error).splitlines()[0][:200])
        place = _("line {line}").format(line=data.count(b"\n", 0, getattr(error, "position", 0)) + 1)
        raise InputError(said, f"{path}: {place}", hint) from None


class _Builder:
    """Puts a document together from its events, without recursion."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._lines: dict[str, int] = {}
        self._root: list[Any] = []
        self._stack: list[tuple[Any, str]] = [(self._root, "")]
        self._keys: list[Any] = []
        self._aliases = 0
        self._anchors: dict[str, Any] = {}

    def build(self, events: Any) -> Document:  # noqa: ANN401 -- PyYAML has no type for them
        import yaml

        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refused(event, _("a second document in the same file"))
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.ScalarEvent):
                self._check(event)
                self._add(event, self._scalar(event))
            elif isinstance(event, yaml.CollectionStartEvent):
                self._check(event)
                self._open(event, {} if isinstance(event, yaml.MappingStartEvent) else [])
            elif isinstance(event, yaml.CollectionEndEvent):
                self._stack.pop()
                self._keys.pop()
        return Document(self._root[0] if self._root else None, self._lines)

    def _alias(self, event: Any) -> None:  # noqa: ANN401
        self._aliases += 1
        allowed = limits().aliases
        if self._aliases > allowed:
            raise past("aliases", _("an alias (« *{name} »)").format(name=event.anchor), self._where(event))
        if event.anchor not in self._anchors:
            raise self._refused(event, _("an alias of something not complete: {name}").format(name=event.anchor))
        self._add(event, self._anchors[event.anchor])

    def _check(self, event: Any) -> None:  # noqa: ANN401
        if event.tag is not None and event.tag != "!":
            raise self._refused(event, _("a tag (« {name} »)").format(name=event.tag[:80]))

    def _scalar(self, event: Any) -> Any:  # noqa: ANN401
        if len(event.value) > limits().text:
            found = _("a text of {count} characters").format(count=len(event.value))
            raise past("text", found, self._where(event), len(event.value))
        value = _WORDS.get(event.value, event.value) if event.implicit[0] else event.value
        if event.anchor:
            self._anchors[event.anchor] = value
        return value

    def _open(self, event: Any, value: Any) -> None:  # noqa: ANN401
        if len(self._stack) > limits().depth:
            found = _("values nested {depth} deep").format(depth=len(self._stack))
            raise past("depth", found, self._where(event))
        pointer = self._add(event, value)
        self._stack.append((value, pointer))
        self._keys.append(None)

    def _add(self, event: Any, value: Any) -> str:  # noqa: ANN401
        """Put a value where it belongs and return its pointer; the first of two in a mapping is the key."""
        holder, pointer = self._stack[-1]
        if isinstance(holder, list):
            holder.append(value)
            own = f"{pointer}/{len(holder) - 1}" if len(self._stack) > 1 else ""
        elif self._keys[-1] is None:
            self._keys[-1] = key = self._key(event, value, holder)
            return f"{pointer}/{key[0]}"
        else:
            key, line = self._keys[-1]
            self._keys[-1] = None
            holder[key] = value
            own = f"{pointer}/{key}"
            self._lines[own] = line
            return own
        self._lines[own] = event.start_mark.line + 1
        return own

    def _key(self, event: Any, value: Any, holder: dict[str, Any]) -> tuple[str, int]:  # noqa: ANN401
        if isinstance(value, dict | list):
            raise self._refused(event, _("a key that is no text"))
        key = str(getattr(event, "value", value))
        if key in holder:
            raise self._refused(event, _("the key « {name} » is used twice").format(name=key[:80]))
        if key == "<<":
            raise self._refused(event, _("a merge key (« << »)"))
        return key, event.start_mark.line + 1

    def _where(self, event: Any) -> str:  # noqa: ANN401
        return f"{self._path}: " + _("line {line}").format(line=event.start_mark.line + 1)

    def _refused(self, event: Any, what: str) -> InputError:  # noqa: ANN401
        text = _("refused in a file of unknown origin: {what}").format(what=what)
        return InputError(text, self._where(event), _("ask its author for plain YAML"))
