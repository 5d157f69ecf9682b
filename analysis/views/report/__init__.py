"""The report of one event: findings, charts, methods, data and texts."""

from analysis.views.report.building import build

__all__ = ["build"]
