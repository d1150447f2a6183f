"""Search over the text of reports: every word that a plain scan of a section finds, found by an index.

    folding.py    text as it is compared
    words.py      what is asked for: words, phrases, their index keys and patterns
    passages.py   the passages of a section, and the document that a store keeps of them
    ranking.py    whether a section holds the words, and how well
    snippets.py   a hit as it is shown
    finding.py    pages of hits over a backend

The index only proposes sections; what is found is decided by scanning their text. So an index key too few in a question,
or one too many in a document, costs time and never an answer.
"""
