"""One claim, one page: the verdict, the value stated and the value found."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from provenance.match import match_claim, read_page
from provenance.model import Claim, FactKind, Span, Verdict

ARTICLE_DAY = date(2025, 7, 6)

ATTACK = (
    "Russian forces launched the largest aerial attack of the war on Kyiv. In all 550 weapons flew on the night of "
    "3 to 4 July 2025: 539 drones and 11 missiles. Some 23 people were injured, Kyiv's mayor said."
)

# claim, page, kind, stated, found
CONFLICTS = [
    (
        "The bank cut its rate by half a percentage point.",
        "The bank cut its rate by a quarter of a percentage point, officials said.",
        FactKind.QUANTITY,
        "half a percentage point",
        "a quarter of a percentage point",
    ),
    (
        "The 6.7-magnitude earthquake struck near Mandalay.",
        "The magnitude 7.7 earthquake struck near Mandalay.",
        FactKind.QUANTITY,
        "6.7-magnitude",
        "7.7",
    ),
    (
        "Russia launched around 539 drones at Kyiv.",
        "Russia launched 550 drones at Kyiv, officials said.",
        FactKind.QUANTITY,
        "around 539 drones",
        "550 drones",
    ),
    (
        "Russia launched 539 drones at Kyiv on July 4.",
        "Russia launched 539 drones at Kyiv on 9 July 2025.",
        FactKind.DATE,
        "July 4",
        "9 July 2025",
    ),
    (
        "In Kyiv 23 civilians were injured in the attack.",
        "The attack on Kyiv wounded 26 people.",
        FactKind.QUANTITY,
        "23 civilians",
        "26 people",
    ),
    (
        "Some 125 km² of territory has been seized in Sumy Oblast.",
        "Russia seized 200 square kilometres of territory in Sumy region.",
        FactKind.QUANTITY,
        "Some 125 km² of territory",
        "200 square kilometres of territory",
    ),
    (
        "More than 67,000 troops have been deployed to Sumy.",
        "Russia has deployed 50,000 troops near Sumy.",
        FactKind.QUANTITY,
        "More than 67,000 troops",
        "50,000 troops",
    ),
    (
        "The company raised $1.1bn from investors.",
        "The company raised $1.4 billion from investors.",
        FactKind.QUANTITY,
        "$1.1bn",
        "$1.4 billion",
    ),
    (
        "Putin wants to remove the “root causes of the war”.",
        "Putin said that he wants to remove the “root causes of this conflict”.",
        FactKind.QUOTATION,
        "root causes of the war",
        "root causes of this conflict",
    ),
    (
        "Russia attacked the airbase in Voronezh.",
        "Russia did not attack the airbase in Voronezh.",
        FactKind.NEGATION,
        "attacked",
        "Russia did not attack the airbase in Voronezh.",
    ),
    (
        "Officials denied that the strike destroyed aircraft.",
        "Officials said that the strike destroyed aircraft.",
        FactKind.NEGATION,
        "denied that the strike",
        "Officials said that the strike destroyed aircraft.",
    ),
    (
        "The agency raised its budget by 21%.",
        "The agency has cut its budget for two years by 21%.",
        FactKind.NEGATION,
        "raised",
        "The agency has cut its budget for two years by 21%.",
    ),
    (
        "The judge granted bail to Combs.",
        "The judge denied a request of Combs for bail.",
        FactKind.NEGATION,
        "granted",
        "The judge denied a request of Combs for bail.",
    ),
    (
        # another event of the page was on the day stated
        "Prime Minister Marcel Ciolacu resigned on 4 May.",
        (
            "The first round was on 4 May. Turnout was high in the cities and low in the country. Crowds sang in "
            "Bucharest. Marcel Ciolacu, the prime minister, resigned on 5 May."
        ),
        FactKind.DATE,
        "4 May",
        "5 May",
    ),
    (
        "Paris beat Milan 4-0 in the final in Munich.",
        "Paris beat Milan 5-0 in the final in Munich.",
        FactKind.QUANTITY,
        "4-0",
        "5-0",
    ),
    (
        "Enrique won the cup for the third time.",
        "Enrique won the cup for the second time.",
        FactKind.QUANTITY,
        "third",
        "second",
    ),
    (
        "The senate passed Bill 182 on roads in Oregon.",
        "In Oregon the senate has passed Bill 344 on roads.",
        FactKind.QUANTITY,
        "Bill 182",
        "Bill 344",
    ),
    (
        # who did it to whom
        "Ukraine launched 539 drones and 11 missiles at Russia overnight.",
        "Russia launched 539 drones and 11 missiles at Ukraine overnight.",
        FactKind.NAME,
        "Ukraine launched",
        "Russia launched",
    ),
    (
        "Leeds was beaten by Derby in the cup.",
        "Derby was beaten by Leeds in the cup.",
        FactKind.NAME,
        "Leeds was beaten by Derby",
        "Derby was beaten by Leeds",
    ),
    (
        "Leeds beat Derby in the cup.",
        "Leeds was beaten by Derby in the cup.",
        FactKind.NAME,
        "Leeds beat Derby",
        "Leeds was beaten by Derby",
    ),
    (
        # a leap year has a day more, and is a year like any other
        "The museum in Lviv opened in 2011.",
        "The museum in Lviv opened in 2012, officials said.",
        FactKind.DATE,
        "2011",
        "2012",
    ),
    (
        "The offer of Lviv Rail ends for all who sign up before 3 August 2016.",
        "The offer of Lviv Rail is for all who sign up before 3 August 2022.",
        FactKind.DATE,
        "3 August 2016",
        "3 August 2022",
    ),
    (
        "Ann Marko was born on 12 June 1873.",
        "Ann Marko (12 June 1875 – 1 December 1947) was a painter.",
        FactKind.DATE,
        "12 June 1873",
        "12 June 1875",
    ),
    (
        # one value of the sentence is the claim's own, another is none of it
        "Lviv Rail sold 400 wagons in 2018.",
        "Lviv Rail sold 400 wagons in 2021, after 380 wagons in the year before.",
        FactKind.DATE,
        "2018",
        "2021",
    ),
    (
        "The debt of Lviv Rail fell below $31 billion.",
        "The debt of Lviv Rail fell below $25 billion, and its dividend rose to $0.13.",
        FactKind.QUANTITY,
        "below $31 billion",
        "below $25 billion",
    ),
    (
        "Lviv Rail plans to spend $23 million to $100 million.",
        "Lviv Rail plans to spend $90 million to $100 million.",
        FactKind.QUANTITY,
        "$23 million to $100 million",
        "$90 million to $100 million",
    ),
    (
        "Lviv Rail has sold over 590 engines.",
        "Lviv Rail has sold over 100 engines.",
        FactKind.QUANTITY,
        "over 590 engines",
        "over 100 engines",
    ),
    (
        "The bridge opened in Kyiv after 2015.",
        "The bridge in Kyiv opened on 3 August 2014.",
        FactKind.DATE,
        "2015",
        "3 August 2014",
    ),
]


@pytest.mark.parametrize(("claim", "page", "kind", "stated", "found"), CONFLICTS)
def test_a_conflict_names_both_values(claim, page, kind, stated, found):
    assessment = match_claim(claim, page, published=ARTICLE_DAY)
    assert assessment.verdict is Verdict.CONTRADICTED
    (conflict,) = assessment.conflicts
    assert (conflict.kind, conflict.stated, conflict.found) == (kind, stated, found)
    assert conflict.quote.span.read(page) == conflict.quote.exact == found


@pytest.mark.parametrize(
    ("claim", "page"),
    [
        ("Russia launched 539 drones and 11 missiles at Kyiv on July 4.", ATTACK),
        ("In Kyiv 23 people were injured.", ATTACK),
        ("Russia launched about 540 drones at Kyiv.", "Russia launched 539 drones at Kyiv."),
        ("At least 20 people were injured in Kyiv.", "In Kyiv 26 people were injured."),
        ("The company raised $1.1bn from investors.", "The company raised $1.12 billion from investors."),
        ("Some 125 km² was seized in Sumy Oblast.", "In Sumy oblast 48 square miles were seized."),
        ("Putin wants the “root causes” removed.", "Putin said he wants the root causes removed."),
        ("Putin wants the “Root causes … removed”.", "Putin wants the “root causes of the war removed”."),
        ("Russia did not attack the airbase.", "Russia did not attack the airbase, officials said."),
        ("F-16 jets hit the base at 10:30 a.m.", "At 10.30am, F16s hit the base, two jets of them."),
        ("Half of the voters stayed at home.", "About 50% of the voters stayed at home."),
        ("Two dozen homes in Kyiv burned.", "In Kyiv 24 homes burned."),
        ("Donald Trump and Volodymyr Zelensky spoke by phone.", "Trump and Zelensky spoke by phone on Friday."),
        ("Russia launched around 539 drones at Kyiv.", "Russia launched drones at Kyiv, 539 of them in one night."),
        ("Some 125 km² of territory was seized in Sumy.", "About 125 square kilometres of Sumy Oblast was seized."),
        ("Air defences of Kyiv stopped 478 drones.", "The air defences of Kyiv brought down 478 drones."),
        ("Shares in Kyiv fell by 5%.", "Shares in Kyiv fell by 5%, after they had risen."),
    ],
)
def test_a_page_that_says_the_same_supports(claim, page):
    assessment = match_claim(claim, page, published=ARTICLE_DAY)
    assert (assessment.verdict, assessment.conflicts, assessment.gaps) == (Verdict.SUPPORTED, (), ())


@pytest.mark.parametrize(
    ("claim", "page"),
    [
        (
            "Tedros called the agency “mired in bloat”.",
            "“The agency is mired in bloat,” Tedros Ghebreyesus told Ann Smith of Reuters.",
        ),
        ("U.S. President Donald Trump spoke by phone.", "President Trump spoke by phone on Friday."),
        ("Shares in Kyiv rose by 5%.", "Shares in Kyiv climbed 5%. In Lviv, prices fell."),
    ],
)
def test_a_page_that_says_the_same_in_other_words_misses_nothing(claim, page):
    assessment = match_claim(claim, page, published=ARTICLE_DAY)
    assert assessment.verdict in {Verdict.SUPPORTED, Verdict.PARTIAL}
    assert (assessment.conflicts, assessment.gaps) == ((), ())


@pytest.mark.parametrize(
    ("claim", "page", "kind", "stated"),
    [
        (
            "Russia launched 539 drones at Kyiv.",
            "Russia launched drones at Kyiv, hundreds of them.",
            FactKind.QUANTITY,
            "539 drones",
        ),
        ("Trump urged Russia to “play fair”.", "Trump urged Russia to talk.", FactKind.QUOTATION, "play fair"),
        ("Russia never attacked the base.", "Russia and the base.", FactKind.NEGATION, "never attacked the base"),
        ("Russia attacked Kyiv on July 4.", "Russia attacked Kyiv with drones.", FactKind.DATE, "July 4"),
        ("Russia and Belarus attacked Kyiv.", "Russia attacked Kyiv.", FactKind.NAME, "Belarus"),
        ("Ann Smith attacked the law in Kyiv.", "John Smith attacked the law in Kyiv.", FactKind.NAME, "Ann Smith"),
        (
            "The company raised $1.1bn from investors.",
            "The company raised €1.1 billion from investors.",
            FactKind.QUANTITY,
            "$1.1bn",
        ),
        (
            "Ukraine stopped approximately 478 of the drones.",
            "Ukraine stopped 478 weapons.",
            FactKind.QUANTITY,
            "approximately 478 of the drones",
        ),
        (
            "The blast in Kyiv killed 78 people.",
            "The blast in Kyiv killed at least 18 people; 78 people were missing.",
            FactKind.QUANTITY,
            "78 people",
        ),
        (
            # who did it: the page has the name, and another in its place
            "Russian forces shot down 270 targets.",
            "Russia sent drones. Ukrainian forces shot down 270 targets, it is said.",
            FactKind.NAME,
            "Russian",
        ),
        (
            # where it was: the page has the place, and tells it of another
            "In Haiti, 735,000 people were evacuated.",
            "Haiti was hit first. The storm then crossed Cuba, where 735,000 people were evacuated.",
            FactKind.NAME,
            "Haiti",
        ),
        (
            # a weekday, which depends on the day the article was written, is never a contradiction
            "Trump signed a disaster declaration for Texas on Friday.",
            "Trump signed a disaster declaration for Texas on Saturday.",
            FactKind.DATE,
            "on Friday",
        ),
        (
            # the value is somewhere, beside none of the claim's words
            "Wages in the Donetsk region rose by 40%.",
            (
                "The museum lost 40% of its visitors. It opened in May. Many families come. The guides are old. They "
                "talk of wages in the Donetsk region, which rose."
            ),
            FactKind.QUANTITY,
            "40%",
        ),
        (
            "Tedros said the agency was “mired in bloat”.",
            "Tedros hailed it. Robert Kennedy told the assembly that the agency was “mired in bloat”.",
            FactKind.SPEAKER,
            "Tedros",
        ),
        (
            "Kyiv confirmed the loss of the village of Piddubne.",
            "Russia claimed the village of Piddubne. Kyiv did not confirm the loss.",
            FactKind.NEGATION,
            "confirmed",
        ),
    ],
)
def test_what_is_missing_is_named_and_keeps_from_supported(claim, page, kind, stated):
    assessment = match_claim(claim, page, published=ARTICLE_DAY)
    assert assessment.verdict is Verdict.PARTIAL
    assert (kind, stated) in {(gap.kind, gap.stated) for gap in assessment.gaps}
    assert assessment.conflicts == ()


@pytest.mark.parametrize(
    ("claim", "page"),
    [
        # the page has the claim's own value too
        ("Russia launched 539 drones on July 4.", f"{ATTACK} Earlier reports had 550 drones over Kyiv."),
        # another thing is counted
        ("Russia launched 539 drones at Kyiv.", "Russia launched 550 weapons at Kyiv."),
        ("Russia launched 539 drones at Kyiv.", "Russia launched 550 drones and missiles at Kyiv."),
        # another day
        ("Russia launched 539 drones on July 4.", "Russia launched 728 drones on 9 July 2025."),
        # another currency
        ("The firm raised $5m from investors.", "The firm raised €6m from investors."),
        # the page is only less exact
        ("Russia launched 539 drones at Kyiv.", "Russia launched more than 500 drones at Kyiv."),
        ("Russia launched 539 drones at Kyiv.", "Russia launched about 500 drones at Kyiv, in all."),
        # a value of another part of the claim
        ("Kyiv counted 23 injured people and 26 injured men.", "Kyiv counted 26 injured people."),
        # a part of them, and all of them
        ("Ukraine stopped 478 of the drones.", "Ukraine was attacked with 539 drones, stopped or not."),
        ("Ukraine was attacked with 539 drones.", "Of an attack, Ukraine stopped 478 of the drones."),
        # the value stands right behind a name
        (
            "South Africa faces a tariff of 30 percent.",
            "Laos faces a tariff of 40%, South Africa 30% and Malaysia 25%.",
        ),
        # the date of the sentence beside
        ("The palace was the manor of Ebury before 1531.", "The palace was built early. Victoria came in 1837."),
        # another figure altogether
        ("Millions of people in Kyiv lost power.", "In Kyiv nine people lost power and their homes."),
        # the day of the report
        ("The bridge in Kyiv collapsed on 5 July.", "The bridge in Kyiv collapsed, police said on Sunday, 6 July."),
        # a birth, a retrieval
        (
            "Ann Smith (born in 1909) led the Kyiv museum.",
            "Ann Smith led the Kyiv museum. In March 1961 Ann Smith left.",
        ),
        # both did it
        (
            "Iran launched missiles at Israel.",
            "Israel launched missiles at Iran. Iran has launched missiles at Israel too.",
        ),
        # the passive
        ("Iran launched missiles at Israel.", "Missiles were launched at Israel; Iran launched them, Israel said."),
        # done together
        ("Iran talked with Israel of missiles.", "Israel talked with Iran of missiles."),
        # two others are a list
        ("The senate passed Bill 182 on roads in Oregon.", "In Oregon the senate passed Bill 344 and Bill 7 on roads."),
        # the score as the loser tells it
        ("Milan lost 2-3 to Paris in the final in Munich.", "Paris won 3-2, beating Milan in the final in Munich."),
        # a life in brackets says nothing of other days
        ("Ann Marko began to paint in 1890.", "Ann Marko (1875 – 1947) began to paint early."),
        # the number of the dead grows
        ("At least 12 people were killed in Kyiv.", "At least 19 people were killed in Kyiv."),
        # a measure of something else, beside the claim's words
        (
            "Ann Smith wrote for a 24-hour performance at the Bush Theatre in London.",
            "Ann Smith wrote for the Bush Theatre in London. It held a twelve hour vigil.",
        ),
        ("Ann Smith led the Kyiv museum in 2018.", "Ann Smith, born 12 November 1980, led the Kyiv museum."),
    ],
)
def test_another_value_for_another_thing_is_no_conflict(claim, page):
    assessment = match_claim(claim, page, published=ARTICLE_DAY)
    assert assessment.conflicts == ()
    assert assessment.verdict is not Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("claim", "page", "found"),
    [
        ("Ukraine stopped 478 of the drones.", "Ukraine stopped 478 weapons.", "478 weapons"),
        ("The firm raised $5m from investors.", "The firm raised €5m from investors.", "€5m"),
        ("The firm raised $5m from investors.", "The firm raised money from Ann Smith, an investor.", ""),
    ],
)
def test_a_gap_says_what_the_page_has_in_its_place(claim, page, found):
    assert [gap.found for gap in match_claim(claim, page).gaps] == [found]


def test_a_telling_number_is_found_in_a_long_claim_and_a_small_one_needs_more_around_it():
    claim = (
        "Air defenses intercepted {} missiles, though homes were damaged and rail links, utilities, residential "
        "quarters, offices, bridges and critical infrastructure suffered substantial damage."
    )
    page = "Officials met on Friday. In all {} missiles came, and some homes burned. Shops opened late."
    telling, small = (match_claim(claim.format(number), page.format(number)) for number in (478, 8))
    assert "478 missiles" not in [gap.stated for gap in telling.gaps]
    assert "8 missiles" in [gap.stated for gap in small.gaps]


def test_a_page_with_the_words_and_none_of_the_facts_is_not_found():
    page = "President Trump spoke about air defense. Airports stopped flights. Ukraine says that its drones fly far."
    assert match_claim("Air defenses stopped 478 of the drones.", page).verdict is Verdict.NOT_FOUND


def test_a_page_about_something_else_is_not_found():
    assessment = match_claim("Russia launched drones at Kyiv.", "Stock markets fell sharply in Tokyo.")
    assert (assessment.verdict, assessment.evidence) == (Verdict.NOT_FOUND, ())


def test_a_page_with_a_few_of_the_words_is_not_found():
    page = "The museum shows old drones and toys. It opens at nine."
    assert match_claim("Russia launched 539 drones at Kyiv on July 4.", page).verdict is Verdict.NOT_FOUND


@pytest.mark.parametrize("page", ["Stock markets fell sharply in Tokyo.", "The museum shows old drones and toys."])
def test_the_silence_of_a_part_of_a_page_proves_nothing(page):
    partial = replace(read_page(page), partial=True)
    assert match_claim("Russia launched 539 drones at Kyiv on July 4.", partial).verdict is Verdict.UNCHECKED


def test_a_part_of_a_page_may_support():
    partial = replace(read_page(ATTACK), partial=True)
    assert match_claim("In Kyiv 23 people were injured.", partial).verdict is Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("claim", "page"), [("", ATTACK), ("  ", ATTACK), ("…", ATTACK), ("Drones flew.", ""), ("a", " \n ")]
)
def test_nothing_to_check_or_to_check_against_is_unchecked(claim, page):
    assert match_claim(claim, page).verdict is Verdict.UNCHECKED


def test_a_page_published_the_day_after_tells_of_the_day():
    page = replace(read_page("Russia attacked Kyiv with drones."), published=datetime(2025, 7, 5, tzinfo=UTC))
    assessment = match_claim("Russia attacked Kyiv with drones on July 4.", page, published=ARTICLE_DAY)
    assert (assessment.verdict, assessment.gaps) == (Verdict.SUPPORTED, ())


def test_weekdays_of_the_page_are_counted_from_its_own_date():
    page = replace(read_page("On Friday Russia attacked Kyiv with drones."), published=datetime(2025, 7, 9, tzinfo=UTC))
    assessment = match_claim("Russia attacked Kyiv with drones on July 4.", page, published=ARTICLE_DAY)
    assert assessment.gaps == ()


def test_the_ids_of_claim_and_page_are_kept():
    claim = Claim(id="abc", sentence=0, span=Span(start=0, end=3), text="Russia launched drones.")
    page = read_page(ATTACK)
    assessment = match_claim(claim, page)
    assert (assessment.claim, assessment.page) == ("abc", page.capture)


def test_the_value_of_another_thing_is_a_gap():
    page = "Air defences stopped 478 of the weapons: 270 were shot down, 268 of them drones, and 208 drones were lost."
    assessment = match_claim("Air defences stopped 478 of the drones.", page)
    assert (assessment.verdict, assessment.conflicts) == (Verdict.PARTIAL, ())
    assert [gap.stated for gap in assessment.gaps] == ["478 of the drones"]


def test_a_conflict_is_seen_where_the_sentence_shares_a_name():
    claim = "More than 67,000 troops have been deployed to Sumy and Kharkiv, launching intensive ground raids."
    page = "Some 50,000 Russian troops are massed near Sumy, Ukraine's president said in June."
    (conflict,) = match_claim(claim, page).conflicts
    assert (conflict.stated, conflict.found) == ("More than 67,000 troops", "Some 50,000 Russian troops")


@pytest.mark.parametrize(
    ("claim", "page", "published", "verdict"),
    [
        # the count was of an earlier day
        (
            "The blast in Kyiv killed 19 people.",
            "The blast in Kyiv killed 12 people.",
            datetime(2025, 7, 2, tzinfo=UTC),
            Verdict.PARTIAL,
        ),
        (
            "The blast in Kyiv killed 19 people.",
            "The blast in Kyiv killed 12 people.",
            datetime(2025, 7, 6, tzinfo=UTC),
            Verdict.CONTRADICTED,
        ),
        # a lower count than that of the page is no later one
        (
            "The blast in Kyiv killed 9 people.",
            "The blast in Kyiv killed 12 people.",
            datetime(2025, 7, 2, tzinfo=UTC),
            Verdict.CONTRADICTED,
        ),
        # the page was there before the day that the claim names
        (
            "The bridge in Kyiv opened on 5 July 2025.",
            "The bridge in Kyiv opened its gates on 3 July 2025.",
            datetime(2025, 7, 4, tzinfo=UTC),
            Verdict.PARTIAL,
        ),
        (
            "The bridge in Kyiv opened on 5 July 2025.",
            "The bridge in Kyiv opened its gates on 3 July 2025.",
            datetime(2025, 7, 9, tzinfo=UTC),
            Verdict.CONTRADICTED,
        ),
    ],
)
def test_an_older_page_is_judged_with_its_date(claim, page, published, verdict):
    dated = replace(read_page(page), published=published)
    assert match_claim(claim, dated, published=ARTICLE_DAY).verdict is verdict


def test_words_quoted_from_another_speaker_are_no_silence():
    page = "The council met on Monday. “We will never sell this old bridge,” said Bob Ray. Trains passed."
    assessment = match_claim("Ann Lee said: “We will never sell this old bridge.”", page)
    assert assessment.verdict is Verdict.PARTIAL
    assert (FactKind.SPEAKER, "Ann Lee", "Bob Ray") in [(gap.kind, gap.stated, gap.found) for gap in assessment.gaps]


def test_a_speaker_may_be_named_behind_the_office():
    page = "“We will never sell this old bridge,” said Social Democratic leader Ann Lee in Lviv."
    assert match_claim("“We will never sell this old bridge,” Ann Lee said.", page).gaps == ()


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ("The film “The Silent Rivers” won a prize.", True),
        ("The film “The Silent Mountains” won a prize.", False),
        ("Ann Lee said that “the silent rivers have won it all”.", False),
    ],
)
def test_a_title_is_not_demanded_word_for_word(claim, found):
    page = "The Silent River, a film by Ann Lee, won a prize. All have said it."
    kinds = [gap.kind for gap in match_claim(claim, page).gaps]
    assert (FactKind.QUOTATION not in kinds) == found


@pytest.mark.parametrize(
    ("claim", "page", "found"),
    [
        (
            "Profit of Lviv Rail fell to 480 million.",
            "Profit of Lviv Rail fell to 210 million from 480 million.",
            "210",
        ),
        (
            "The jury found Ann Marko guilty on nine counts.",
            "The jury found Ann Marko guilty on seven of nine counts.",
            "",
        ),
        (
            "City bees sleep 6.4 hours.",
            "Bees in a city sleep 5.1 hours, which must be compared with the 6.4 hours of bees elsewhere.",
            "5.1",
        ),
    ],
)
def test_another_value_of_the_same_sentence_bears_nothing_out(claim, page, found):
    assessment = match_claim(claim, page)
    assert assessment.verdict is not Verdict.SUPPORTED
    assert any(found in item.found for item in (*assessment.conflicts, *assessment.gaps))


@pytest.mark.parametrize(
    ("claim", "page", "turned"),
    [
        ("Bees sleep more in cities.", "Bees sleep less in cities, it was found.", True),
        ("Bees sleep fewer hours in cities.", "Bees sleep more hours in cities.", True),
        ("Bees sleep less in cities.", "Bees sleep less in cities, and eat more.", False),
        ("Bees sleep more than 6 hours.", "Bees sleep for less rain, and more than 6 hours.", False),
    ],
)
def test_more_for_less_is_turned_round(claim, page, turned):
    assert (match_claim(claim, page).verdict is Verdict.CONTRADICTED) == turned
