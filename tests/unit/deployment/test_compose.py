import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]


def test_the_compose_file_is_valid() -> None:
    docker = shutil.which("docker")
    if not docker or subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("docker compose is not installed")
    done = subprocess.run([docker, "compose", "config", "-q"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_settings_come_from_env_where_there_is_one_and_the_data_stay_in_the_volume() -> None:
    service = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))["services"]["transferlotse"]
    assert service["env_file"] == [{"path": ".env", "required": False}]
    folder = service["environment"]["TRANSFERLOTSE_DATA_DIR"]
    assert service["volumes"] == [f"data:{folder}"]
