"""The same bytes for the same Office file, on every day and every machine."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Final

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_SAVED: Final = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def freeze(data: bytes, day: date) -> bytes:
    """Return the Office file ``data`` as if it had been saved at noon on ``day``.

    Members are stored, not deflated: two versions of zlib do not write the same bytes.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _SAVED.sub(rb"\g<1>" + f"{day.isoformat()}T12:00:00Z".encode(), content)
            new.writestr(_member(name), content)
    return written.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _EPOCH)
    member.create_system = 3  # else it says on which system it was made
    return member
