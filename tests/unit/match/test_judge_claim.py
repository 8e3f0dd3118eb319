"""The verdict over all pages, and the sentence that says why."""

from dataclasses import replace

import pytest

from provenance.match import judge_claim, match_claim, read_page
from provenance.match.meaning import Entailment
from provenance.model import (
    Access,
    Candidate,
    CheckedFact,
    Claim,
    FactKind,
    Gap,
    Missed,
    Outcome,
    Search,
    Source,
    SourceCheck,
    Span,
    StatesNothing,
    Verdict,
)

TEXT = "Russia launched 539 drones at Kyiv."
CLAIM = Claim(id="c1", sentence=0, span=Span(start=0, end=len(TEXT)), text=TEXT, tags=(0,))

YES = "Russia launched 539 drones at Kyiv, officials said."
NO = "Russia launched 550 drones at Kyiv, officials said."
PART = "Russia launched drones at Kyiv, officials said."
SILENT = "Stock markets fell in Tokyo."
LIKE = "Drones were seen at Kyiv, a city of Ukraine, as Russia went on."


def check(host, *pages, misses=()):
    source = Source(label=host, host=host, domain=host)
    assessments = tuple(match_claim(CLAIM, page, entailer=Entailment.OFF) for page in pages)
    return SourceCheck(tag=0, source=source, candidates=(), assessments=assessments, misses=misses)


def missed(host, access):
    return check(host, misses=(Missed(url=f"https://{host}/a", access=access, detail="x"),))


def cut(text):
    return replace(read_page(text), partial=True)


def found(host, *pages, score=90.0, looked_at=1240):
    """A check whose pages were found by searching."""
    candidate = Candidate(url=f"https://{host}/a", found_by="sitemaps", rank=1, reason="", score=score)
    search = Search(provider="sitemaps", asked=(), looked_at=looked_at, found=1)
    return replace(check(host, *pages), candidates=(candidate,) if pages else (), searches=(search,))


UNREAD = "1 of 3 named sources were read, not nypost.com (bot wall) and time.com (no page known)."

AP, NYP, TIME = "apnews.com", "nypost.com", "time.com"
KEYED = replace(check(AP), source=Source(label="turn0search3", host=None, domain=None, problem="a key"))


@pytest.mark.parametrize(
    ("checks", "verdict", "reason"),
    [
        ((check(AP, YES),), Verdict.SUPPORTED, "apnews.com bears it out."),
        ((check(AP, YES), check(NYP, YES)), Verdict.SUPPORTED, "apnews.com and nypost.com bear it out."),
        ((check(AP, YES), check(NYP, SILENT)), Verdict.SUPPORTED, "apnews.com bears it out."),
        (
            (check(AP, YES), check(NYP, NO)),
            Verdict.CONFLICTING,
            (
                "apnews.com bears it out: “Russia launched 539 drones at Kyiv, officials said.” The claim states 539 drones, "
                "nypost.com has 550 drones: “Russia launched 550 drones at Kyiv, officials said.”"
            ),
        ),
        ((check(NYP, NO),), Verdict.CONTRADICTED, "The claim states 539 drones, nypost.com has 550 drones."),
        (
            (check(NYP, NO), check(AP, PART)),
            Verdict.CONTRADICTED,
            "The claim states 539 drones, nypost.com has 550 drones.",
        ),
        ((check(AP, PART),), Verdict.PARTIAL, "apnews.com has part of it, but not “539 drones”."),
        (
            (check(AP, "Russia launched 539 missiles at Kyiv, officials said."),),
            Verdict.PARTIAL,
            "apnews.com has part of it, but not “539 drones” (it has “539 missiles”).",
        ),
        ((check(AP, SILENT),), Verdict.NOT_FOUND, "Nothing on apnews.com says this."),
        (
            (check(AP, SILENT), missed(NYP, Access.BOT_WALL), check(TIME)),
            Verdict.NOT_FOUND,
            f"Nothing on apnews.com says this. {UNREAD}",
        ),
        (
            (missed(AP, Access.TIMED_OUT), missed(NYP, Access.BOT_WALL)),
            Verdict.UNCHECKED,
            "None of its 2 pages could be read: apnews.com (timed out) and nypost.com (bot wall).",
        ),
        (
            (missed(AP, Access.PAYWALLED),),
            Verdict.UNCHECKED,
            "The only page could not be read: apnews.com (paywall).",
        ),
        ((check(AP),), Verdict.UNCHECKED, "No page is known for apnews.com."),
        ((KEYED,), Verdict.UNCHECKED, "What its citation names could not be told: “turn0search3”."),
        ((), Verdict.UNCHECKED, "No source could be read out of its citation."),
        (
            (check(AP, cut(SILENT)),),
            Verdict.UNCHECKED,
            "Only a part of apnews.com could be read, and it does not say this.",
        ),
    ],
)
def test_the_verdict_over_all_pages_has_a_reason(checks, verdict, reason):
    result = judge_claim(CLAIM, checks, hidden=0)
    assert (result.verdict, result.reason) == (verdict, reason)
    assert (result.claim, result.checks) == (CLAIM, checks)


@pytest.mark.parametrize(
    ("hidden", "words"), [(1, " 1 more source is not named."), (3, " 3 more sources are not named.")]
)
def test_hidden_sources_are_named_where_they_might_change_the_verdict(hidden, words):
    assert judge_claim(CLAIM, (check(AP, SILENT),), hidden=hidden).reason.endswith(words)
    assert not judge_claim(CLAIM, (check(AP, YES),), hidden=hidden).reason.endswith(words)


@pytest.mark.parametrize(
    ("tags", "covered_by", "reason"),
    [
        ((), (), "No citation covers this sentence."),
        ((), (0,), "No source could be read out of the citation of its paragraph."),
    ],
)
def test_a_claim_without_sources_says_why(tags, covered_by, reason):
    claim = replace(CLAIM, tags=tags, covered_by=covered_by)
    assert judge_claim(claim, (), hidden=0).reason == reason


@pytest.mark.parametrize("kind", StatesNothing)
def test_a_claim_that_states_nothing_says_so_unless_it_is_cited(kind):
    claim = replace(CLAIM, tags=(), covered_by=(), states_nothing=kind)
    assert "it states nothing that a source could bear out" in judge_claim(claim, (), hidden=0).reason
    cited = replace(claim, tags=(0,))
    assert judge_claim(cited, (check(AP, YES),), hidden=0).verdict is Verdict.SUPPORTED


def test_a_claim_without_words_says_so():
    assert judge_claim(replace(CLAIM, text=" "), (), hidden=0).reason == "The claim has no words to check."


def test_more_than_three_are_counted():
    checks = tuple(missed(f"site{number}.com", Access.FORBIDDEN) for number in range(5))
    reason = judge_claim(CLAIM, checks, hidden=0).reason
    assert reason.startswith("None of its 5 pages could be read: site0.com (access refused)")
    assert reason.endswith("and 2 more.")


def test_every_way_to_miss_a_page_has_words():
    for access in Access:
        assert "(" in judge_claim(CLAIM, (missed(AP, access),), hidden=0).reason


@pytest.mark.parametrize(
    ("text", "page", "reason"),
    [
        (
            "Putin named the “root causes of the war”.",
            "Putin named the “root causes of this conflict”.",
            "The claim quotes “root causes of the war”, apnews.com has “root causes of this conflict”.",
        ),
        (
            "Russia attacked the airbase in Voronezh.",
            "Russia did not attack the airbase in Voronezh.",
            "On “attacked” apnews.com says the opposite: “Russia did not attack the airbase in Voronezh.”",
        ),
    ],
)
def test_a_contradiction_is_told_in_its_own_words(text, page, reason):
    claim = replace(CLAIM, text=text)
    result = judge_claim(claim, (replace(check(AP), assessments=(match_claim(claim, page),)),), hidden=0)
    assert result.reason == reason


def test_a_partial_page_without_gaps_lists_the_words_it_lacks():
    claim = replace(CLAIM, text="Officials praised the tireless work of engineers who repaired the old bridge.")
    page = "Officials praised the work of the engineers at the bridge, which was long and dull."
    result = judge_claim(claim, (replace(check(AP), assessments=(match_claim(claim, page),)),), hidden=0)
    assert result.verdict is Verdict.PARTIAL
    assert result.reason.startswith("apnews.com has something like it")
    assert "tireless" in result.reason


def test_the_publisher_is_named_when_known():
    own = check(AP, YES)
    named = replace(own, source=replace(own.source, publisher="Associated Press"))
    assert judge_claim(CLAIM, (named,), hidden=0).reason == "Associated Press bears it out."


RANK = "It was the largest attack of the war."
RANKED = Claim(id="c1", sentence=0, span=Span(start=0, end=len(RANK)), text=RANK, tags=(0,))


def ranked(host, outcome):
    """A source that supports the claim about a rank, with what its page does with the rank."""
    start = RANK.index("largest")
    rank = CheckedFact(
        kind=FactKind.SUPERLATIVE, span=Span(start=start, end=start + 7), stated="largest", outcome=outcome
    )
    own = replace(match_claim(RANKED, RANK), verdict=Verdict.SUPPORTED, facts=(rank,), gaps=(), conflicts=())
    return replace(check(host), assessments=(replace(own, page=host),))


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        ((Outcome.NOT_STATED,), "apnews.com bears it out. Not found in these words: “largest”."),
        ((Outcome.SAME,), "apnews.com bears it out."),
        ((Outcome.NOT_STATED, Outcome.SAME), "apnews.com and nypost.com bear it out."),
    ],
    ids=["nobody", "the page", "another page"],
)
def test_a_rank_that_no_page_states_is_named(outcomes, said):
    checks = tuple(ranked(host, outcome) for host, outcome in zip((AP, NYP), outcomes, strict=False))
    assert judge_claim(RANKED, checks, hidden=0).reason == said


def test_a_value_of_many_words_is_cut_in_the_reason_and_whole_beside_it():
    words = " ".join(f"word{number}" for number in range(80))
    gap = Gap(kind=FactKind.QUOTATION, stated=words)
    own = replace(match_claim(CLAIM, PART), verdict=Verdict.PARTIAL, gaps=(gap,))
    result = judge_claim(CLAIM, (replace(check(AP), assessments=(own,)),), hidden=0)
    assert "word23 …”" in result.reason
    assert len(result.reason) < 300
    assert result.assessments[0].gaps == (gap,)


NOT_NAMED = "The article does not name the page on apnews.com; it was found by searching."
NOT_MEANT = "What was found on apnews.com among 1,240 looked at does not fit well enough to be the page meant."
OTHER_VALUE = "The claim states 539 drones, apnews.com has 550 drones."


@pytest.mark.parametrize(
    ("checks", "verdict", "reason"),
    [
        ((found(AP, YES),), Verdict.SUPPORTED, "apnews.com bears it out."),
        ((found(AP, YES, score=20.0),), Verdict.SUPPORTED, "apnews.com bears it out."),
        ((found(AP, NO),), Verdict.CONTRADICTED, f"{OTHER_VALUE} {NOT_NAMED}"),
        ((found(AP, SILENT),), Verdict.NOT_FOUND, f"Nothing on apnews.com says this. {NOT_NAMED}"),
        ((found(AP, NO, YES),), Verdict.SUPPORTED, "apnews.com bears it out."),
        (
            (found(AP, NO, score=50.0),),
            Verdict.UNCHECKED,
            f"{NOT_MEANT} {OTHER_VALUE} That page was found by searching and may be another.",
        ),
        (
            (found(AP, SILENT, score=50.0),),
            Verdict.UNCHECKED,
            NOT_MEANT,
        ),
        ((found(AP),), Verdict.UNCHECKED, "No page was found on apnews.com among 1,240 looked at."),
        (
            (found(AP, looked_at=0),),
            Verdict.UNCHECKED,
            "No page was found on apnews.com, where none could be listed.",
        ),
        (
            (found(AP), found(NYP, looked_at=0)),
            Verdict.UNCHECKED,
            "No page was found on apnews.com (1,240 looked at) and nypost.com (none could be listed).",
        ),
        ((found(AP, NO, score=50.0), check(NYP, YES)), Verdict.SUPPORTED, None),
        ((found(AP, NO), check(NYP, YES)), Verdict.CONFLICTING, None),
    ],
)
def test_a_page_that_was_found_by_searching_speaks_with_care(checks, verdict, reason):
    result = judge_claim(CLAIM, checks, hidden=0)
    assert result.verdict is verdict
    if reason is not None:
        assert result.reason == reason
