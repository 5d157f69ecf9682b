"""What several explorers let people choose: an outlet, an actor, a voice."""

from __future__ import annotations

import ipywidgets as widgets

from analysis.corpus import Corpus
from analysis.views import theme
from analysis.views.explorers.explorer import dropdown

ALL = "all"
VOICES = [(name, voice) for voice, name in theme.VOICE_NAME.items()]


def outlets(corpus: Corpus) -> list[tuple[str, str]]:
    return [(name, outlet) for outlet, name in corpus.outlets.select("outlet", "name").rows()]


def actor(corpus: Corpus, rank: int) -> widgets.Dropdown:
    """The event's actors, those first that come first in event.toml."""
    options = [(name, actor) for actor, name in corpus.actors.select("actor", "name").rows()]
    chosen = options[rank][1] if rank < len(options) else None
    return dropdown("Actor", options, chosen)
