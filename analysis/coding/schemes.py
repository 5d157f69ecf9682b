"""A coding scheme: one question, its codes with keys, definitions and examples; a TOML file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import ParallaxError, nearest
from analysis.measures.agreement import SCALES

UNITS = ("sentence", "mention", "quotation", "article")
MEASURES = ("voice", "speaker", "tone", "naming")
_SHIPPED = Path(__file__).parent / "shipped"


@dataclass(frozen=True)
class Code:
    """One possible answer; ``tool`` is the tool's own label that means the same, if any."""

    code: str
    key: str
    label: str
    definition: str = ""
    examples: tuple[str, ...] = ()
    tool: str | None = None


@dataclass(frozen=True)
class Scheme:
    """One question about one kind of passage.

    ``codes`` stand in the order of an ordinal ``scale``. ``measure`` is what the tool itself
    says about such passages; with ``shown``, the coder sees that and judges it, so that
    there is no independent answer to compare. ``source`` is the TOML as it was written.
    """

    name: str
    question: str
    unit: str
    codes: tuple[Code, ...]
    scale: str = "nominal"
    measure: str | None = None
    shown: bool = False
    source: str = ""

    @property
    def order(self) -> list[str]:
        return [code.code for code in self.codes]

    def code(self, wanted: str) -> Code:
        """Give the code of this name or key, or say which there are."""
        # by name first: the code "1" may have another key than 1
        named = {code.key: code for code in self.codes} | {code.code: code for code in self.codes}
        if wanted in named:
            return named[wanted]
        raise ParallaxError(
            f"scheme {self.name}", f"no code '{wanted}'", nearest(wanted, self.order)
        )


def scheme(name: str | Path) -> Scheme:
    """Read a coding scheme: a shipped one by its name, or your own TOML file by its path.

    Shipped: ``voice``, ``speaker``, ``tone``, ``naming``. A file has name, question, unit
    (sentence, mention, quotation, or article: its whole body), optionally scale (nominal,
    ordinal or interval) and measure (what of the tool's to compare with: voice, speaker, tone
    or naming), and for
    each answer a ``[[codes]]`` with code, key (one letter or digit), label, definition,
    examples and tool (the tool's label that means the same).

    Raises ParallaxError naming file, key and remedy.

    >>> scheme("tone").order
    ['neg', 'neu', 'pos']
    """
    path = Path(name)
    if path.suffix != ".toml":
        path = _SHIPPED / f"{name}.toml"
        if not path.is_file():
            known = [shipped.stem for shipped in _SHIPPED.glob("*.toml")]
            raise ParallaxError("scheme", f"no scheme '{name}'", nearest(str(name), known))
    try:
        source = path.read_text("utf-8")
        stated = tomllib.loads(source)
    except FileNotFoundError as error:
        raise ParallaxError(str(path), "no such file", "check the name") from error
    except OSError as error:
        problem = f"cannot be read ({error.strerror})"
        raise ParallaxError(str(path), problem, "check the file") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ParallaxError(str(path), f"not a TOML file ({error})", "mend it there") from error
    return _checked(stated, source, str(path))


def _checked(stated: dict[str, Any], source: str, place: str) -> Scheme:
    """A scheme from what its file states, or the error that says what is wrong."""
    codes = stated.pop("codes", None)
    listed = isinstance(codes, list) and all(isinstance(code, dict) for code in codes)
    if not listed or len(codes) < 2:
        raise ParallaxError(place, "fewer than two codes", "add a [[codes]] for each answer")
    texts = ("name", "question", "unit", "scale", "measure")
    _keys(stated, place, required=("name", "question", "unit"), texts=texts, others=("shown",))
    for key, values in (("unit", UNITS), ("scale", SCALES), ("measure", MEASURES)):
        if stated.get(key) not in (*values, None):
            raise ParallaxError(
                place, f"unknown {key} '{stated[key]}'", nearest(stated[key], values)
            )
    if not isinstance(stated.get("shown", False), bool):
        raise ParallaxError(place, f"shown is '{stated['shown']}'", "write true or false")
    made = tuple(_one_code(code, f"{place}, code {i}") for i, code in enumerate(codes, 1))
    for key in ("code", "key"):
        used = [getattr(code, key) for code in made]
        twice = next((value for value in used if used.count(value) > 1), None)
        if twice is not None:
            raise ParallaxError(place, f"{key} '{twice}' is used twice", f"give each its own {key}")
    return Scheme(codes=made, source=source, **stated)


def _one_code(stated: dict[str, Any], place: str) -> Code:
    """One code from what its file states."""
    required = ("code", "key", "label")
    texts = (*required, "definition", "tool")
    _keys(stated, place, required=required, texts=texts, others=("examples",))
    if len(stated["key"]) != 1 or not stated["key"].isalnum():
        problem = f"key '{stated['key']}' is not one letter or digit"
        raise ParallaxError(place, problem, "use 1, 2, 3 …")
    examples = stated.get("examples", [])
    if not isinstance(examples, list) or not all(isinstance(text, str) for text in examples):
        raise ParallaxError(place, "examples is not a list of texts", 'write ["…", "…"]')
    return Code(**stated | {"key": stated["key"].lower(), "examples": tuple(examples)})


def _keys(
    stated: dict[str, Any],
    place: str,
    *,
    required: tuple[str, ...],
    texts: tuple[str, ...],
    others: tuple[str, ...],
) -> None:
    """Check that the required keys are there, that no other is, and that texts are texts."""
    for key in required:
        if not stated.get(key):
            raise ParallaxError(place, f"'{key}' is missing", f'add {key} = "…"')
    for key, value in stated.items():
        if key not in (*texts, *others):
            raise ParallaxError(place, f"unknown key '{key}'", nearest(key, (*texts, *others)))
        if key in texts and not isinstance(value, str):
            raise ParallaxError(place, f"{key} is not a text: {value}", f'write {key} = "{value}"')
