"""Names, sources and metadata that mean something elsewhere: here they are words, and nothing is looked up for them."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.web.app import create_app
from assistant.wiring import House, open_house
from tests.faults.small_corpus import publish, small_settings
from tests.servers.listener import listening
from tests.signing_in import ADDRESS

NAMES = (
    "../../../etc/passwd.txt",
    "..\\..\\windows\\win.txt",
    "/etc/cron.d/boese.txt",
    "C:\\Windows\\boese.txt",
    "\\\\server\\freigabe\\boese.txt",
    "boese.txt\x00.exe",
    "Bericht\u202etxt.exe",
    "Bericht\r\nSet-Cookie: x=1.txt",
    "....//....//boese.txt",
    "%2e%2e%2fboese.txt",
    "ä" * 300 + ".txt",
    "U\u0308bersicht.txt",
    ".",
    "..",
    "con.txt",
)
HOSTS = ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]")
HOSTS += ("0.0.0.0", "a@127.0.0.1")
ELSEWHERE = (
    "http://169.254.169.254/latest/meta-data/",
    "http://10.0.0.1/",
    "http://192.168.0.1/",
    "http://172.16.0.1/",
    "http://[fe80::1]/",
    "http://[fd00::1]/",
    "file:///etc/passwd",
    "file://localhost/etc/passwd",
    "ftp://boese.example/",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "dict://127.0.0.1:11211/stat",
    "ldap://127.0.0.1/",
    "jar:http://boese.example!/",
    "data:text/html,x",
    "//boese.example/x",
    "\\\\boese.example\\freigabe",
    "http://boese.example#@127.0.0.1/",
    "http://127.0.0.1.nip.example/",
    "http://metadata.internal/",
    "https://boese.example:443@127.0.0.1/",
)
SERIALISED = json.dumps({"lc": 1, "type": "constructor", "id": ["os", "system"], "kwargs": {"command": "id"}})


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with open_house(small_settings(tmp_path / "data").model_copy(update={"files_per_hour": 0})) as house:
        yield house


@pytest.fixture
def client(house: House) -> Iterator[TestClient]:
    with TestClient(create_app(house), base_url=ADDRESS) as client:
        yield client


def test_a_name_of_a_file_leads_nowhere(house: House, client: TestClient) -> None:
    outside = set(house.settings.data_dir.parent.iterdir())
    for number, name in enumerate(NAMES):
        files = {"file": (name, f"Bericht {number}".encode())}
        answer = client.post("/api/v1/documents", files=files, data={"source": f"quelle-{number}"})
        assert answer.status_code in (202, 422), (name, answer.text)
    shown = [job["file_name"] for job in client.get("/api/v1/jobs").json()["jobs"]]
    assert len(shown) > 10
    for name in shown:
        assert not {"/", "\\", "\0", "\r", "\n", "\u202e", ":"} & set(name), name
        assert name not in ("", ".", "..")
        assert unicodedata.is_normalized("NFC", name)
    assert all(len(name) == 64 and set(name) <= set("0123456789abcdef") for name in house.corpus.files.names())
    assert set(house.settings.data_dir.parent.iterdir()) == outside


def test_an_address_as_source_name_or_metadata_is_a_word_and_is_not_asked(house: House, client: TestClient) -> None:
    with listening() as listener:
        port = listener.url.rpartition(":")[2]
        urls = [f"http://{host}:{port}/{number}" for number, host in enumerate(HOSTS)] + list(ELSEWHERE)
        assert len(urls) == 30
        for number, url in enumerate(urls):
            sidecar = f"herausgeber: {json.dumps(url)}\nansprechperson: {json.dumps(url)}\n"
            files = {
                "file": (f"{url}.md", f"# {number}\n\n![x]({url})".encode()),
                "sidecar": ("x.yaml", sidecar.encode()),
            }
            assert client.post("/api/v1/documents", files=files, data={"source": url}).status_code == 202, url
        assert {job["source"] for job in client.get("/api/v1/jobs").json()["jobs"]} == set(urls)
        while (job := house.ingest.jobs.claim()) is not None:
            house.ingest.jobs.give_up(job)
        assert client.post("/api/v1/documents", data={"source": listener.url, "url": listener.url}).status_code == 422
        assert listener.heard == []


def test_metadata_that_look_like_a_serialised_object_are_plain_text(
    house: House, client: TestClient, tmp_path: Path
) -> None:
    document = publish(house.corpus, tmp_path, "bericht", SERIALISED)
    said = {"title": SERIALISED, "publisher": SERIALISED}
    answer = client.put(f"/api/v1/documents/{document.id}", json=said)
    assert (answer.json()["title"], answer.json()["publisher"]) == (SERIALISED, SERIALISED)
    found = client.get("/api/v1/search", params={"q": "constructor command"}).json()
    assert SERIALISED in json.dumps(found, ensure_ascii=False).replace('\\"', '"')
