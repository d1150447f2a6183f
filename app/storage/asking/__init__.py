"""What is asked of a store, whichever it is.

    selection.py  which documents a question is about
    facts.py      facts of stored sheets, page by page
    backend.py    what an adapter owes
    words.py      what a search asks for: words, phrases, their index keys and patterns
    ranking.py    whether a section holds the words, and how well
    snippets.py   a hit as it is shown
    search.py     pages of hits over a backend

The search index only proposes sections; what is found is decided by scanning their text. So an index key too few in a
question, or one too many in a document, costs time and never an answer.
"""
