"""What people look at: charts, explorers, the report."""

from contextlib import ExitStack

from analysis.runtime import found_as

# Altair's jsonschema would compile 38 grammars of addresses, which takes 1.2 s, in some call
# stacks 6, and import what checks times and durations; only JupyterLab's server, another
# process, has a use for them. Where they cannot be imported, jsonschema goes without.
with ExitStack() as without:
    for checks in ("rfc3987_syntax", "rfc3986_validator", "isoduration"):
        without.enter_context(found_as(checks, None))
    import jsonschema  # noqa: F401
