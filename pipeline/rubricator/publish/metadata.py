"""Metadata of the PDF beyond what Typst writes: a further description in its XMP packet (ISO 16684-1)."""

from __future__ import annotations

import io
from typing import Final

from rubricator.model.messages import fail

_END: Final = b"</rdf:RDF>"


def described(pdf: bytes, description: str) -> bytes:
    """The PDF with an ``rdf:Description`` more in its packet; nothing else changes.

    Streams stay as they are packed: PDF/A wants the packet to be plain.
    """
    try:
        import pikepdf
    except ImportError as error:
        raise fail("pu-tool", tool="pikepdf", package="pikepdf") from error
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        packet = document.Root.Metadata.read_bytes()
        document.Root.Metadata.write(packet.replace(_END, description.strip().encode() + _END))
        document.save(written, deterministic_id=True, compress_streams=False)
    return written.getvalue()
