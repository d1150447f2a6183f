"""The tables of the embedded store, and the steps that lead from any older file to them.

Every table holds JSON documents as text beside the columns that they are found by, so that `sqlite3 bogo.db` shows
what is stored. A step is never changed once it was released: a new one follows it.
"""

from typing import Final

APPLICATION_ID: Final = 0x424F474F  # "BOGO": tells a store from any other SQLite file

_FIRST: Final = """
CREATE TABLE revisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,  -- grows with every publication
    series_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    attempt TEXT NOT NULL UNIQUE,
    deleted INTEGER NOT NULL,
    at TEXT NOT NULL,
    place TEXT NOT NULL,                   -- the document's "order"
    kind TEXT NOT NULL,
    fiscal_year INTEGER,
    document TEXT NOT NULL,
    details TEXT NOT NULL,
    UNIQUE (series_id, number)
) STRICT;
CREATE INDEX revisions_by_time ON revisions (at);
CREATE TABLE revision_bodies (
    kind TEXT NOT NULL,                    -- government, bureau, department
    name TEXT NOT NULL,
    revision INTEGER NOT NULL REFERENCES revisions (id),
    PRIMARY KEY (kind, name, revision)
) STRICT, WITHOUT ROWID;
CREATE TABLE heads (
    series_id TEXT PRIMARY KEY,
    number INTEGER NOT NULL,
    revision INTEGER NOT NULL REFERENCES revisions (id),
    attempt TEXT,                          -- none when the series is deleted
    place TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX heads_by_place ON heads (place) WHERE attempt IS NOT NULL;
CREATE TABLE sheets (
    id INTEGER PRIMARY KEY,
    attempt TEXT NOT NULL,
    series_id TEXT NOT NULL,
    place TEXT NOT NULL,
    kind TEXT NOT NULL,
    government TEXT NOT NULL,
    body TEXT NOT NULL,
    fiscal_year INTEGER,
    at TEXT NOT NULL,
    count INTEGER NOT NULL,
    document TEXT NOT NULL
) STRICT;
CREATE INDEX sheets_by_attempt ON sheets (attempt, place);
CREATE INDEX sheets_by_place ON sheets (place);
CREATE INDEX sheets_by_kind ON sheets (kind, place);
CREATE INDEX sheets_by_body ON sheets (body, kind, place);
CREATE INDEX sheets_by_government ON sheets (government, body, kind, place);
CREATE TABLE sheet_names (
    name TEXT NOT NULL,
    sheet INTEGER NOT NULL REFERENCES sheets (id),
    PRIMARY KEY (name, sheet)
) STRICT, WITHOUT ROWID;
CREATE TABLE sections (
    attempt TEXT NOT NULL,
    n INTEGER NOT NULL,
    document TEXT NOT NULL,
    UNIQUE (attempt, n)
) STRICT;
CREATE TABLE catalogue (
    kind TEXT NOT NULL,
    attempt TEXT NOT NULL,
    series_id TEXT NOT NULL,
    document TEXT NOT NULL
) STRICT;
CREATE INDEX catalogue_by_series ON catalogue (series_id);
CREATE INDEX catalogue_by_kind ON catalogue (kind, attempt);
CREATE TABLE pieces (
    attempt TEXT NOT NULL,
    part TEXT NOT NULL,
    n INTEGER NOT NULL,
    document TEXT NOT NULL,
    UNIQUE (attempt, part, n)
) STRICT;
CREATE TABLE sources (
    attempt TEXT PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;
"""

# The journal is asked by who and by what; a reading that changed nothing is noted, so that it is not made again.
_JOURNAL: Final = """
CREATE INDEX revisions_by_actor ON revisions (document ->> '$.journal.actor', at);
CREATE INDEX revisions_by_action ON revisions (document ->> '$.journal.action', at);
CREATE TABLE readings (
    parser_version TEXT NOT NULL,
    revision TEXT NOT NULL,                -- series and number
    PRIMARY KEY (parser_version, revision)
) STRICT, WITHOUT ROWID;
"""

# Sections by the words they hold (app/storage/asking/search_keys.py). What all sections of a revision have in common stands once, and the
# text that is scanned beside the document, for both are read very often. The keys are kept by SQLite's FTS5 as tokens that
# were cut before: about two bytes a key, where a table of its own would take fifteen. Its rows are those of `search`; none
# is ever removed.
_SEARCH: Final = """
CREATE TABLE search_reports (
    id INTEGER PRIMARY KEY,
    attempt TEXT NOT NULL UNIQUE,
    series_id TEXT NOT NULL,
    place TEXT NOT NULL,                   -- the document's "order"
    government TEXT NOT NULL,
    bodies TEXT NOT NULL,                  -- a list of keys, as JSON
    fiscal_year INTEGER,
    document TEXT NOT NULL
) STRICT;
CREATE TABLE search (
    id INTEGER PRIMARY KEY,
    attempt TEXT NOT NULL,
    report INTEGER NOT NULL REFERENCES search_reports (id),
    n INTEGER NOT NULL,
    kinds TEXT NOT NULL,
    text TEXT,                             -- none where it is folded
    document TEXT NOT NULL,
    UNIQUE (attempt, n)
) STRICT;
CREATE VIRTUAL TABLE search_keys USING fts5 (keys, content='', detail=none, columnsize=0, tokenize='ascii');
"""

# What else departments are called: versions of a government's book, the highest number is the newest.
_ALIASES: Final = """
CREATE TABLE aliases (
    series_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    government TEXT NOT NULL,
    at TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (series_id, number)
) STRICT;
CREATE INDEX aliases_by_government ON aliases (government, number);
CREATE INDEX aliases_by_time ON aliases (at);
"""

# What facts can be asked by besides their sheets (app/storage/documents/gists.py), what those of a sheet share, and how many findings a
# revision has of each code. The indexes of sheets hold all that a list of sheets needs, for a sheet itself fills a page.
_GISTS: Final = """
CREATE TABLE gists (
    sheet INTEGER PRIMARY KEY REFERENCES sheets (id),
    text TEXT                              -- a line a fact; none where the sheet is folded
) STRICT;
CREATE VIRTUAL TABLE gist_keys USING fts5 (keys, content='', detail=none, columnsize=0, tokenize='ascii');
CREATE TABLE sheet_bodies (
    sheet INTEGER PRIMARY KEY REFERENCES sheets (id),
    document TEXT NOT NULL
) STRICT;
CREATE TABLE revision_findings (
    code TEXT NOT NULL,
    severity TEXT NOT NULL,
    revision INTEGER NOT NULL REFERENCES revisions (id),
    count INTEGER NOT NULL,
    PRIMARY KEY (code, severity, revision)
) STRICT, WITHOUT ROWID;
DROP INDEX sheets_by_place;
DROP INDEX sheets_by_kind;
CREATE INDEX sheets_by_place ON sheets (place, series_id, attempt, count, kind, government, body, fiscal_year, at);
CREATE INDEX sheets_by_kind ON sheets (kind, place, series_id, attempt, count, government, body, fiscal_year, at);
"""

# Facts and cells say where each figure is printed: rows are as they were, but an older program cannot read what is in them. Reports
# that are stored already get their places when they are read again (`bogo reparse`).
_PLACES: Final = ""

# Step n leads from version n to version n + 1.
STEPS: Final = (_FIRST, _JOURNAL, _SEARCH, _ALIASES, _GISTS, _PLACES)
VERSION: Final = len(STEPS)
