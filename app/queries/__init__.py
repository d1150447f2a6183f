"""The questions that the service answers, one module a subject. Shared by the JSON routes and the pages.

Each function takes the store first, asks it as little as the question needs, and returns models. Nothing here knows of
HTTP; what can't be answered is raised as an error of `app/errors.py`.
"""

from app.storage.port import Action, FactQuery, JournalQuery, ReportQuery, ReportStore, ReportSummary, Scope, SearchQuery

__all__ = ["Action", "FactQuery", "JournalQuery", "ReportQuery", "ReportStore", "ReportSummary", "Scope", "SearchQuery"]
