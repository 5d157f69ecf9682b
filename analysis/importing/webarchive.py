"""Safari's .webarchive → the page in it."""

from __future__ import annotations

import plistlib
from typing import Any

from analysis.errors import ParallaxError


def page(raw: bytes, name: str) -> tuple[bytes, str | None, str | None]:
    """The page's bytes, the character set it came with, and its address."""
    try:
        held: Any = plistlib.loads(raw)
        main = held["WebMainResource"]
        content = main["WebResourceData"]
    except Exception as error:  # the parser raises what its tables raise
        problem = f"the web archive is damaged ({type(error).__name__})"
        raise ParallaxError(name, problem, "in Safari save it again, or as Page Source") from error
    if not isinstance(content, bytes):
        raise ParallaxError(name, "the web archive holds no page", "save it as Page Source")
    charset, url = main.get("WebResourceTextEncodingName"), main.get("WebResourceURL")
    return (
        content,
        charset if isinstance(charset, str) else None,
        url if isinstance(url, str) and url.startswith("http") else None,
    )
