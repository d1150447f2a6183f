"""Search over a real socket, on the sample reports and the real ones, on each store in turn."""

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from app.models.responses import Page
from app.models.search import SearchHit
from tests.live import LiveService, run_service
from tests.mongodb_server import MongoServer
from tests.plain_search import Section, common_form, list_sections, list_words
from tests.routers.test_bad_input import problem_of

SEEDS: Final = sorted((Path(__file__).parent.parent.parent / "seeds").glob("*.txt"))
QUOTES: Final = frozenset('"“”„‟')
_SAMPLE: Final = 150
_FEWER: Final = 20  # words asked of the stand-in for MongoDB, which takes a hundred times as long

Found = Counter[tuple[str, str]]


class Corpus:
    """A running service with some reports, and what stands in their documents."""

    def __init__(self, service: LiveService, paths: Sequence[Path], sample: int = _SAMPLE) -> None:
        self.service = service
        self.sample = sample
        self.sections: list[Section] = []
        words: set[str] = set()
        for path in paths:
            answer = service.ingest(path.read_bytes())
            answer.raise_for_status()
            self.sections += list_sections(answer.json())
            words |= list_words(service.client.get(f"/reports/{answer.json()['id']}/source").text)
        # A quote in a question is no part of a word.
        self.words = sorted(word for word in words if not QUOTES & set(common_form(word)))

    def scan(self, *words: str) -> Found:
        """The sections in which all words stand, found the plain way."""
        return Counter((section.report_id, section.id) for section in self.sections if all(map(section.holds, words)))

    def search(self, question: str, **filters: Any) -> Found:
        """The same, as the service answers."""
        hits = self.service.pages("/search", q=question, limit=1000, **filters)
        return Counter((hit["report_id"], hit["section"]["id"]) for hit in hits)

    def check(self, words: Sequence[str]) -> None:
        """Every one of the words is found in just those sections in which it stands."""
        wrong = {word: (found, wanted) for word in words if (found := self.search(word)) != (wanted := self.scan(word))}
        assert not wrong, f"{len(wrong)} of {len(words)} words: {dict(list(wrong.items())[:5])}"


@pytest.fixture(scope="module")
def seeds(any_store_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with run_service(tmp_path_factory.mktemp("search"), store_url=any_store_url) as running:
        yield Corpus(running, SEEDS, _FEWER if any_store_url.startswith("mongodb") else _SAMPLE)


@pytest.fixture(scope="module")
def real(real_reports: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with run_service(tmp_path_factory.mktemp("search-real")) as running:
        yield Corpus(running, real_reports)


def draw(words: Sequence[str], count: int) -> list[str]:
    return random.Random(7).sample(words, min(count, len(words)))


def test_words_of_the_samples_are_found_where_a_plain_scan_finds_them(seeds: Corpus) -> None:
    assert len(seeds.words) > 2000
    seeds.check(draw(seeds.words, seeds.sample))
    seeds.check(["예산", "집행", "정원", "과", "팀", "2024", "%", "(단위:", "예 산"])


def test_words_of_real_reports_are_found_where_a_plain_scan_finds_them(real: Corpus) -> None:
    real.check(draw(real.words, 2 * real.sample))
    real.check(["예산", "집행", "정원", "과", "팀"])


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_every_word_of_the_samples_is_found(seeds: Corpus) -> None:
    seeds.check(seeds.words)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_every_word_of_real_reports_is_found(real: Corpus) -> None:
    real.check(real.words)


def test_several_words_stand_in_one_section(seeds: Corpus) -> None:
    several = seeds.search("예산 집행")
    assert several == seeds.scan("예산", "집행")
    assert several
    assert several != seeds.scan("예산")


def test_a_phrase_is_one_word(seeds: Corpus) -> None:
    assert seeds.search('"재 활용률"') == seeds.scan("재활용률") == seeds.search("재활용률")
    apart, together = seeds.search("현황 예산"), seeds.search('"현황 예산"')
    assert together == seeds.scan("현황예산")
    assert together != apart


def test_hits_show_where_the_words_stand(seeds: Corpus) -> None:
    for question, words in (("예산", ["예산"]), ("과", ["과"]), ("예산 집행", ["예산", "집행"]), ('"집행 잔액"', ["집행잔액"])):
        page = Page[SearchHit].model_validate(seeds.service.get("/search", q=question))
        assert page.items
        for hit in page.items:
            shown = [snippet.text[one.start : one.end] for snippet in hit.snippets for one in snippet.highlights]
            forms = {common_form(text).replace(" ", "") for text in shown}
            assert all(any(word in form for form in forms) for word in words), (question, hit)
            assert all(snippet.highlights and len(snippet.text) <= 300 and "<" not in snippet.text for snippet in hit.snippets)


def test_what_is_shown_is_printed_at_its_span(seeds: Corpus) -> None:
    for hit in seeds.service.get("/search", q="예산", limit=200)["items"]:
        for snippet in hit["snippets"]:
            span = snippet["span"]
            source = seeds.service.client.get(f"/reports/{hit['report_id']}/source?first={span['first']}&last={span['last']}").text
            lines = "".join(source.split())
            for one in snippet["highlights"]:
                assert "".join(snippet["text"][one["start"] : one["end"]].split()) in lines, (hit, source)


def test_hits_lead_to_their_sections(seeds: Corpus) -> None:
    hit = seeds.service.get("/search", q="재활용률", limit=1)["items"][0]
    section = seeds.service.get(f"/reports/{hit['report_id']}/sections/{hit['section']['id']}")
    assert section["path"] == hit["section"]["path"]
    assert hit["section"]["title"] == section["section"]["title"]
    report = seeds.service.get(f"/reports/{hit['report_id']}")["meta"]
    assert {name: hit[name] for name in ("title", "government", "bureau", "department", "fiscal_year")} == {
        name: report[name] for name in ("title", "government", "bureau", "department", "fiscal_year")
    }


def test_titles_come_first_and_whole_words_before_parts(seeds: Corpus) -> None:
    tiers = {"title": 0, "caption": 1, "label": 1, "layout": 3}
    ranked = []
    for hit in seeds.service.pages("/search", q="예산", limit=1000):
        best = hit["snippets"][0]
        around = [f" {best['text']} "[one["start"] : one["end"] + 2] for one in best["highlights"]]
        whole = any(not text[0].isalnum() and not text[-1].isalnum() for text in around)
        ranked.append((tiers.get(best["block"], 2), not whole, -hit["fiscal_year"]))
    assert ranked == sorted(ranked)
    assert len({tier for tier, _, _ in ranked}) >= 3


def test_pages_make_up_the_list(seeds: Corpus) -> None:
    whole = seeds.service.get("/search", q="예산", limit=1000)
    assert whole["next"] is None
    assert whole["total"] == len(whole["items"]) > 30
    assert seeds.service.pages("/search", q="예산", limit=7) == whole["items"]


def test_filters(seeds: Corpus) -> None:
    def reports(**filters: Any) -> set[tuple[str, str, int]]:
        hits = seeds.service.pages("/search", q="예산", limit=1000, **filters)
        return {(hit["government"], hit["department"] or hit["bureau"], hit["fiscal_year"]) for hit in hits}

    everything = reports()
    assert len(everything) == len(SEEDS)
    government, department, year = next(found for found in sorted(everything) if found[0].endswith("수원시"))
    assert reports(government="수원시") == {(government, department, year)}
    assert reports(department=" ".join(department)) == {(government, department, year)}
    assert reports(fiscal_year="..2022") == {found for found in everything if found[2] <= 2022}
    assert reports(government="없는시") == set()
    report_id = seeds.service.get("/reports", government="수원시")["items"][0]["id"]
    for name in (report_id, report_id.partition(".")[0]):
        assert {found for found, _ in seeds.search("예산", report=name)} == {report_id}


def test_facets_count_all_hits(seeds: Corpus) -> None:
    fields = ("government", "department", "fiscal_year", "block")
    answer = seeds.service.get("/search", q="예산", limit=1, facet=fields)
    assert answer["facets"].keys() == set(fields)
    for field in fields:
        assert sum(one["count"] for one in answer["facets"][field]) == answer["total"]
    for one in answer["facets"]["block"]:
        assert seeds.service.get("/search", q="예산", block=one["value"])["total"] == one["count"]
    for one in answer["facets"]["fiscal_year"]:
        assert seeds.service.get("/search", q="예산", fiscal_year=str(one["value"]))["total"] == one["count"]
    assert "facets" not in seeds.service.get("/search", q="예산")


@pytest.mark.parametrize("question", ["ＩＴ", "it", "It"])
def test_width_and_case_do_not_matter(seeds: Corpus, question: str) -> None:
    assert seeds.search(question) == seeds.scan("it")


def test_unicode_forms_do_not_matter(seeds: Corpus) -> None:
    assert seeds.search("\u110b\u1168\u1109\u1161\u11ab") == seeds.search("예산")


def test_nothing_is_found_of_what_stands_nowhere(seeds: Corpus) -> None:
    assert seeds.service.get("/search", q="뷁퉳")["items"] == []
    assert seeds.service.get("/search", q="예산 뷁퉳") == {"items": [], "next": None, "total": 0}


def test_an_answer_has_a_tag(seeds: Corpus) -> None:
    first = seeds.service.client.get("/search?q=예산&limit=3")
    again = seeds.service.client.get("/search?q=예산&limit=3", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert 'rel="next"' in first.headers["link"]


@pytest.mark.parametrize(
    ("address", "status", "kind"),
    [
        ("/search", 422, "invalid-parameter"),
        ("/search?q=", 422, "invalid-parameter"),
        ("/search?q=%22%22", 422, "invalid-parameter"),
        ("/search?q=%20", 422, "invalid-parameter"),
        ("/search?query=a", 422, "unknown-parameter"),
        ("/search?q=a&block=foot", 422, "invalid-parameter"),
        ("/search?q=a&facet=report", 422, "invalid-parameter"),
        ("/search?q=a&cursor=abc", 422, "invalid-cursor"),
        ("/search?q=a&report=rnothing", 404, "report-not-found"),
    ],
)
def test_what_is_refused(seeds: Corpus, address: str, status: int, kind: str) -> None:
    problem_of(seeds.service.client.get(address), status, kind)


QUESTIONS: Final[tuple[dict[str, Any], ...]] = (
    {"q": "예산"},
    {"q": "예산", "limit": 5, "facet": ["government", "bureau", "department", "fiscal_year", "block"]},
    {"q": "예산 집행"},
    {"q": '"예산 현황"'},
    {"q": "과"},
    {"q": "1"},
    {"q": "%"},
    {"q": "5.0%"},
    {"q": "정원", "fiscal_year": ["2024", "..2021"]},
    {"q": "추진", "government": "인천광역시", "block": ["title", "cell"]},
    {"q": "관광", "department": "관광과"},
)


def test_both_stores_answer_alike(mongodb_server: MongoServer, tmp_path: Path) -> None:
    with mongodb_server.fresh_database() as url:
        answers = [ask_everything(tmp_path, store_url) for store_url in (f"sqlite:///{tmp_path / 'same.db'}", url)]
    assert answers[0] == answers[1]
    assert all(answer[0]["total"] for answer in answers[0])


def ask_everything(folder: Path, store_url: str) -> list[list[dict[str, Any]]]:
    """All pages of all questions, as JSON."""
    with run_service(folder, store_url=store_url) as running:
        for path in SEEDS:
            running.ingest(path.read_bytes()).raise_for_status()
        return [list(ask_pages(running, question)) for question in QUESTIONS]


def ask_pages(running: LiveService, question: dict[str, Any]) -> Iterator[dict[str, Any]]:
    page = running.get("/search", **question)
    yield page
    while page["next"]:
        page = running.get("/search", **question, cursor=page["next"])
        yield json.loads(json.dumps(page))


def test_only_the_latest_text_is_searched(seeds: Corpus) -> None:
    text = "Ⅰ. 일반현황\n\n1 인 력\n\n뾰족한 {word}\n"
    for word in ("첫번째낱말", "두번째낱말"):
        seeds.service.ingest(text.format(word=word), source="search-latest").raise_for_status()
    assert not seeds.search("첫번째낱말")
    ((report_id, _),) = seeds.search("두번째낱말")
    series, _, number = report_id.partition(".")
    assert number == "2"
    assert set(seeds.search("첫번째낱말", report=f"{series}.1")) == {(f"{series}.1", "1.1")}
    seeds.service.client.delete(f"/reports/{series}").raise_for_status()
    assert not seeds.search("두번째낱말")
