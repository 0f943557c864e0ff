"""Office files are zip archives: refuse, before any library opens them, those that would do harm."""

from __future__ import annotations

import zipfile
from typing import Final

from pipeline.stages.ingest.readers.reading import Refused, Request

_OLE: Final = b"\xd0\xcf\x11\xe0"
_HEAD: Final = 4096


def check_archive(request: Request, wanted: str, extension: str) -> None:
    """Refuse a file that is no sound office archive.

    Parameters
    ----------
    request : Request
        What is being read.
    wanted : str
        The part without which it is no such document (« word/document.xml »).
    extension : str
        The format, for the message.

    Raises
    ------
    Refused
        For another type of file, a password, a bomb (its unpacked size is announced in the archive, and Python
        never unpacks more than is announced), or XML that declares entities, which no office program writes.
    """
    with request.path.open("rb") as stream:
        head = stream.read(len(_OLE))
    if head == _OLE:
        raise Refused(
            f"protégé par un mot de passe ou d’un ancien format ; enregistrez-le en .{extension} sans mot de passe"
        )
    try:
        with zipfile.ZipFile(request.path) as archive:
            _check_parts(archive, wanted, extension, request.settings.max_unpacked_mb)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise Refused(
            f"ce n’est pas un vrai fichier .{extension}, ou il est endommagé ; ouvrez-le et enregistrez-le à nouveau"
        ) from error


def _check_parts(archive: zipfile.ZipFile, wanted: str, extension: str, max_mb: int) -> None:
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > max_mb * 1_000_000:
        raise Refused(f"décompressé, il dépasse {max_mb} Mo ; supprimez ses images, ou augmentez max_unpacked_mb")
    if wanted not in {part.filename for part in parts}:
        raise Refused(f"ce n’est pas un document .{extension} ; vérifiez son extension")
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                head = stream.read(_HEAD)
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise Refused("son XML déclare des entités, ce qu’aucun logiciel de bureau n’écrit ; fichier suspect")
