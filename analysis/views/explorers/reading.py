"""What was read: every file as a strip of its paragraphs, and the article itself."""

from __future__ import annotations

import ipywidgets as widgets

from analysis.corpus import Corpus
from analysis.views import article, charts
from analysis.views.explorers import choices
from analysis.views.explorers.controls import checkbox, dropdown, row
from analysis.views.explorers.explorer import Explorer
from analysis.views.explorers.panel import Page


class Articles(Explorer):
    """The provenance strip and one article, whole; a block of the strip opens its place."""

    hint = "Click a block, or choose it from the list, to find the paragraph in its article."

    def __init__(self, corpus: Corpus):
        names = dict(corpus.outlets.select("outlet", "name").rows())
        options = [
            (_called(names.get(outlet, outlet), title), article_id)
            for outlet, title, article_id in corpus.articles.select(
                "outlet", "title", "article_id"
            ).iter_rows()
        ]
        self.article = dropdown("Article", options)
        actors = corpus.actors.select("name", "actor").rows()
        self.actor = dropdown("Mentions of", [("every actor", choices.ALL), *actors])
        self.switches = {shown: checkbox(name, True) for shown, name in article.SWITCHES.items()}
        self.page = Page(label="Article", live=False)
        self._shown = widgets.VBox([self.page])  # its classes say which marks are shown
        super().__init__(
            corpus,
            lambda corpus: charts.provenance_strip(
                corpus.paragraphs, corpus.articles, corpus.outlets
            ),
            name="paragraphs",
        )
        for control in (self.article, self.actor):
            control.observe(lambda _: self._turn(), "value")
        for shown, switch in self.switches.items():
            switch.observe(lambda change, shown=shown: self._switch(shown, change["new"]), "value")
            self._switch(shown, switch.value)
        self._turn()

    def follow(self, corpus: Corpus) -> None:
        super().follow(corpus)
        self._turn()

    def show(self, number: int | None) -> None:
        super().show(number)
        if len(self.value):
            self.article.value, start = self.value.select("article_id", "start").row(0)
            self._turn(start)

    def _turn(self, here: int | None = None) -> None:
        """Open the chosen article, at a paragraph if one is chosen."""
        corpus, chosen = self.corpus, str(self.article.value)
        mentions = corpus.mentions.filter(article_id=chosen)
        if self.actor.value != choices.ALL:
            mentions = mentions.filter(actor=self.actor.value)
        page = article.html(
            chosen,
            corpus.articles,
            corpus.paragraphs,
            corpus.quotes,
            mentions,
            corpus.actors,
            here=here,
        )
        self.page.value = (
            f"<style>{article.STYLE}</style>{article.legend(mentions, corpus.actors)}"
            f'<div class="px-page px-scroll" tabindex="0" role="region" aria-label="Text">'
            f"{page}</div>"
        )

    def _switch(self, shown: str, on: bool) -> None:
        (self._shown.add_class if on else self._shown.remove_class)(shown)

    def _parts(self) -> list[widgets.Widget]:
        controls = row([self.article, self.actor, *self.switches.values()])
        return [*super()._parts(), controls, self._shown]


def _called(outlet: str, title: str | None) -> str:
    return f"{outlet}: {title}" if title else outlet


def articles(corpus: Corpus) -> Articles:
    """Explore what was read: each file's paragraphs by kind, and the articles themselves."""
    return Articles(corpus)
