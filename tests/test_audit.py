"""`make audit` and `make sbom`: their tools are locked like everything else, and no answer is no all-clear."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "locks/audit.lock").read_text("utf-8")


def test_the_lock_holds_the_tools_with_hashes_and_names_no_address() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]["audit"]
    pins = dict(re.findall(r"^([\w.-]+)==([^\s;]+)", LOCK, re.MULTILINE))
    assert [each for each in wanted if not (one := Requirement(each)).specifier.contains(pins.get(one.name, "0"))] == []
    assert [pin for pin in re.split(r"\n(?=\w)", LOCK)[1:] if "--hash=sha256:" not in pin] == []
    assert "://" not in LOCK


@pytest.mark.parametrize(
    ("said", "code", "verdict"),
    [
        ("No known vulnerabilities found", 0, 0),
        ("Found 2 known vulnerabilities in 1 package", 1, 1),
        ("ERROR:pip_audit._cli:Could not connect to PyPI's vulnerability feed", 1, 2),
        ("ERROR:pip_audit._cli:yarl: Dependency not found on PyPI and could not be audited: yarl (1.25.1)", 1, 2),
    ],
)
def test_what_could_not_be_asked_is_told_apart_from_what_was_found(
    said: str, code: int, verdict: int, tmp_path: Path
) -> None:
    scanner = tmp_path / "pip-audit"
    scanner.write_text(f'#!/bin/sh\necho "$@" >>{tmp_path}/asked\necho "{said}" >&2\nexit {code}\n')
    scanner.chmod(0o755)
    done = subprocess.run([ROOT / ".ci/audit", scanner], capture_output=True, text=True, check=False)
    assert done.returncode == verdict
    assert said in done.stdout + done.stderr
    assert ("needs the network" in done.stderr) == (verdict == 2)
    asked = (tmp_path / "asked").read_text()
    locks = sorted(path.name for path in (ROOT / "locks").glob("*.lock"))
    assert re.findall(r"locks/(\S+)", asked) == (locks if verdict < 2 else locks[:1])
    assert asked.count("--strict") == asked.count("\n")
