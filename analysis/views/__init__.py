"""What people look at: charts, explorers, the report."""

from analysis.runtime import found_as

# Altair's jsonschema would compile 38 grammars of addresses, which takes 1.2 s, in some call
# stacks 6, and only JupyterLab's server, another process, has a use for them. Where they
# cannot be imported, jsonschema goes without.
with found_as("rfc3987_syntax", None):
    import jsonschema  # noqa: F401
