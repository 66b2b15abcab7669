"""docker-compose.yml: as the command reads it where it is there, as a parser of the specification does everywhere."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from compose_spec import PyCompose
from typer.main import get_group

from assistant.__main__ import app as assistant
from bots.__main__ import app as bots
from corpus.settings import Settings, listed
from ingest.__main__ import app as ingest
from scripts.scale.child import Child
from tests.conftest import ROOT, any_free_port, serving
from tests.scaled import fresh_database

DOORS = {"assistant": assistant, "bots": bots, "ingest": ingest}
TEXT = (ROOT / "docker-compose.yml").read_text("utf-8")
WHOLE: dict[str, Any] = yaml.safe_load(re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", TEXT))
SERVICES: dict[str, Any] = WHOLE["services"]
SCALED = {"proxy", "web", "worker", "bot", "postgres", "chroma"}
PROFILES = {
    (): {"transferlotse"},
    ("scale",): SCALED | {"transferlotse"},
    ("llm",): {"transferlotse", "ollama", "models"},
}
# What a house has of its own, such as a logo.
HOUSE = "./house:/house:ro"
OURS = {name: service for name, service in SERVICES.items() if service["image"].startswith("transferlotse:")}
DOCUMENT = (ROOT / "docs" / "betrieb.md").read_text("utf-8")


def chosen(profiles: tuple[str, ...]) -> dict[str, Any]:
    """What is there with these profiles."""
    return {name: s for name, s in SERVICES.items() if "profiles" not in s or {*s["profiles"]} & {*profiles}}


@pytest.mark.parametrize("profiles", [*PROFILES, ("scale", "llm")], ids="+".join)
def test_the_command_takes_the_file(profiles: tuple[str, ...]) -> None:
    docker = shutil.which("docker")
    if not docker or subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("docker compose is not installed; the parser of the specification is tried all the same")
    given = [word for profile in profiles for word in ("--profile", profile)]
    command = [docker, "compose", *given, "config", "-q"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("profiles", [*PROFILES, ("scale", "llm")], ids="+".join)
def test_a_parser_of_the_specification_takes_what_is_there_with_each_profile(profiles: tuple[str, ...]) -> None:
    services = chosen(profiles)
    assert services.keys() == set().union(*(PROFILES[part] for part in ((), *((p,) for p in profiles))))
    told = {name: part for name, part in WHOLE.items() if not name.startswith("x-")} | {"services": services}
    read = PyCompose.from_yaml(yaml.safe_dump(told))
    assert set(read.service_names()) == services.keys()
    for name, service in services.items():
        assert {*service.get("depends_on", ())} <= services.keys(), name
        named = {part.partition(":")[0] for part in service.get("volumes", ()) if not part.startswith("./")}
        assert named <= WHOLE["volumes"].keys(), name
        assert {*service.get("secrets", ())} <= WHOLE["secrets"].keys(), name
        assert {*service.get("networks", ())} <= WHOLE["networks"].keys(), name


def test_the_parser_refuses_what_is_none() -> None:
    for wrong in (
        {"imge": "x"},
        {"image": "x", "depends_on": {"y": {"condition": "well"}}},
        {"image": "x", "cpus": "viel"},
    ):
        with pytest.raises(ValueError, match="services"):
            PyCompose.from_yaml(yaml.safe_dump({"services": {"x": wrong}}))


@pytest.mark.parametrize("name", SERVICES)
def test_every_container_has_few_rights_a_limit_and_a_pinned_image(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["mem_limit"]
    assert service["cpus"]
    assert service["pids_limit"]
    assert re.fullmatch(r"[\w/.-]+:\d+\.\d+[\w.-]*", service["image"])
    # Ours says in the Dockerfile who runs it; one that is done at once has no health.
    assert name in OURS or int(service["user"].split(":")[0]) > 0
    assert name == "models" or service["healthcheck"]["test"][0] == "CMD"


def test_only_the_proxy_and_a_model_are_reached_from_the_host_and_on_loopback() -> None:
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert ports == {"proxy": ["127.0.0.1:8080:8080"], "ollama": ["127.0.0.1:11434:11434"]}
    assert WHOLE["networks"]["back"] == {"internal": True}
    for name in ("postgres", "chroma", "worker"):
        assert SERVICES[name]["networks"] == ["back"]
    # The web processes believe whoever is in it.
    assert {name for name, service in SERVICES.items() if "front" in service.get("networks", ())} == {"proxy", "web"}


@pytest.mark.parametrize("name", ["web", "worker", "bot"])
def test_the_processes_of_the_scaled_house_have_settings_that_there_are_and_a_sign_in(name: str) -> None:
    service = SERVICES[name]
    given = {key.removeprefix("TRANSFERLOTSE_").lower(): value for key, value in service["environment"].items()}
    assert given.keys() - {"secrets_dir"} <= Settings.model_fields.keys()
    assert given["sign_in"] == "true"
    assert given["secrets_dir"] == "/run/secrets"
    secrets = [secret.removeprefix("transferlotse_") for secret in service["secrets"]]
    assert "database_url" in secrets
    assert {*secrets} <= Settings.model_fields.keys()
    Settings.model_validate(
        {key: value for key, value in given.items() if key != "secrets_dir"}
        | {"database_url": "postgresql://lotse:geheim@postgres:5432/lotse"}
    )


@pytest.mark.parametrize("name", ["transferlotse", "web", "worker", "bot"])
def test_a_copy_of_the_example_of_an_env_changes_nothing_that_a_container_needs(name: str) -> None:
    service = SERVICES[name]
    lines = [line for line in (ROOT / ".env.example").read_text("utf-8").splitlines() if line and line[0] != "#"]
    # As Compose does: what stands under `environment` comes before what stands in `env_file`.
    told = dict(line.split("=", 1) for line in lines) | service["environment"]
    given = {key.removeprefix("TRANSFERLOTSE_").lower(): value for key, value in told.items()}
    given.pop("secrets_dir", None)
    if name != "transferlotse":
        given["database_url"] = "postgresql://lotse:geheim@postgres:5432/lotse"
    settings = Settings.model_validate(given)
    assert settings.data_dir == Path("/data")
    if name == "web":
        assert (settings.host, settings.port, settings.sign_in) == ("0.0.0.0", 8000, True)
        assert listed(settings.trusted_proxies) == ("172.31.84.0/24",)
    if name != "transferlotse":
        assert (settings.files_url, str(settings.chroma_url)) == ("/files", "http://chroma:8000/")


def test_the_model_reads_as_much_as_the_house_gives_it() -> None:
    window = SERVICES["ollama"]["environment"]["OLLAMA_CONTEXT_LENGTH"]
    assert int(window) == Settings.model_fields["chat_model_window"].default
    assert "OLLAMA_CONTEXT_LENGTH: ${TRANSFERLOTSE_CHAT_MODEL_WINDOW:-" in TEXT


@pytest.mark.parametrize(
    "path", ["docker-compose.yml", "docs/betrieb.md", "docs/dauerbetrieb.md", "docs/models.md", "README.md"]
)
def test_whoever_begins_a_profile_names_services_lest_the_one_container_begins_without_sign_in(path: str) -> None:
    text = (ROOT / path).read_text("utf-8")
    for given in re.findall(r"docker compose --profile \w+ up((?: [^\s`#|]+)*)", text):
        assert {*given.split()} & (SERVICES.keys() - {"transferlotse"}), given


@pytest.mark.parametrize("name", ["web", "worker", "bot"])
def test_a_container_calls_a_command_that_there_is(name: str) -> None:
    module, command, *given = SERVICES[name]["command"]
    get_group(DOORS[module]).commands[command].make_context(command, given)


def test_the_commands_of_the_document_are_for_what_the_file_names() -> None:
    assert f"{SERVICES['web']['image']} corpus move --to" in DOCUMENT
    name = WHOLE["name"]
    named = set(re.findall(rf"{name}_(\w+)", DOCUMENT)) - {"telegram_token", "database_url", "smtp_password"}
    assert named == {"data", "files", "back", "beside"} <= WHOLE["volumes"].keys() | WHOLE["networks"].keys()


def test_a_web_process_with_these_settings_and_a_secret_in_a_file_is_ready_on_real_servers(
    tmp_path: Path, postgresql_server: Child, chroma_server: Child
) -> None:
    given = {key.removeprefix("TRANSFERLOTSE_").lower(): value for key, value in SERVICES["web"]["environment"].items()}
    secrets = tmp_path / "secrets"
    secrets.mkdir()
    here = {
        "host": "127.0.0.1",
        "chroma_url": chroma_server.url,
        "files_url": str(tmp_path / "files"),
        "secrets_dir": str(secrets),
        "trusted_proxies": "127.0.0.1",
    }
    for name in ("port", "data_dir"):
        given.pop(name)
    said = tmp_path / "said"
    with fresh_database(postgresql_server) as database:
        (secrets / "transferlotse_database_url").write_text(database)
        with serving(tmp_path / "data", examples=False, output=said, **(given | here)) as url:
            assert httpx.get(f"{url}/readyz").json() == {"status": "ok", "documents": 0, "by_meaning": True}
            assert httpx.get(url).headers["location"] == "/anmelden?weiter=%2F"
    routes = [json.loads(line)["route"] for line in said.read_text("utf-8").splitlines() if '"route"' in line]
    assert routes[-2:] == ["/readyz", "/"]


def test_settings_come_from_env_where_there_is_one_and_the_data_stay_in_the_volume() -> None:
    service = SERVICES["transferlotse"]
    assert service["env_file"] == [{"path": ".env", "required": False}]
    folder = service["environment"]["TRANSFERLOTSE_DATA_DIR"]
    assert service["volumes"] == [f"data:{folder}", HOUSE]
    assert HOUSE in SERVICES["web"]["volumes"]


def test_secrets_are_in_no_image_and_in_no_commit() -> None:
    for ignored in (".dockerignore", ".gitignore"):
        lines = (ROOT / ignored).read_text("utf-8").split()
        assert ".env" in lines
        assert lines.count("house") + lines.count("/house/") == 1
        assert lines.count("secrets") + lines.count("secrets/") == 1
    assert {*WHOLE["secrets"]} <= {*re.findall(r"secrets/(\w+)", DOCUMENT)}


def test_the_proxy_passes_on_what_is_asked_and_tells_no_figures(tmp_path: Path) -> None:
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")
    if program is None:
        pytest.skip("nginx is not installed (Debian: nginx-light)")
    port = any_free_port()
    with serving(tmp_path / "data", examples=False, trusted_proxies="127.0.0.1") as url:
        site = (ROOT / "deploy" / "compose-nginx.conf").read_text("utf-8")
        for said, here in (("/tmp/", f"{tmp_path}/"), ("listen 8080", f"listen 127.0.0.1:{port}")):
            assert said in site
            site = site.replace(said, here)
        assert "http://web:8000" in site
        (tmp_path / "nginx.conf").write_text(site.replace("http://web:8000", url))
        command = [program, *SERVICES["proxy"]["command"][1:], "-c", str(tmp_path / "nginx.conf")]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            with httpx.Client(transport=httpx.HTTPTransport(retries=5), base_url=f"http://127.0.0.1:{port}") as client:
                ready = client.get("/readyz")
                assert ready.json()["status"] == "ok"
                assert re.fullmatch(r"[0-9a-f]{32}", ready.headers["x-request-id"]), "the proxy's own id"
                assert client.get("/metrics").status_code == 404

        finally:
            process.terminate()
            process.wait(10)
