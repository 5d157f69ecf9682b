"""How Sphinx makes the site: nothing is fetched when it is built, nothing when it is read."""

from analysis import __version__

project = "Parallax"
author = "The Parallax maintainers"
release = version = __version__
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["site"]
language = "en"

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 4
suppress_warnings = ["myst.xref_ambiguous"]

html_theme = "furo"
html_title = f"Parallax {release}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_show_copyright = False
html_show_search_summary = False  # a browser fetches nothing from a folder
html_theme_options = {"navigation_with_keys": False}
# colours of code that keep WCAG's contrast on their ground
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
