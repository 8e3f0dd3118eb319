"""Zip files as a test wants them: members, and numbers in their table of contents and before their bytes."""

import struct
import zipfile

END = 22
"""Bytes of the last record of a zip."""

HEAD = 30
"""Bytes before a member and its name."""


def zipped(path, entries, *, packing=zipfile.ZIP_STORED):
    """A zip with these (name or ZipInfo, content)."""
    with zipfile.ZipFile(path, "w", packing) as out:
        for name, content in entries:
            out.writestr(name, content)
    return path


def info(name, *, mode=0o100644):
    member = zipfile.ZipInfo(name)
    member.create_system = 3
    member.external_attr = mode << 16
    return member


def changed(path, place, form, value):
    """The zip with one number of its table of contents changed, in its only entry, in place."""
    whole = bytearray(path.read_bytes())
    struct.pack_into(form, whole, whole.rfind(b"PK\x01\x02") + place, value)
    path.write_bytes(whole)
    return path


def changed_twice(path, place, value):
    """The zip with the checksum (16) or a size (20 packed, 24 unpacked) of its last member changed, wherever it is."""
    whole = path.read_bytes()
    start = struct.unpack_from("<I", whole, whole.rfind(b"PK\x01\x02") + 42)[0]
    whole = bytearray(whole)
    struct.pack_into("<I", whole, start + place - 2, value)
    path.write_bytes(whole)
    return changed(path, place, "<I", value)
