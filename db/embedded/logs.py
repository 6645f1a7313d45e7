"""Reads what a server wrote since it was last started."""

from pathlib import Path

_TAIL_BYTES = 4096


class Logs:
    """The log files of one server. What it wrote before `mark` is no reason why it fails now."""

    def __init__(self, folder: Path, pattern: str) -> None:
        self._folder = folder
        self._pattern = pattern
        self._sizes: dict[Path, int] = {}

    def mark(self) -> None:
        """Remembers how long the files are, at a start."""
        self._sizes = {file: file.stat().st_size for file in self._folder.glob(self._pattern)}

    def tail(self) -> str:
        """The end of what was written since, oldest file first; empty when there is nothing."""
        try:
            files = sorted(self._folder.glob(self._pattern), key=lambda file: file.stat().st_mtime)
            return "".join(map(self._news, files))[-_TAIL_BYTES:]
        except OSError:
            return ""

    def _news(self, file: Path) -> str:
        content = file.read_bytes()
        known = self._sizes.get(file, 0)
        return content[known if known <= len(content) else 0 :].decode(errors="replace")
