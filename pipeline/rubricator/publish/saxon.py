"""Runs style sheets with SaxonC: one processor, a prepared tree shared by all outputs.

Documents are read without external entities, and style sheets may open files only, never the network.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from rubricator.model.messages import fail
from rubricator.model.resources import resource

if TYPE_CHECKING:
    import saxonche

_SETTINGS = {
    "http://saxon.sf.net/feature/allowedProtocols": "file",
    "http://saxon.sf.net/feature/parserFeature?uri=http://xml.org/sax/features/external-general-entities": "false",
    "http://saxon.sf.net/feature/parserFeature?uri=http://xml.org/sax/features/external-parameter-entities": "false",
}


class Saxon:
    """A SaxonC processor. Errors of a run become RubricatorError with the processor's own sentence."""

    @cached_property
    def _processor(self) -> saxonche.PySaxonProcessor:
        try:
            import saxonche
        except ImportError as error:
            raise fail("pu-tool", tool="SaxonC", package="saxonche") from error
        processor = saxonche.PySaxonProcessor(license=False)
        for name, value in _SETTINGS.items():
            processor.set_configuration_property(name, value)
        return processor

    def parse(self, path: Path) -> saxonche.PyXdmNode:
        """Tree of an XML file. Raises RubricatorError where it is not well-formed."""
        if not path.is_file():
            raise fail("in-missing", path)
        try:
            with _quiet_stderr():
                return self._processor.parse_xml(xml_file_name=os.fspath(path.resolve()))
        except Exception as error:
            raise fail("xm-syntax", path, reason=_sentence(error)) from error

    def transform(
        self, stylesheet: str, tree: saxonche.PyXdmNode, parameters: Mapping[str, str] | None = None
    ) -> saxonche.PyXdmNode:
        """Tree that a style sheet (a resource name such as ``xslt/core/prepare.xsl``) makes of `tree`."""
        executable = self._compile(stylesheet, parameters)
        with _run():
            return executable.transform_to_value(xdm_node=tree).head.get_node_value()

    def write(
        self,
        stylesheet: str,
        tree: saxonche.PyXdmNode,
        folder: Path,
        parameters: Mapping[str, str] | None = None,
    ) -> str:
        """Text of the principal result; secondary results are written below `folder` by the serializer."""
        executable = self._compile(stylesheet, parameters)
        executable.set_base_output_uri(folder.resolve().as_uri() + "/")
        with _run():
            return str(executable.transform_to_string(xdm_node=tree) or "")

    def _compile(self, stylesheet: str, parameters: Mapping[str, str] | None) -> saxonche.PyXsltExecutable:
        path = os.fspath(resource(stylesheet))
        executable = self._processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=path)
        for name, value in (parameters or {}).items():
            executable.set_parameter(name, self._processor.make_string_value(value))
        return executable


@contextmanager
def _run() -> Iterator[None]:
    """A run of a style sheet: what Saxon prints about an error is kept off the terminal, its sentence is raised."""
    try:
        with _quiet_stderr():
            yield
    except Exception as error:
        raise fail("pu-unmatched", reason=_sentence(error)) from error


@contextmanager
def _quiet_stderr() -> Iterator[None]:
    """Standard error of the whole process goes nowhere: Saxon's native code writes to it and cannot be told not to."""
    kept = os.dup(2)
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _sentence(error: Exception) -> str:
    """What Saxon says, on one line."""
    return " ".join(str(error).split()) or type(error).__name__
