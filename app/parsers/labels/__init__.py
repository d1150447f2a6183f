"""The words that reports print, as data: every Hangul word that decides anything stands in this package and nowhere else.

A new wording is one new row and one new test case. Keys are in the form of `label_key`: no blanks, one sort of dot,
no column notes. A label that no table here knows is not guessed at; it becomes a finding. Each file holds the words of
one subject; callers take them from here.
"""

from app.parsers.labels.audit import *  # noqa: F403
from app.parsers.labels.body_words import *  # noqa: F403
from app.parsers.labels.budgets import *  # noqa: F403
from app.parsers.labels.clauses import *  # noqa: F403
from app.parsers.labels.comparisons import *  # noqa: F403
from app.parsers.labels.date_forms import *  # noqa: F403
from app.parsers.labels.dismissals import *  # noqa: F403
from app.parsers.labels.headers import *  # noqa: F403
from app.parsers.labels.headings import *  # noqa: F403
from app.parsers.labels.keys import *  # noqa: F403
from app.parsers.labels.milestones import *  # noqa: F403
from app.parsers.labels.numbers import *  # noqa: F403
from app.parsers.labels.tables import *  # noqa: F403
from app.parsers.labels.times import *  # noqa: F403
from app.parsers.labels.units import *  # noqa: F403
