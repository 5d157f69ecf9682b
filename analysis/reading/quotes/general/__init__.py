"""Quotations in languages other than English: one set of rules, driven by `languages.grammar`."""
