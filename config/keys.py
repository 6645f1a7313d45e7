"""The key that encrypts secrets at rest: given, or made once and kept in `DATA_DIR`."""

import contextlib
import os
import secrets
from pathlib import Path

from pydantic import SecretStr

from config.settings import ConfigurationError, Settings

_NAME = "secret.key"


def kept_key(data_dir: Path) -> str:
    """Return the key kept in a folder, made on first use and readable by its owner only.

    Raises:
        ConfigurationError: the file cannot be read or written.
    """
    path = data_dir / _NAME
    try:
        # Passable for others: the bundled database may have to run as another user inside.
        data_dir.mkdir(mode=0o711, parents=True, exist_ok=True)
        if not path.exists():
            _make(path)
        key = path.read_text().strip()
    except OSError as error:
        msg = f"The key file {path} cannot be read or written: {error.strerror}."
        raise ConfigurationError(msg) from error
    if len(key) < 32:
        msg = f"The key file {path} is damaged. Restore it from your backup, or tokens cannot be opened."
        raise ConfigurationError(msg)
    return key


def _make(path: Path) -> None:
    """Write a new key whole or not at all; whoever comes second finds the first one's."""
    draft = path.with_suffix(f".{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()


def with_key(settings: Settings) -> Settings:
    """Return the settings with a key, making one where the database is bundled."""
    if settings.secret_key is not None:
        return settings
    return settings.model_copy(update={"secret_key": SecretStr(kept_key(settings.data_dir))})
