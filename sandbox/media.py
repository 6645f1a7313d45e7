"""Files: kept on disk (or in memory), measured, addressed by file_id."""

import secrets
import struct

from sandbox.errors import ApiError, bad
from sandbox.jsontypes import JsonObject
from sandbox.model import File
from sandbox.params import Upload
from sandbox.telegram import Telegram

MEGABYTE = 1024 * 1024
_PHOTO_BYTES = 10 * MEGABYTE
_UPLOAD_BYTES = 50 * MEGABYTE
_DOWNLOAD_BYTES = 20 * MEGABYTE
_SIDES = 10_000
_RATIO = 20
_FOLDERS = {"photo": "photos", "video": "videos", "sticker": "stickers", "animation": "animations"}
_PREFIXES = {"photo": "AgAC", "video": "BAAC", "sticker": "CAAC", "animation": "CgAC", "document": "BQAC"}


def picture_size(body: bytes) -> tuple[int, int]:
    """Width and height of a PNG, GIF, WebP or JPEG, (0, 0) for anything else."""
    if body[:8] == b"\x89PNG\r\n\x1a\n" and len(body) >= 24:
        width, height = struct.unpack(">II", body[16:24])
        return width, height
    if body[:4] == b"GIF8":
        width, height = struct.unpack("<HH", body[6:10])
        return width, height
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP" and len(body) >= 30:
        return _webp_size(body)
    return _jpeg_size(body) if body[:2] == b"\xff\xd8" else (0, 0)


def _webp_size(body: bytes) -> tuple[int, int]:
    if body[12:16] == b"VP8X":
        return 1 + int.from_bytes(body[24:27], "little"), 1 + int.from_bytes(body[27:30], "little")
    if body[12:16] == b"VP8L":
        bits = int.from_bytes(body[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack("<HH", body[26:30])
    return width & 0x3FFF, height & 0x3FFF


def _jpeg_size(body: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(body):
        marker, length = body[at + 1], int.from_bytes(body[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", body[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return 0, 0


def check_upload(kind: str, body: bytes) -> tuple[int, int]:
    if not body:
        raise bad("file must be non-empty")
    if len(body) > _UPLOAD_BYTES:
        raise ApiError(413, "Request Entity Too Large")
    size = picture_size(body)
    if kind == "photo":
        width, height = size
        if len(body) > _PHOTO_BYTES:
            raise bad("too big for a photo")
        if not width or not height:
            raise bad("IMAGE_PROCESS_FAILED")
        if width + height > _SIDES or max(width, height) > _RATIO * min(width, height):
            raise bad("PHOTO_INVALID_DIMENSIONS")
    return size


def store_file(tg: Telegram, kind: str, upload: Upload) -> File:
    width, height = check_upload(kind, upload.body)
    number = secrets.token_urlsafe(24)
    suffix = upload.name.rpartition(".")[2].lower() if "." in upload.name else "bin"
    path = f"{_FOLDERS.get(kind, 'documents')}/file_{number[:12]}.{suffix[:8]}"
    file = File(
        id=_PREFIXES.get(kind, "BQAC") + number,
        unique_id="AQAD" + number[:12],
        kind=kind,
        name=upload.name,
        mime=upload.mime or "application/octet-stream",
        size=len(upload.body),
        path=path,
        width=width,
        height=height,
    )
    if tg.storage.folder is None:
        tg.file_bytes[path] = upload.body
    else:
        target = tg.storage.folder / "files" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(upload.body)
    return tg.world.files.put(file.id, file)


def file_body(tg: Telegram, file: File) -> bytes | None:
    if tg.storage.folder is None:
        return tg.file_bytes.get(file.path)
    target = tg.storage.folder / "files" / file.path
    return target.read_bytes() if target.is_file() else None


def file_json(file: File) -> JsonObject:
    if file.size > _DOWNLOAD_BYTES:
        raise bad("file is too big")
    shown: JsonObject = {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": file.size}
    return {**shown, "file_path": file.path}


def media_content(kind: str, file: File) -> JsonObject:
    """The message field(s) that a file of this kind makes."""
    base: JsonObject = {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": file.size}
    if kind == "photo":
        return {"photo": [{**base, "width": file.width, "height": file.height}]}
    named = {**base, "file_name": file.name, "mime_type": file.mime}
    if kind == "document":
        return {"document": named}
    if kind == "sticker":
        return {"sticker": {**base, "type": "regular", "width": file.width or 512, "height": file.height or 512,
                            "is_animated": False, "is_video": False, "emoji": "🙂"}}  # fmt: skip
    if kind == "voice":
        return {"voice": {**base, "duration": 1, "mime_type": file.mime}}
    if kind == "video_note":
        return {"video_note": {**base, "length": file.width or 240, "duration": 1}}
    moving = {**named, "width": file.width or 640, "height": file.height or 360, "duration": 1}
    if kind == "animation":
        return {"animation": moving, "document": named}
    return {kind: moving}
