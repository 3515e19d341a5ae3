"""Who imports whom inside a room, read from the source: also what is imported for types alone, or inside a function."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import networkx as nx

import esthersim

Kind = Literal["at once", "for types", "in a function"]
"""When an import happens: with the module, only for the type checker, or when a function is called."""

ROOT = Path(esthersim.__file__).parent


def rooms() -> tuple[str, ...]:
    """Return the rooms by their folder; the modules beside them are one more, called `esthersim`."""
    return ("esthersim", *sorted(each.parent.name for each in ROOT.glob("*/__init__.py")))


def circles(room: str) -> list[str]:
    """Return each circle of a room as `module -> module (for types) -> ...`; a circle has more than one module."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    modules = dict(_modules(room))
    for name, file in modules.items():
        for target, kind in _imports(name, ast.parse(file.read_text(encoding="utf-8")), modules):
            if target != name and (not graph.has_edge(name, target) or kind == "at once"):
                graph.add_edge(name, target, kind=kind)
    parts = [part for part in nx.strongly_connected_components(graph) if len(part) > 1]
    return [_in_words(graph, nx.find_cycle(graph.subgraph(part))) for part in parts]


def _modules(room: str) -> Iterator[tuple[str, Path]]:
    files = ROOT.glob("*.py") if room == "esthersim" else (ROOT / room).rglob("*.py")
    for file in files:
        parts = file.relative_to(ROOT.parent).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), file


def _imports(name: str, tree: ast.Module, modules: dict[str, Path]) -> Iterator[tuple[str, Kind]]:
    """Yield the modules of the room that a module imports. A package's own modules are no import of the package."""
    for node, kind in _import_nodes(tree, "at once"):
        if isinstance(node, ast.Import):
            targets = {alias.name for alias in node.names}
        else:
            source = node.module or ""
            targets = {f"{source}.{alias.name}" for alias in node.names}
            targets = {target if target in modules else source for target in targets}
        yield from ((target, kind) for target in sorted(targets & modules.keys()) if target != name)


def _import_nodes(parent: ast.AST, kind: Kind) -> Iterator[tuple[ast.Import | ast.ImportFrom, Kind]]:
    for node in ast.iter_child_nodes(parent):
        match node:
            case ast.Import() | ast.ImportFrom():
                yield node, kind
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
                yield from _import_nodes(node, "in a function")
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                yield from _import_nodes(node, "for types")
            case _:
                yield from _import_nodes(node, kind)


def _in_words(graph: nx.DiGraph[str], circle: list[tuple[str, str]]) -> str:
    names = [circle[0][0]]
    for start, target in circle:
        kind: Kind = graph.edges[start, target]["kind"]
        names.append(target if kind == "at once" else f"{target} ({kind})")
    return " -> ".join(name.removeprefix("esthersim.") for name in names)
