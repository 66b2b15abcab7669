"""The headers of every answer: what browsers may do with it."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# What is no page of ours may do nothing at all, should a browser show it.
FILE_POLICY = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
# Nothing here uses any of these.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        *("accelerometer", "bluetooth", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope"),
        *("hid", "magnetometer", "microphone", "midi", "payment", "publickey-credentials-get", "screen-wake-lock"),
        *("serial", "usb", "xr-spatial-tracking"),
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "permissions-policy": PERMISSIONS,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    # The holdings may change at any time; what browsers may keep says so itself.
    "cache-control": "no-store",
}
# A year; of other names of the town nothing is known here.
ONLY_BY_HTTPS = "max-age=31536000"


def harden(headers: MutableHeaders, *, is_secure: bool) -> None:
    """Add what an answer does not say itself."""
    is_attachment = headers.get("content-disposition", "").startswith("attachment")
    if is_attachment or headers.get("content-type", "").startswith("image/"):
        headers.setdefault("content-security-policy", FILE_POLICY)
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    if is_secure:
        headers.setdefault("strict-transport-security", ONLY_BY_HTTPS)
