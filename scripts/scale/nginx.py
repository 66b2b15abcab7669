"""nginx in the foreground as this user, with all its files in one folder, and the site of deploy/ in it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from scripts.scale.child import Child

SITE = Path(__file__).resolve().parents[2] / "deploy" / "nginx-transferlotse.conf"
# One process, for a master that is killed leaves its workers behind.
_WHOLE = """
daemon off;
master_process off;
pid {folder}/pid;
error_log {folder}/errors;
events {{
    worker_connections 2048;
}}
http {{
    access_log {folder}/access;
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/answers;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {site}
}}
"""


def nginx_program() -> str | None:
    """Where nginx is."""
    return shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")


def nginx_child(folder: Path, site: str, *, log: Path, is_ready: Callable[[], bool], url: str = "") -> Child:
    """Nginx with this site; its files are in the folder, which is made where it is not there."""
    program = nginx_program()
    assert program, "nginx is not installed"
    folder.mkdir(mode=0o700, exist_ok=True)
    # What would be another's file.
    assert not re.search(r"/(etc|var)/", site.replace(str(folder), ""))
    (folder / "nginx.conf").write_text(_WHOLE.format(folder=folder, site=site))
    command: list[str | Path] = [program, "-c", folder / "nginx.conf", "-p", folder, "-e", folder / "errors"]
    return Child("nginx", command, log, is_ready, url=url)


def plain_site(folder: Path, port: int, behind: Sequence[int]) -> str:
    """The site of deploy/ without TLS on a loopback port, before servers on these loopback ports."""
    site, _, _ = SITE.read_text("utf-8").partition("server {\n    listen 80;")
    site = re.sub(r"(?m)^ +(server_name|ssl_\w+) .*\n", "", site)
    site = site.replace("listen 443 ssl", f"listen 127.0.0.1:{port}").replace("/var/log/nginx", str(folder))
    return servers_in(site, behind)


def servers_in(site: str, behind: Sequence[int]) -> str:
    """The site with these loopback ports behind it, and no others."""
    line = re.compile(r"(?m)^ +server 127\.0\.0\.1:\d+ (.*)\n")
    first = line.search(site)
    assert first
    lines = "".join(f"    server 127.0.0.1:{port} {first[1]}\n" for port in behind)
    return f"{site[: first.start()]}{lines}{line.sub('', site[first.start() :])}"
