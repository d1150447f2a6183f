"""A client for programs that ask a running service: typed, small, in two kinds.

    from app.client import Bogo

    with Bogo("http://127.0.0.1:8000") as bogo:
        ingested = bogo.ingest(text, department="총무과", source="총무과-1234")
        for statement in bogo.department_budget("총무과", fiscal_year="2020.."):
            for line in statement.lines:
                print(line.item, line.budget_won, line.printed)

`AsyncBogo` has the same calls; what is one value is awaited, what is a list is gone through with `async for`. Lists fetch
their pages while they are gone through. Answers are the models of `app.models`; a field that a newer service adds is
passed over. What goes wrong is raised as one of the errors of `app.client.problems`, made of the service's own problem.

A call that finds the service busy (503) is made again after as long as the service asks for, a few times, where doing
it twice is the same as doing it once: all reading, and `ingest`.
"""

from app.client.asynchronous import AsyncBogo
from app.client.calls import Ingested, LineProblem, NotedAliases, Submission
from app.client.problems import (
    ClientError,
    Conflict,
    Failed,
    InvalidCall,
    NotFound,
    Outdated,
    ProblemError,
    Unavailable,
    Unreachable,
)
from app.client.synchronous import Bogo

__all__ = [
    "AsyncBogo",
    "Bogo",
    "ClientError",
    "Conflict",
    "Failed",
    "Ingested",
    "InvalidCall",
    "LineProblem",
    "NotFound",
    "NotedAliases",
    "Outdated",
    "ProblemError",
    "Submission",
    "Unavailable",
    "Unreachable",
]
