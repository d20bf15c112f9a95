"""docker-compose.yml says what it should, as docker-compose itself reads it."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from config import settings

ROOT = Path(__file__).resolve().parents[2]
CLEAN = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    return resolved(ROOT)


def resolved(folder: Path) -> dict[str, Any]:
    """The services, anchors and defaults resolved."""
    program = shutil.which("docker-compose")
    if program is None:
        words = "No docker-compose here: docker-compose.yml is not checked."
        if os.environ.get("CI"):
            pytest.fail(words)
        pytest.skip(words)
    done = subprocess.run(
        [program, "config"], cwd=folder, env=CLEAN, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return yaml.safe_load(done.stdout)["services"]


@pytest.mark.parametrize("name", ["web", "worker"])
def test_it_is_a_database_a_site_a_worker_and_a_step_before_them(
    services: dict[str, Any], name: str
) -> None:
    assert set(services) == {"database", "migrate", "web", "worker"}
    waits = {name: wait["condition"] for name, wait in services[name]["depends_on"].items()}
    assert waits == {
        "database": "service_healthy",
        "migrate": "service_completed_successfully",
    }


def test_what_serves_can_be_asked_for_its_health(services: dict[str, Any]) -> None:
    assert services["database"]["healthcheck"]["test"][:2] == ["CMD", "pg_isready"]
    assert services["web"]["healthcheck"]["test"] == ["CMD", "python", "-m", "config.probe"]


def test_the_worker_is_asked_for_the_heartbeat_that_it_has(services: dict[str, Any]) -> None:
    worker = services["worker"]
    *begin, heartbeat = worker["command"]
    assert begin == ["python", "manage.py", "worker", "--heartbeat"]
    assert worker["healthcheck"]["test"] == [
        *("CMD", "python", "manage.py", "worker"),
        *("--check", heartbeat),
    ]
    assert worker["tmpfs"] == [str(Path(heartbeat).parent)], "nothing else can be written"


def test_the_worker_is_told_what_the_site_is_told(services: dict[str, Any]) -> None:
    assert services["worker"]["environment"] == services["web"]["environment"]
    assert "ports" not in services["worker"]


@pytest.mark.parametrize("name", ["migrate", "web", "worker"])
def test_our_containers_can_write_and_gain_nothing(services: dict[str, Any], name: str) -> None:
    service = services[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "volumes" not in service


def test_secrets_come_from_files(services: dict[str, Any]) -> None:
    for service in services.values():
        for name, value in service["environment"].items():
            if value and ("KEY" in name or "PASSWORD" in name):
                assert name.endswith("_FILE")
                assert value.startswith("/run/secrets/")
    assert "@" in services["web"]["environment"]["DATABASE_URL"]
    assert services["web"]["environment"]["DATABASE_URL"].count(":") == 2, "it holds a password"


def test_the_site_is_only_reached_from_this_machine(services: dict[str, Any]) -> None:
    assert "ports" not in services["database"]
    assert json.dumps(services["web"]["ports"]).count("127.0.0.1") == 1


def test_every_setting_it_gives_exists(services: dict[str, Any]) -> None:
    known = settings.env.declared | {f"{name}_FILE" for name in settings.env.declared}
    given = set(services["web"]["environment"])
    assert given
    assert given - known == set()


def test_every_setting_can_be_given(services: dict[str, Any]) -> None:
    """But for those that say where things are inside the container."""
    environment = services["web"]["environment"]
    given = {name.removesuffix("_FILE") for name in environment}
    inside = {"PORT", "POSTIL_BIND", "POSTIL_VAR", "POSTIL_STATIC"}
    assert settings.env.declared - given == inside


def test_a_setting_in_the_file_reaches_the_site(tmp_path: Path) -> None:
    shutil.copy(ROOT / "docker-compose.yml", tmp_path)
    (tmp_path / ".env").write_text("POSTIL_UPLOAD_LIMIT=9 MB\nPOSTIL_HOSTS=archive.example.org\n")
    environment = resolved(tmp_path)["web"]["environment"]
    assert environment["POSTIL_UPLOAD_LIMIT"] == "9 MB"
    assert environment["POSTIL_HOSTS"] == "archive.example.org"
    assert not environment["POSTIL_LOG"]


def test_the_image_serves_as_somebody_without_rights() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert "USER 10001:10001" in dockerfile
    assert "--require-hashes" in dockerfile
