"""What `compose.yaml` and the Dockerfile promise: which processes there are, and how little is open to others."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.cli import command_line

ROOT = Path(__file__).parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = [name for name, service in SERVICES.items() if service.get("build")]
ROLES = {"updates", "schedule", "send"}
OF_THE_OPERATOR = ("./records", "./topics", "./secrets/")
"""Where whoever runs it puts what is theirs; `.gitignore` knows them."""


def text_of(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def started_with(*profiles: str) -> set[str]:
    return {
        name for name, service in SERVICES.items() if not (wanted := service.get("profiles")) or {*wanted} & {*profiles}
    }


def mounts(service: dict[str, Any]) -> Iterator[list[str]]:
    for volume in service.get("volumes", ()):
        yield volume.split(":")


def test_one_bot_is_what_starts_by_itself() -> None:
    assert started_with() == {"bot"}
    assert "command" not in SERVICES["bot"]


def test_the_fleet_has_every_role_and_three_senders() -> None:
    roles = {name: SERVICES[name]["command"] for name in OURS if "command" in SERVICES[name]}
    assert roles == {role: ["run", "--role", role] for role in ROLES}
    assert started_with("scale") == {"bot", *ROLES, "postgres", "prometheus", "grafana"}
    assert SERVICES["send"]["deploy"]["replicas"] == 3


def test_commands_of_our_services_are_commands_of_the_program() -> None:
    known = {each.name or getattr(each.callback, "__name__", "") for each in command_line().registered_commands}
    named = {SERVICES[name]["command"][0] for name in OURS if "command" in SERVICES[name]}
    health = re.search(r'HEALTHCHECK .*CMD \["topicwire", "(\w+)"\]', text_of("Dockerfile"))
    assert health
    assert {*named, health[1]} <= known


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_service_writes_nowhere_but_where_it_is_told_and_rises_no_higher(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert "no-new-privileges:true" in service["security_opt"]
    assert name == "postgres" or service["cap_drop"] == ["ALL"]
    assert service["restart"] == "unless-stopped"
    assert not {"privileged", "network_mode", "pid", "cap_add", "devices"} & service.keys()


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_nothing_is_open_beyond_this_machine(name: str) -> None:
    assert [port for port in SERVICES[name].get("ports", ()) if not re.fullmatch(r"127\.0\.0\.1:\d+:\d+", port)] == []


def test_no_two_services_want_the_same_port() -> None:
    ports = [port.split(":")[1] for service in SERVICES.values() for port in service.get("ports", ())]
    assert sorted(set(ports)) == sorted(ports)


@pytest.mark.parametrize("name", OURS)
def test_our_processes_are_reached_by_the_other_containers(name: str) -> None:
    environment = SERVICES[name]["environment"]
    assert (environment["HTTP_HOST"], environment["HTTP_PORT"]) == ("0.0.0.0", "8080")
    assert "EXPOSE 8080" in text_of("Dockerfile")


@pytest.mark.parametrize("name", sorted(ROLES))
def test_a_role_cannot_begin_a_database_of_its_own(name: str) -> None:
    """A forgotten DATABASE_URL is told, where else three processes would each fill a file."""
    assert "/app/data" not in [target for _, target, *_ in mounts(SERVICES[name])]
    assert any(each.startswith("/app/data:mode=0500") for each in SERVICES[name]["tmpfs"])


def test_images_are_pinned() -> None:
    named = [service["image"] for service in SERVICES.values() if not service.get("build")]
    named += re.findall(r"^FROM (\S+)", text_of("Dockerfile"), re.MULTILINE)
    assert len(named) == 5
    assert [image for image in named if not re.fullmatch(r"[a-z/]+:v?\d+[\w.-]*", image)] == []


def test_every_file_that_is_mounted_is_there() -> None:
    files = [source for service in SERVICES.values() for source, *_ in mounts(service) if source.startswith(".")]
    files += [secret["file"] for secret in COMPOSE["secrets"].values()]
    ours = [file for file in files if not file.startswith(OF_THE_OPERATOR)]
    assert len(ours) == 5
    assert [file for file in ours if not (ROOT / file).is_file()] == []
    assert [kept for kept in OF_THE_OPERATOR if f"/{kept.strip('./')}/" not in text_of(".gitignore").split()] == []


def test_what_is_mounted_from_here_is_read_only() -> None:
    mounted = [mount for service in SERVICES.values() for mount in mounts(service)]
    assert [mount for mount in mounted if mount[0].startswith(".") and mount[2:] != ["ro"]] == []
    assert {mount[0] for mount in mounted if not mount[0].startswith(".")} == COMPOSE["volumes"].keys()


def test_prometheus_and_grafana_find_what_they_show() -> None:
    scrapes = yaml.safe_load(text_of("deploy/prometheus/prometheus.yml"))
    assert scrapes["rule_files"] == ["alerts.yml"]
    assert set(scrapes["scrape_configs"][0]["dns_sd_configs"][0]["names"]) == set(OURS)
    source = yaml.safe_load(text_of("deploy/grafana/datasources.yaml"))["datasources"][0]
    assert source["url"] == "http://prometheus:9090"
    folder = yaml.safe_load(text_of("deploy/grafana/dashboards.yaml"))["providers"][0]["options"]["path"]
    assert folder in [str(Path(target).parent) for _, target, *_ in mounts(SERVICES["grafana"])]


def test_the_image_runs_as_nobody_in_particular() -> None:
    """The last USER is whom the bot runs as; by number, so that an orchestrator can tell that it is not root."""
    assert re.findall(r"^USER (\S+)", text_of("Dockerfile"), re.MULTILINE)[-1] == "10001:10001"


def test_hadolint_finds_nothing_in_the_dockerfile(tmp_path: Path) -> None:
    hadolint = Path(sys.executable).with_name("hadolint")

    def lint(path: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run([hadolint, "--no-color", path], capture_output=True, text=True, check=False)

    assert lint(ROOT / "Dockerfile").stdout == ""
    amiss = tmp_path / "Dockerfile"
    amiss.write_text("FROM debian\n")
    assert "DL3006" in lint(amiss).stdout


def test_promtool_takes_prometheus_settings(tmp_path: Path) -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is not installed: it comes with Debian's package prometheus")
    shutil.copy(ROOT / "deploy/prometheus/prometheus.yml", tmp_path)
    (tmp_path / "alerts.yml").write_text("groups: []\n")
    subprocess.run([promtool, "check", "config", tmp_path / "prometheus.yml"], check=True, capture_output=True)
