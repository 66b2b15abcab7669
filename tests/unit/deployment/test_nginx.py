"""The proxies that docs/schutz.md describes and deploy/ holds, as a real nginx before a real server."""

from __future__ import annotations

import json
import re
import shutil
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import httpx
import pytest
import trustme

from assistant.people.models import Role
from assistant.people.people import open_people
from assistant.web.csrf import HEADER, csrf_token
from corpus.settings import Settings
from corpus.stores import open_catalogue
from scripts.scale.nginx import SITE, nginx_child, nginx_program
from tests.conftest import ROOT, any_free_port, serving
from tests.servers.openai_chat import KEY, MODEL, chat_service
from tests.signing_in import PASSWORD, quick_passwords

NAME = "wissen.stadt.example"


def described() -> str:
    """The site of the document, before one process."""
    found = re.search(r"```nginx\n(.*?)```", (ROOT / "docs" / "schutz.md").read_text(encoding="utf-8"), re.S)
    assert found
    assert "http://127.0.0.1:8000" in found[1]
    return found[1].replace("http://127.0.0.1:8000", "http://127.0.0.1:8001")


def deployed() -> str:
    """The site of deploy/, before two processes of which nobody has started the other one."""
    return SITE.read_text("utf-8").replace("127.0.0.1:8002", f"127.0.0.1:{any_free_port()}")


@pytest.fixture(params=[described, deployed], ids=["described", "deployed"])
def site(request: pytest.FixtureRequest) -> str:
    text: str = request.param()
    return text


@contextmanager
def proxy(folder: Path, site: str, behind: str, tls: int, plain: int) -> Iterator[ssl.SSLContext]:
    """nginx with the site on two ports of this machine, before the server `behind`; whom to trust."""
    if nginx_program() is None:
        pytest.skip("nginx is not installed (Debian: nginx-light)")
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1")
    issued.private_key_pem.write_to_path(folder / "key.pem")
    for blob in issued.cert_chain_pems:
        blob.write_to_path(folder / "certificate.pem", append=True)
    for written, meant in {
        "listen 443 ssl": f"listen 127.0.0.1:{tls} ssl",
        "listen 80": f"listen 127.0.0.1:{plain}",
        "/etc/ssl/wissen.pem": f"{folder}/certificate.pem",
        "/etc/ssl/wissen.key": f"{folder}/key.pem",
        "127.0.0.1:8001": behind.removeprefix("http://"),
        "/var/log/nginx": str(folder),
    }.items():
        assert written in site, written
        site = site.replace(written, meant)
    trusted = ssl.create_default_context()
    authority.configure_trust(trusted)

    def answers() -> bool:
        with suppress(httpx.TransportError):
            httpx.get(f"https://127.0.0.1:{tls}/healthz", headers={"host": NAME}, verify=trusted)
            return True
        return False

    nginx = nginx_child(folder, site, log=folder / "said", is_ready=answers)
    try:
        nginx.start()
        yield trusted
    finally:
        nginx.stop()


def test_behind_the_proxy_of_the_document_people_sign_in_upload_and_read_answers_as_they_are_made(
    house_data: Path, tmp_path: Path, site: str
) -> None:
    data = shutil.copytree(house_data, tmp_path / "data")
    with closing(open_catalogue(Settings(data_dir=data))) as catalogue:
        people = open_people(catalogue, Settings(), quick_passwords())
        link = people.links.for_person(people.register.add("Vera", "vera", Role.EDITOR))
        people.entry.accept(link, PASSWORD)
    tls, plain = any_free_port(), any_free_port()
    with (
        chat_service(mode="hang") as model,
        serving(
            data,
            examples=False,
            sign_in="True",
            public_url=f"https://{NAME}",
            trusted_proxies="127.0.0.1",
            chat_model=f"openai:{MODEL}",
            chat_model_options=json.dumps({"api_key": KEY, "base_url": model.url}),
        ) as behind,
        proxy(tmp_path, site, behind, tls, plain) as trusted,
        httpx.Client(base_url=f"https://127.0.0.1:{tls}", verify=trusted, timeout=20) as vera,
    ):
        # As a browser says it: with the port, where it is not 443.
        vera.headers["host"] = f"{NAME}:{tls}"
        shown = vera.get("/anmelden")
        assert shown.headers["strict-transport-security"].startswith("max-age=")
        entered = vera.post(
            "/anmelden",
            data={"name": "vera", "passwort": PASSWORD, "weiter": "/dokumente"},
            headers={"origin": f"https://{NAME}:{tls}"},
        )
        assert entered.status_code == 303, entered.text
        cookie = entered.headers["set-cookie"]
        assert cookie.startswith("__Host-transferlotse=")
        assert "Secure" in cookie
        vera.headers[HEADER] = csrf_token(vera.cookies["__Host-transferlotse"])
        assert vera.get("/dokumente").status_code == 200

        files = {"file": ("quellenau.md", b"# Quellenau\n\nDer Markt hat zwei Brunnen.\n" + b"Wasser. \n" * 600_000)}
        assert vera.post("/api/v1/documents", files=files).status_code == 202

        question = {"question": "Was fördert die Förderrichtlinie in Ottersfurt?"}
        headers = {"accept": "text/event-stream"}
        with vera.stream("POST", "/api/v1/questions", json=question, headers=headers) as answer:
            lines = answer.iter_lines()
            begun = next(json.loads(line[6:]) for line in lines if line.startswith("data: "))
            assert "event: status" in lines
            # The model is silent: what has come was passed on at once.
            assert vera.get(f"/api/v1/answers/{begun['id']}").json()["state"] == "running"
        model.released.set()


def test_no_question_and_no_link_is_written_down_even_where_the_server_behind_is_down(
    tmp_path: Path, site: str
) -> None:
    tls, plain = any_free_port(), any_free_port()
    with proxy(tmp_path, site, f"http://127.0.0.1:{any_free_port()}", tls, plain) as trusted:
        for address in (f"https://127.0.0.1:{tls}", f"http://127.0.0.1:{plain}"):
            for path in ("/?frage=Marmorkuchen", "/passwort/Marmorkuchen"):
                answer = httpx.get(f"{address}{path}", headers={"host": NAME}, verify=trusted)
                assert answer.status_code in (301, 502)
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert tmp_path / "errors" in kept
    assert [path.name for path in kept if b"Marmorkuchen" in path.read_bytes()] == []


def test_whoever_comes_by_http_is_sent_to_the_name_of_the_house_whatever_they_call_it(
    tmp_path: Path, site: str
) -> None:
    tls, plain = any_free_port(), any_free_port()
    with proxy(tmp_path, site, f"http://127.0.0.1:{any_free_port()}", tls, plain):
        for name in (NAME, "fremd.example", f"fremd.example:{plain}"):
            moved = httpx.get(f"http://127.0.0.1:{plain}/dokumente?seite=2", headers={"host": name})
            assert (moved.status_code, moved.headers["location"]) == (301, f"https://{NAME}/dokumente?seite=2")
