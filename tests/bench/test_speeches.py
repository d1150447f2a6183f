"""Speeches whose truth is known: every form of sentence is read, and nothing is served otherwise than it was said."""

import pytest

from bench.speeches import FORMS, measure


@pytest.mark.parametrize("form", FORMS)
def test_what_a_speech_says_is_read(form: str) -> None:
    score = measure(form, 12, seed=7)
    assert (score.right, score.served) == (score.said, score.said), score.misses[:1]
