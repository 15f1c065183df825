"""Writing results: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from rubricator.model.messages import fail


def write(path: Path, data: bytes) -> Path:
    """Write bytes under a temporary name beside `path`, then rename. Raises RubricatorError (out-unwritable).

    A device, a pipe or a link is not replaced by a file, but written through.
    """
    if path.is_symlink() or (path.exists() and not path.is_file() and not path.is_dir()):
        return _write_through(path, data)
    return write_with(path, lambda temporary: _write_all(temporary, data))


def _write_through(path: Path, data: bytes) -> Path:
    try:
        with path.open("wb") as stream:
            stream.write(data)
    except OSError as error:
        raise fail("out-unwritable", path, reason=error.strerror or str(error)) from None
    return path


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


def read_text(path: Path) -> str:
    """The words of a small UTF-8 file, a byte order mark left out. Raises RubricatorError (in-…)."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise fail("in-encoding", path, offset=error.start, byte="the first odd one", encoding="UTF-8") from None
    except FileNotFoundError:
        raise fail("in-missing", path) from None
    except OSError as error:
        raise fail("in-unreadable", path, reason=error.strerror) from None
