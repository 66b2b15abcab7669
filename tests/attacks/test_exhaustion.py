"""What would use the server up, against a real one: it ends in an error or an end, and the service goes on."""

from __future__ import annotations

import shutil
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event, Thread

import httpx
import pytest

from tests.conftest import serving

MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, house_data: Path) -> Iterator[str]:
    data = shutil.copytree(house_data, tmp_path_factory.mktemp("exhausted") / "data")
    with serving(data, examples=False, ingest_workers="1") as url:
        yield url


def connected(url: str, *, receive_buffer: int = 0) -> socket.socket:
    address = httpx.URL(url)
    connection = socket.socket()
    if receive_buffer:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    connection.settimeout(60)
    connection.connect((address.host, address.port))
    return connection


def head(method: str, path: str, *more: str) -> bytes:
    return "\r\n".join((f"{method} {path} HTTP/1.1", "host: 127.0.0.1", *more, "", "")).encode()


def answer_to(url: str, sent: bytes) -> bytes:
    with connected(url) as connection:
        connection.sendall(sent)
        return connection.recv(65536)


def end_of(connection: socket.socket) -> bytes:
    """All that comes until the other side ends it."""
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except ConnectionError:
        pass
    return b"".join(parts)


def pid_of(url: str) -> int:
    """The process that listens there, as /proc tells."""
    port = f":{httpx.URL(url).port:04X}"
    lines = Path("/proc/net/tcp").read_text().splitlines()
    inode = next(line.split()[9] for line in lines if port in line.split()[1] and line.split()[3] == "0A")
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if any(str(file.readlink()) == f"socket:[{inode}]" for file in (process / "fd").iterdir()):
                return int(process.name)
        except OSError:
            continue
    raise AssertionError("nobody listens")


def resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1000


@contextmanager
def going_on(url: str, *, slowest: float = 1.0, most_mb: float = 400) -> Iterator[None]:
    """Meanwhile the server says in time that it lives, and needs no more memory than so much more."""
    pid, done = pid_of(url), Event()
    before, took, largest = resident_mb(pid), [0.0], [0.0]

    def look() -> None:
        while not done.wait(0.2):
            begun = time.monotonic()
            assert answer_to(url, head("GET", "/healthz")).startswith(b"HTTP/1.1 200")
            took.append(time.monotonic() - begun)
            largest.append(resident_mb(pid))

    with ThreadPoolExecutor(1) as pool:
        looking = pool.submit(look)
        try:
            yield
        finally:
            done.set()
        looking.result()
    assert sorted(took)[int(len(took) * 0.98)] < slowest, f"healthz took {max(took):.2f} s"
    assert max(largest) - before < most_mb, f"{max(largest) - before:.0f} MB more"


@pytest.mark.alone
def test_heads_and_bodies_that_trickle_in_are_ended_and_nobody_else_waits(served: str) -> None:
    announced = ("content-type: application/json", "content-length: 500000")
    with ExitStack() as stack, going_on(served):
        silent = [stack.enter_context(connected(served)) for _ in range(50)]
        heads = [stack.enter_context(connected(served)) for _ in range(100)]
        bodies = [stack.enter_context(connected(served)) for _ in range(50)]
        for connection in heads:
            connection.sendall(b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n")
        for connection in bodies:
            connection.sendall(head("POST", "/api/v1/questions", *announced) + b'{"question": "')
        begun = time.monotonic()
        stop = Event()

        def trickle() -> None:
            while not stop.wait(2):
                for connection, drop in (*((one, b"x-a: b\r\n") for one in heads), *((one, b"a") for one in bodies)):
                    try:
                        connection.sendall(drop)
                    except OSError:
                        continue

        trickling = Thread(target=trickle)
        trickling.start()
        try:
            assert {end_of(connection)[:12] for connection in heads} == {b"HTTP/1.1 408"}
            assert {end_of(connection)[:12] for connection in silent} <= {b"HTTP/1.1 408", b""}
            assert time.monotonic() - begun < 30
            ends = [end_of(connection) for connection in bodies]
            assert time.monotonic() - begun < 60
        finally:
            stop.set()
            trickling.join()
    assert {end[:12] for end in ends} == {b"HTTP/1.1 408"}
    assert all(b"application/problem+json" in end for end in ends)


def test_a_body_that_nobody_reads_does_not_keep_the_connection_for_ever(served: str) -> None:
    announced = ("content-type: application/json", "content-length: 900000")
    with connected(served) as connection:
        connection.sendall(head("POST", "/nirgends", *announced))
        assert connection.recv(65536).startswith(b"HTTP/1.1 404")
        begun, is_open = time.monotonic(), True
        while is_open and time.monotonic() - begun < 60:
            try:
                connection.sendall(b"x")
            except OSError:
                is_open = False
            time.sleep(0.5)
        assert not is_open


@pytest.mark.alone
def test_readers_that_do_not_read_are_dropped(served: str) -> None:
    documents = httpx.get(f"{served}/api/v1/documents").json()["documents"]
    path = f"/api/v1/documents/{documents[0]['document_id']}/file"
    with ExitStack() as stack, going_on(served):
        stuck = [stack.enter_context(connected(served, receive_buffer=4096)) for _ in range(40)]
        for connection in stuck:
            connection.sendall(head("GET", path) * 40)
        time.sleep(75)
        broken = 0
        for connection in stuck:
            connection.settimeout(5)
            got = end_of(connection)
            broken += not got.endswith(b"\r\n\r\n")
    assert broken == len(stuck)


@pytest.mark.alone
def test_ten_thousand_ranges_are_one_answer_in_bounded_time(served: str) -> None:
    documents = httpx.get(f"{served}/api/v1/documents").json()["documents"]
    file = f"{served}/api/v1/documents/{documents[0]['document_id']}/file"
    size = len(httpx.get(file).content)
    with going_on(served):
        for count, statuses in ((10_000, {200, 400, 431}), (2_000, {200}), (100, {200, 206})):
            for ranges in (
                ",".join(f"{start}-" for start in range(count)),
                ",".join(f"{2 * start}-{2 * start}" for start in range(count)),
                ",".join("0-" for _ in range(count)),
                ",".join(f"-{start + 1}" for start in range(count)),
            ):
                begun = time.monotonic()
                response = httpx.get(file, headers={"range": f"bytes={ranges}"}, timeout=30)
                assert response.status_code in statuses, (count, response.status_code)
                assert len(response.content) < size + 200 * count
                assert time.monotonic() - begun < 5
    assert httpx.get(file, headers={"range": f"bytes={size}-"}).status_code == 416
    assert httpx.get(file, headers={"range": "bytes=0-9"}).content == httpx.get(file).content[:10]


def test_addresses_heads_and_nonsense_are_refused_before_they_are_understood(served: str) -> None:
    for sent, status in (
        (head("GET", "/?frage=" + "a" * 30_000), b"414"),
        (head("GET", "/", f"x-long: {'a' * 50_000}"), b"431"),
        (head("GET", "/", *(f"x-{number}: {'a' * 100}" for number in range(500))), b"431"),
        (head("GET", "/", f"x-long: {'a' * 500_000}"), b"400"),
        (b"\0" * 1000 + b"\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n", b"400"),
        (head("GET", "/", "transfer-encoding: chunked", "content-length: 5"), b"400"),
        (head("GET", "/", "connection: upgrade", "upgrade: websocket", "sec-websocket-key: x"), b"200"),
    ):
        assert answer_to(served, sent)[9:12] == status, sent[:60]


@pytest.mark.alone
def test_large_and_deep_questions_are_refused_quickly(served: str) -> None:
    as_json = {"content-type": "application/json"}
    with going_on(served):
        for content, statuses in (
            (b'{"question": "' + b"a" * 900_000 + b'"}', {422}),
            (b'{"question": "' + b"a" * 2_000_000 + b'"}', {413}),
            (b"[" * 900_000, {400}),
            (b'{"a":' * 150_000 + b"1" + b"}" * 150_000, {400, 422}),
            (b'{"question": ' + b"9" * 900_000 + b"}", {400, 422}),
            (b'{"filters": {' + b",".join(b'"%d":"x"' % n for n in range(60_000)) + b'}, "question": "a"}', {422}),
        ):
            begun = time.monotonic()
            response = httpx.post(f"{served}/api/v1/questions", content=content, headers=as_json, timeout=30)
            assert response.status_code in statuses, (content[:20], response.status_code)
            assert time.monotonic() - begun < 5
        fields = "&".join(f"f{number}=x" for number in range(5_000))
        form = {"content-type": "application/x-www-form-urlencoded"}
        assert httpx.post(f"{served}/fragen", content=fields, headers=form).status_code == 400
        parts = [(f"f{number}", ("", b"x", "text/plain")) for number in range(5_000)]
        for path in ("/fragen", "/dokumente", "/api/v1/documents", "/verwaltung/einstellungen"):
            response = httpx.post(f"{served}{path}", files=parts, timeout=30)
            assert response.status_code in (400, 422), path


@pytest.mark.alone
def test_a_hundred_uploads_at_once_are_all_answered(served: str) -> None:
    text = "Die Stadt Kiefernau pflanzt Bäume.\n".encode() * 20_000

    def upload(number: int) -> int:
        """As raw bytes: what sends a hundred at once must not itself be what is slow."""
        name = f"baeume-{number}.xyz" if number % 10 else f"baeume-{number}.txt"
        said = f'content-disposition: form-data; name="file"; filename="{name}"'.encode()
        body = b"--grenze\r\n" + said + b"\r\n\r\n" + text[: 200_000 + number] + b"\r\n--grenze--\r\n"
        about = ("content-type: multipart/form-data; boundary=grenze", f"content-length: {len(body)}")
        return int(answer_to(served, head("POST", "/api/v1/documents", *about) + body)[9:12])

    with going_on(served), ThreadPoolExecutor(100) as pool:
        told = list(pool.map(upload, range(100)))
    assert set(told) <= {202, 429}
    assert told.count(202) >= 90
    jobs = httpx.get(f"{served}/api/v1/jobs", params={"limit": 1000}).json()["jobs"]
    for job in jobs:
        httpx.delete(f"{served}/api/v1/jobs/{job['job_id']}")


def test_no_more_than_so_many_streams_are_open(served: str) -> None:
    asked = httpx.post(f"{served}/api/v1/questions", json={"question": "Was kostet ein Trinkbrunnen?"}).json()
    path = f"/api/v1/answers/{asked['id']}/events"
    for _ in range(400):  # ended streams leave their place
        with connected(served) as connection:
            connection.sendall(head("GET", path))
            assert connection.recv(20).startswith(b"HTTP/1.1 200")
