"""Many pictures at once, drawn in processes of their own: drawing holds the interpreter it runs in."""

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from core.shops.demo.drawings.gallery import PICTURES
from core.shops.demo.drawings.render import render

_ROOT = Path(__file__).parents[4]
_FEW = 8
"""So few pictures are drawn here and now: a process takes as long to start."""


def render_many(picture_keys: Iterable[str], workers: int = 2, size: int = 800) -> dict[str, bytes]:
    """Pictures by key, each once. Takes seconds: call it in a thread. `KeyError` for an unknown key."""
    wanted = set(picture_keys)
    if unknown := wanted - PICTURES.keys():
        raise KeyError(*sorted(unknown))
    keys = [key for key in PICTURES if key in wanted]
    if workers < 2 or len(keys) <= _FEW:
        return _here(keys, size)
    share = -(-len(keys) // workers)
    batches = [keys[start : start + share] for start in range(0, len(keys), share)]
    with ThreadPoolExecutor(max_workers=workers) as pool:
        done = pool.map(lambda batch: _beside(batch, size), batches)
        return {key: photo for batch in done for key, photo in batch.items()}


def write_all(keys: Sequence[str], size: int) -> None:
    """The child's half: each picture on standard output behind its length in four bytes."""
    for key in keys:
        photo = render(key, size)
        sys.stdout.buffer.write(len(photo).to_bytes(4, "big") + photo)


def _here(keys: Sequence[str], size: int) -> dict[str, bytes]:
    return {key: render(key, size) for key in keys}


def _beside(keys: Sequence[str], size: int) -> dict[str, bytes]:
    """Draw in a child process; where none can be started, here."""
    try:
        child = subprocess.run(  # noqa: S603 – our own module, with keys that were looked up
            [sys.executable, "-m", "core.shops.demo.drawings", str(size), *keys],
            cwd=_ROOT,
            env=os.environ | {"PYTHONPATH": os.pathsep.join([str(_ROOT), *filter(None, sys.path)])},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return _here(keys, size)
    photos, at = {}, 0
    for key in keys:
        start = at + 4
        at = start + int.from_bytes(child.stdout[at:start], "big")
        photos[key] = child.stdout[start:at]
    return photos
