"""The units in `deploy/systemd/`: what they start, and how little they may do."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "deploy/systemd"
UNITS = ["topicwire.service", "topicwire@.service"]
PROGRAM = "/opt/topicwire/.venv/bin/topicwire"

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed: it comes with systemd"
)


def settings(unit: str) -> dict[str, list[str]]:
    """Values by the name of the setting: some stand in it more than once."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r"^(\w+)=(.*)$", (FOLDER / unit).read_text("utf-8"), re.MULTILINE):
        found.setdefault(name, []).append(value)
    return found


@pytest.fixture
def copy(unit: str, tmp_path: Path) -> Path:
    """The unit with a program that is there: systemd looks for it."""
    path = tmp_path / unit
    path.write_text((FOLDER / unit).read_text("utf-8").replace(PROGRAM, sys.executable))
    return path


def test_every_unit_is_looked_at() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == UNITS


@pytest.mark.parametrize("unit", UNITS)
def test_it_is_started_again_until_that_cannot_help(unit: str) -> None:
    found = settings(unit)
    assert found["Restart"] == ["always"]
    assert found["RestartSec"] == ["5"]
    assert found["StartLimitIntervalSec"] == ["0"]
    assert found["RestartPreventExitStatus"] == ["2 5"]  # a wrong setting, a refused token
    assert found["TimeoutStopSec"] == ["45"]


def test_the_name_of_an_instance_is_its_role_unless_its_file_says_otherwise() -> None:
    found = settings("topicwire@.service")
    assert found["ExecStart"] == [f"{PROGRAM} run --role ${{TOPICWIRE_ROLE}}"]
    assert "TOPICWIRE_ROLE=%i" in found["Environment"]
    assert found["EnvironmentFile"] == ["-/etc/topicwire/%i.env"]  # wins over Environment (systemd.exec)


@pytest.mark.parametrize(
    ("unit", "place"), [("topicwire.service", "topicwire"), ("topicwire@.service", "topicwire-%i")]
)
def test_each_process_has_a_place_for_its_heartbeat(unit: str, place: str) -> None:
    found = settings(unit)
    assert found["RuntimeDirectory"] == [place]
    assert any(value.startswith(f"TMPDIR=/run/{place} ") for value in found["Environment"])


@needs_systemd
@pytest.mark.parametrize("unit", UNITS)
def test_systemd_takes_it(copy: Path) -> None:
    done = subprocess.run(["systemd-analyze", "verify", copy], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("unit", UNITS)
def test_systemd_finds_it_hardened(copy: Path) -> None:
    """Exposure is 1.5 of 10, of which the network is half a point; a unit without hardening has 9.6."""
    judge = ["systemd-analyze", "security", "--no-pager", "--offline=true", "--threshold=20"]
    assert subprocess.run([*judge, copy], capture_output=True, check=False).returncode == 0
    copy.write_text(
        re.sub(r"^(Protect|Restrict|Private|Capability|SystemCall).*\n", "", copy.read_text(), flags=re.MULTILINE)
    )
    assert subprocess.run([*judge, copy], capture_output=True, check=False).returncode == 1
