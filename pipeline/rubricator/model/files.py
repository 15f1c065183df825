"""Writing results: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from rubricator.model.messages import fail


def write(path: Path, data: bytes) -> Path:
    """Write bytes under a temporary name beside `path`, then rename. Raises RubricatorError (out-unwritable)."""
    return write_with(path, lambda temporary: _write_all(temporary, data))


def write_with(path: Path, make: Callable[[Path], object]) -> Path:
    """Let `make` write to a temporary name beside `path`, then rename; on any failure nothing is left."""
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        make(temporary)
        temporary.chmod(0o644)
        temporary.replace(path)
        temporary = None
    except OSError as error:
        raise fail("out-unwritable", path, reason=error.strerror or str(error)) from None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
    return path


def _write_all(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
