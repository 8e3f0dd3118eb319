"""Which agency a page credits: with the whole text, with a part, or with nothing."""

import pytest
from traced_pages import OWN, page

from provenance.text.tables import read_table
from provenance.trace.credits import Part, find_agency, read_credits


def credits_of(*paragraphs, **changes):
    return [(credit.agency, credit.part) for credit in read_credits(page("one.org", *paragraphs, **changes))]


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("LEEDS, England (AP) — Crews searched.", "Associated Press"),
        ("(Reuters) - Crews searched.", "Reuters"),
        ("LEEDS, May 3 (AFP) – Crews searched.", "Agence France-Presse"),
        ("MOSCOW, May 3. /TASS/. Crews searched.", "TASS"),
        ("LEEDS (AP) _ Crews searched.", "Associated Press"),
        ("Leeds, May 3 (PTI): Crews searched.", "Press Trust of India"),
        ("LEEDS, England — (AP) Crews searched.", "Associated Press"),
        ("By The Associated Press", "Associated Press"),
        ("By Jane Roe | Associated Press", "Associated Press"),
        ("By JANE ROE Associated Press", "Associated Press"),
        ("This story was originally published by Reuters.", "Reuters"),
        ("(CNN) — Crews searched.", "CNN"),
        ("Copyright © 2025 The Associated Press.  All rights reserved.", "Associated Press"),
        ("By JANE ROE, Associated Press", "Associated Press"),
        ("Story by Reuters", "Reuters"),
        ("© Copyright 2025 Associated Press. All rights reserved.", "Associated Press"),
        ("© 2025 The Associated Press. All rights reserved.", "Associated Press"),
        ("Copyright 2025 AFP. All rights reserved", "Agence France-Presse"),
        ("(Reporting by Jane Roe in Leeds; Editing by John Doe)", "Reuters"),
    ],
)
@pytest.mark.parametrize("last", [False, True])
def test_a_line_credits_an_agency_with_the_whole(line, agency, last):
    assert credits_of(*((*OWN, line) if last else (line, *OWN))) == [(agency, Part.WHOLE)]


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("The Associated Press contributed to this report.", "Associated Press"),
        ("Associated Press writer Jane Roe in Leeds contributed to this report.", "Associated Press"),
        ("With reporting by Reuters", "Reuters"),
        ("Written with files from The Canadian Press.", "Canadian Press"),
        ("AFP", "Agence France-Presse"),
        ("© 2025 AFP", "Agence France-Presse"),
        ("Source: Reuters", "Reuters"),
        ("By Jane Roe and AFP", "Agence France-Presse"),
    ],
)
def test_a_line_credits_an_agency_with_a_part(line, agency):
    assert credits_of(*OWN, line) == [(agency, Part.SOME)]


@pytest.mark.parametrize(
    "line",
    [
        "The Associated Press (AP) reported on it first.",
        "She told Reuters that nine lines stood still.",
        "Reuters could not verify this.",
        "A man of 40 (PA) was there.",
        "AP Photo/Jane Roe",
        "Reporting by the commission was late; nobody knew.",
        "He was a member of the PA, a club.",
    ],
)
def test_a_mention_is_no_credit(line):
    assert credits_of(line, *OWN) == []
    assert credits_of(*OWN, line) == []


def test_a_credit_in_the_middle_of_a_long_page_is_none():
    assert credits_of(*OWN * 3, "LEEDS (AP) — Crews searched.", *OWN * 3) == []


@pytest.mark.parametrize(
    ("authors", "found"),
    [
        (("Associated Press",), [("Associated Press", Part.WHOLE)]),
        (("Jane Roe, Associated Press",), [("Associated Press", Part.WHOLE)]),
        (("Reuters staff",), [("Reuters", Part.WHOLE)]),
        (("Jane Roe", "AFP"), [("Agence France-Presse", Part.SOME)]),
        (("One News with AP",), [("Associated Press", Part.SOME)]),
        (("One News with AP, AFP",), [("Associated Press", Part.SOME)]),
        (("Jane Roe",), []),
        (("Reuter Smith",), []),
    ],
)
def test_authors_credit_an_agency(authors, found):
    assert credits_of(*OWN, authors=authors) == found


def test_a_page_of_two_agencies_is_the_whole_of_neither():
    assert credits_of("LEEDS (AP) — Crews searched.", "LEEDS (AFP) — Crews searched.", *OWN) == [
        ("Associated Press", Part.SOME),
        ("Agence France-Presse", Part.SOME),
    ]


def test_the_place_of_a_credit_is_exact():
    one = page("one.org", OWN[0], "LEEDS (AP) — Crews searched.")
    (credit,) = read_credits(one)
    assert credit.place is not None
    assert credit.place.read(one.text) == credit.words == "LEEDS (AP) —"


@pytest.mark.parametrize("row", read_table("agencies")["agency"], ids=lambda row: row["name"])
def test_every_agency_is_known_by_its_names_and_sites(row):
    for name in row["names"]:
        assert credits_of(f"LEEDS ({name}) — Crews searched.", *OWN) == [(row["name"], Part.WHOLE)]
        assert find_agency(name, domain="") == row["name"]
    assert {find_agency("", domain=domain) for domain in row["domains"]} <= {row["name"]}


def test_no_two_agencies_share_a_name_or_a_site():
    rows = read_table("agencies")["agency"]
    for key in ("names", "domains"):
        every = [name for row in rows for name in row[key]]
        assert len(every) == len(set(every))
    assert sum(bool(row.get("signs_off")) for row in rows) == 1


def test_another_site_is_no_agency():
    assert find_agency("The Leeds Post", domain="leedspost.example") is None
