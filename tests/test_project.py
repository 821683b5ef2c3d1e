"""The house is in order: every file in its room, settings and locks told alike wherever they are told."""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from importlib.metadata import requires
from pathlib import Path
from typing import Any

import pytest
from dotenv import dotenv_values
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot.settings import SECRETS, Settings, read_settings

ROOT = Path(__file__).parent.parent
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
TOP = re.compile(r"(\w+)/(?: |$)")
ENTRY = re.compile(r"  ([\w.]+)(/?)(?: |$)")
PINNED = re.compile(r"^([\w.-]+)==([^\s;]+)")
LOCKS = ("run", "sandbox", "dev")
# Folders that only one person has.
SOMEBODYS = re.compile(r"(?<![\w.])/(?:home|Users|root|work|workspace)/\w")


def text_of(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def mapped() -> set[str]:
    """Files and folders (with a slash) that the map of the architecture names."""
    entries, top = set(), ""
    for line in text_of("docs/architecture.md").split("```")[1].splitlines():
        if found := TOP.match(line):
            top = found[1]
        elif found := ENTRY.match(line):
            entries.add(f"{top}/{found[1]}{found[2]}")
    return entries


def sources(package: str) -> Iterator[str]:
    """Paths of all files of a package, with `/` between."""
    for path in sorted((ROOT / package).rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(ROOT).as_posix()


PRODUCT = [
    path
    for package in ("bot", "storage")
    for path in sources(package)
    if path.endswith(".py") and "/migrations/" not in path
]
"""The files of the program itself."""


@pytest.mark.parametrize("package", ["bot", "sandbox"])
def test_every_file_belongs_to_a_room(package: str) -> None:
    rooms = mapped()
    strays = [
        path for path in sources(package) if path not in rooms and f"{'/'.join(path.split('/')[:2])}/" not in rooms
    ]
    assert strays == []


@pytest.mark.parametrize("package", ["bot", "storage", "sandbox"])
def test_no_file_or_function_is_too_long(package: str) -> None:
    amiss = []
    for path in sources(package):
        if not path.endswith(".py") or "/versions/" in path:
            continue
        text = text_of(path)
        amiss += [path] if text.count("\n") > 600 else []
        functions = (
            each for each in ast.walk(ast.parse(text)) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)
        )
        amiss += [f"{path}: {each.name}" for each in functions if (each.end_lineno or 0) - each.lineno > 40]
    assert amiss == []


def test_few_modules_have_one_importer() -> None:
    """A module that only one other uses must earn its name; a quarter of them may."""
    modules = {path[:-3].replace("/", ".").removesuffix(".__init__"): path for path in PRODUCT}
    users: dict[str, set[str]] = {name: set() for name in modules}
    for path in PRODUCT:
        for node in ast.walk(ast.parse(text_of(path))):
            for name in imported(node):
                if modules.get(name, path) != path:
                    users[name].add(path)
    alone = sorted(name for name, found in users.items() if len(found) == 1)
    assert len(modules) <= 226
    assert len(alone) / len(modules) < 0.25, alone


def imported(node: ast.AST) -> list[str]:
    """The modules that a statement imports, and the names that may be modules."""
    if isinstance(node, ast.Import):
        return [each.name for each in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{each.name}" for each in node.names)]
    return []


def test_every_file_of_the_database_is_on_the_map() -> None:
    files = {path if path.count("/") == 1 else f"{path.rpartition('/')[0]}/" for path in sources("storage")}
    rooms = {path for path in files if not path.startswith("storage/migrations/versions/")}
    assert rooms - {"storage/__init__.py", "storage/py.typed"} == {
        entry for entry in mapped() if entry.startswith("storage/")
    }


def test_the_map_names_nothing_that_is_not_there() -> None:
    assert [entry for entry in mapped() if not (ROOT / entry).exists()] == []


def test_the_example_lists_every_setting_with_its_default() -> None:
    example = {name: value or "" for name, value in dotenv_values(ROOT / ".env.example").items()}
    assert list(example) == [name.upper() for name in Settings.model_fields]
    assert read_settings(example, ROOT / "no such file") == Settings()


def test_the_readme_lists_the_same_settings() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| (?:`(.*?)`)? ?\| \S", text_of("README.md"), re.MULTILINE)
    assert rows == list(dotenv_values(ROOT / ".env.example").items())


@pytest.mark.parametrize("secret", SECRETS)
def test_secrets_from_files_are_told(secret: str) -> None:
    assert f"{secret}_FILE" in text_of("README.md")
    assert f"{secret}_FILE" in text_of(".env.example")


def locked(name: str) -> dict[str, str]:
    """Versions by the name of the package."""
    found = (PINNED.match(line) for line in text_of(f"locks/{name}.lock").splitlines())
    return {canonicalize_name(pin[1]): pin[2] for pin in found if pin}


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("run", PYPROJECT["project"]["dependencies"]),
        ("run", PYPROJECT["build-system"]["requires"]),
        ("sandbox", PYPROJECT["project"]["dependencies"]),
        ("sandbox", PYPROJECT["project"]["optional-dependencies"]["sandbox"]),
        ("sandbox", PYPROJECT["build-system"]["requires"]),
        ("dev", PYPROJECT["project"]["dependencies"]),
        ("dev", PYPROJECT["project"]["optional-dependencies"]["sandbox"]),
        ("dev", PYPROJECT["dependency-groups"]["dev"]),
    ],
)
def test_locks_hold_what_the_project_asks_for(lock: str, wanted: list[str]) -> None:
    pins = locked(lock)
    requirements = [Requirement(each) for each in wanted]
    amiss = [
        str(each) for each in requirements if not each.specifier.contains(pins.get(canonicalize_name(each.name), "0"))
    ]
    assert amiss == []


@pytest.mark.parametrize("lock", ["run", "sandbox"])
def test_what_is_tested_is_what_runs(lock: str) -> None:
    assert locked(lock).items() <= locked("dev").items()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    pins = re.split(r"\n(?=\S)", text_of(f"locks/{lock}.lock"))
    assert [pin for pin in pins if PINNED.match(pin) and "--hash=sha256:" not in pin] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_no_address(lock: str) -> None:
    assert "://" not in text_of(f"locks/{lock}.lock")


def needed(wanted: Iterable[str]) -> Iterator[str]:
    """Names of all that some requirements bring along here, by extras too; themselves included."""
    seen: set[tuple[str, str]] = set()
    waiting = [(Requirement(each), "") for each in wanted]
    for requirement, asked_with in waiting:
        if requirement.marker and not requirement.marker.evaluate({"extra": asked_with}):
            continue
        for extra in ("", *requirement.extras):
            name = canonicalize_name(requirement.name)
            if (name, extra) not in seen:
                seen.add((name, extra))
                yield name
                waiting += [(Requirement(each), extra) for each in requires(name) or ()]


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_hold_what_that_brings_along(lock: str) -> None:
    """They are installed without resolving anything, so what is not pinned would be missing."""
    wanted = PYPROJECT["project"]["dependencies"] + PYPROJECT["build-system"]["requires"]
    if lock != "run":
        wanted += PYPROJECT["project"]["optional-dependencies"]["sandbox"]
    if lock == "dev":
        wanted += PYPROJECT["dependency-groups"]["dev"]
    assert set(needed(wanted)) - locked(lock).keys() == set()


@pytest.mark.parametrize("path", ["Makefile", "Dockerfile"])
def test_locks_are_installed_with_hashes_and_without_resolving(path: str) -> None:
    lines = [line for line in text_of(path).splitlines() if re.search(r"(?:pip|PIP\)) install ", line)]
    installs = [line for line in lines if "--no-build-isolation" not in line]
    assert installs
    assert [line for line in installs if "--require-hashes --no-deps -r" not in line] == []
    assert re.search(r"(?:pip|PIP\)) check$", text_of(path), re.MULTILINE)


def test_what_is_no_code_is_packaged_too() -> None:
    patterns = [
        f"{package.replace('.', '/')}/{pattern}"
        for package, each in PYPROJECT["tool"]["setuptools"]["package-data"].items()
        for pattern in each
    ]
    data = [path for package in ("bot", "sandbox", "storage") for path in sources(package) if not path.endswith(".py")]
    assert [path for path in data if not any(fnmatch(path, pattern) for pattern in patterns)] == []


@pytest.mark.parametrize("path", ["Dockerfile", ".ci/fresh"])
def test_every_package_goes_along(path: str) -> None:
    packages = {each.rstrip("*") for each in PYPROJECT["tool"]["setuptools"]["packages"]["find"]["include"]}
    copying = [line.split() for line in text_of(path).splitlines() if line.split()[:1] in (["COPY"], ["cp"])]
    assert packages <= {word for words in copying for word in words}


def test_the_image_is_built_from_what_it_is_given() -> None:
    given = {line[1:] for line in text_of(".dockerignore").splitlines() if line.startswith("!")}
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", text_of("Dockerfile"), re.MULTILINE)
    assert {source for sources in copied for source in sources.split()} == given
    assert [source for source in given if not (ROOT / source).exists()] == []


def tracked() -> Iterator[Path]:
    """Files that are part of the project, as far as `.gitignore` tells."""
    ignored = [line.strip("/") for line in text_of(".gitignore").split()] + [".git"]
    folders = [ROOT]
    for folder in folders:
        for path in folder.iterdir():
            if any(fnmatch(path.name, pattern) for pattern in ignored):
                continue
            if path.is_dir():
                folders.append(path)
            else:
                yield path


def test_no_file_leads_into_somebodys_folders() -> None:
    texts = {path.relative_to(ROOT).as_posix(): path.read_bytes().decode("utf-8", "replace") for path in tracked()}
    assert [path for path, text in texts.items() if SOMEBODYS.search(text)] == []
