"""What people look at: charts, explorers, the report."""

from __future__ import annotations

import sys

_GRAMMARS = "rfc3987_syntax"


def _import_jsonschema() -> None:
    """Import Altair's jsonschema without the 38 grammars of addresses that it would compile.

    They take 1.2 s, in some call stacks 6, and only JupyterLab's server, another process,
    has a use for them. Where a module is None in `sys.modules`, importing it fails, and
    jsonschema goes without.
    """
    if "jsonschema" in sys.modules or _GRAMMARS in sys.modules:
        return
    sys.modules[_GRAMMARS] = None  # type: ignore[assignment]
    try:
        import jsonschema  # noqa: F401
    finally:
        del sys.modules[_GRAMMARS]


_import_jsonschema()
