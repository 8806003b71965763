"""Holds the sizes the house keeps to, and shows the medians. Small files and functions are a habit, not a wish."""

import ast
import statistics
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LINES_A_FILE, LINES_A_FUNCTION, LINES_A_VIEW = 300, 40, 25
NOT_OURS_TO_CUT = ("/migrations/", "/static/")


@dataclass(frozen=True)
class Function:
    place: str
    lines: int
    is_view: bool


def main() -> int:
    files = [Path(name) for name in tracked() if not any(part in f"/{name}" for part in NOT_OURS_TO_CUT)]
    product = [file for file in files if file.parts[0] == "drystone"]
    trees = {file: ast.parse(file.read_text("utf-8")) for file in files}
    functions = [function for file in product for function in functions_of(file, trees[file])]
    faults = [
        *(f"{file}: {lines(file)} lines, {LINES_A_FILE} at most" for file in files if lines(file) > LINES_A_FILE),
        *(fault for function in functions if (fault := too_long(function))),
        *(hidden for file in product for hidden in hidden_imports(file, trees[file])),
    ]
    report("files", [lines(file) for file in product if lines(file)])
    report("functions", [function.lines for function in functions])
    report("views", [function.lines for function in functions if function.is_view])
    print("\n".join(faults))
    return 1 if faults else 0


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "*.py"], capture_output=True, text=True)
    return sorted(name for name in set(listed.stdout.split()) if Path(name).exists())


def lines(file: Path) -> int:
    return len(file.read_text("utf-8").splitlines())


def functions_of(file: Path, tree: ast.Module) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.args.args[0].arg if node.args.args else ""
            is_view = file.parts[:2] == ("drystone", "web") and first == "request"
            yield Function(f"{file}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1, is_view)


def too_long(function: Function) -> str:
    limit = LINES_A_VIEW if function.is_view else LINES_A_FUNCTION
    return f"{function.place}: {function.lines} lines, {limit} at most" if function.lines > limit else ""


def hidden_imports(file: Path, tree: ast.Module) -> Iterator[str]:
    """Imports inside functions hide which room needs which."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield f"{file}:{node.lineno}: an import hidden in {function.name}"


def report(what: str, sizes: list[int]) -> None:
    if sizes:
        biggest, middle = max(sizes), statistics.median(sizes)
        tenth = sorted(sizes)[int(len(sizes) * 0.9)]
        print(f"{what:9} {len(sizes):5}   median {middle:g}   nine tenths under {tenth}   biggest {biggest}")


if __name__ == "__main__":
    sys.exit(main())
