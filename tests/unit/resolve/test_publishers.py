"""The table of publishers: facts about its rows, and how it is asked."""

from collections import Counter

import pytest

from provenance.resolve.publishers import (
    find_publisher_by_host,
    find_publisher_by_name,
    find_publisher_by_stem,
    find_publishers_sharing,
    name_key,
    read_publishers,
)
from provenance.text.tables import read_table
from provenance.urls.domains import registrable_domain

COUNTRIES = (
    "AE AM AR AT AU AZ BA BD BE BG BO BR BY CA CG CH CL CN CO CR CU CY CZ DE DK DZ EC EE EG ES ET FI FR GB GE GH GR GT "
    "HK HR HU ID IE IL IN IQ IR IS IT JM JO JP KE KH KP KR KW KZ LB LK LT LU LV MA MD MM MN MT MX MY NG NL NO NP NZ PA "
    "PE PH PK PL PS PT PY QA RO RS RU RW SA SD SE SG SI SK SV SY TH TN TR TT TW TZ UA UG US UY VE VN ZA ZW"
)
PUBLIC_SUFFIXES = {
    "gov.uk",
    "nhs.uk",
    "gov.ie",
    "gov.br",
    "gob.mx",
    "gov.pl",
    "gov.il",
    "idf.il",
    "gov.cn",
    "gov.sg",
    "gov.hk",
    "gov.za",
}
AGENCIES = [
    "AP News",
    "Reuters",
    "AFP",
    "dpa",
    "EFE",
    "ANSA",
    "Lusa",
    "Kyodo",
    "Xinhua",
    "TASS",
    "Interfax",
    "Ukrinform",
    "PAP",
    "Anadolu",
    "PTI",
    "Yonhap",
    "Bernama",
    "Antara",
    "The Canadian Press",
    "AAP",
    "UPI",
    "Jiji Press",
    "IRNA",
    "SPA",
    "WAM",
    "ANP",
    "Belga",
    "TT Nyhetsbyrån",
    "NTB",
    "Ritzau",
    "STT",
    "Keystone-SDA",
    "ČTK",
    "MTI",
    "Agerpres",
    "BTA",
    "Tanjug",
    "HINA",
    "Agência Brasil",
    "Agencia Andina",
    "Xinhua News Agency",
]


def names_of(row):
    return (row.name, *row.aliases)


def test_the_table_is_large_enough():
    assert len(read_publishers()) >= 600


def test_no_name_and_no_domain_is_in_two_rows():
    names = Counter(key for row in read_publishers() for key in {name.casefold() for name in names_of(row)})
    domains = Counter(domain for row in read_publishers() for domain in row.domains)
    assert [name for name, count in [*names.items(), *domains.items()] if count > 1] == []


def test_names_that_are_compared_alike_are_told_apart():
    bearers = {}
    for row in read_publishers():
        for name in names_of(row):
            bearers.setdefault(name_key(name), set()).add(row.name)
    assert {key: names for key, names in bearers.items() if len(names) > 1} == {
        "wikipedia": {"Wikipedia", "Wikipedia (French)"}
    }


def test_a_shared_name_is_shared_and_nobodys_own():
    shared = Counter(name_key(name) for row in read_publishers() for name in row.shared)
    own = {name_key(name) for row in read_publishers() for name in names_of(row)}
    assert [name for name, count in shared.items() if count < 2 or name in own] == []


def test_every_domain_is_under_a_public_suffix_or_a_known_one_itself():
    hosts = {domain for row in read_publishers() for domain in row.domains}
    assert {host for host in hosts if host != host.lower() or registrable_domain(host) is None} == PUBLIC_SUFFIXES


def test_every_country_is_a_code():
    assert {row.country for row in read_publishers()} <= {*COUNTRIES.split(), "UN", "EU"}


def test_everyday_words_are_names_of_their_row():
    rows = read_table("publishers")["publisher"]
    for row in rows:
        names = {name.casefold() for name in (row["name"], *row.get("aliases", ()))}
        assert {word.casefold() for word in row.get("words", ())} <= names


def test_ten_outlets_of_at_least_25_countries_are_known():
    outlets = ("newspaper", "broadcaster", "magazine")
    counts = Counter(row.country for row in read_publishers() if row.kind in outlets)
    assert sum(count >= 10 for count in counts.values()) >= 25


@pytest.mark.parametrize("name", AGENCIES)
def test_a_news_agency_is_known(name):
    assert find_publisher_by_name(name).kind == "agency"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("AP", "Associated Press"),
        ("the  guardian", "The Guardian"),
        ("New York Times", "The New York Times"),
        ("Le figaro", "Le Figaro"),
        ("The Financial Times", "Financial Times"),
        ("EL PAIS", "El País"),
        ("Tom’s Hardware", "Tom's Hardware"),
        ("TheGuardian", "The Guardian"),
        ("Wikipédia", "Wikipedia (French)"),
        ("Wikipedia", "Wikipedia"),
        ("维基百科，自由的百科全书", "Wikipedia (Chinese)"),
        ("WIKIPEDIA", "Wikipedia"),
        ("Hacker News", "Hacker News"),
        ("The Hacker News", "The Hacker News"),
    ],
)
def test_a_name_is_found_as_chatbots_write_it(written, name):
    assert find_publisher_by_name(written).name == name


@pytest.mark.parametrize("written", ["Independent", "Times", "The Time", "Some Blog", "", "ABC News", "The Nation"])
def test_a_name_of_nobody_or_of_several_is_not_found(written):
    assert find_publisher_by_name(written) is None


def test_the_bearers_of_a_shared_name_are_told():
    assert {row.country for row in find_publishers_sharing("abc news")} == {"US", "AU"}
    assert find_publishers_sharing("Reuters") == ()


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("bbc.co.uk", "BBC"),
        ("edition.cnn.com", "CNN"),
        ("de.wikipedia.org", "Wikipedia (German)"),
        ("de.m.wikipedia.org", "Wikipedia (German)"),
        ("xx.wikipedia.org", "Wikipedia"),
        ("ec.europa.eu", "European Commission"),
        ("eurostat.ec.europa.eu", "Eurostat"),
        ("health.ec.europa.eu", "European Commission"),
        ("ecb.europa.eu", "European Central Bank"),
        ("skphd.medium.com", "Medium"),
        ("twitter.com", "X (formerly Twitter)"),
        ("gov.uk", "GOV.UK"),
        ("blogspot.com", "Blogger"),
    ],
)
def test_a_host_belongs_to_the_nearest_row_above_it(host, name):
    assert find_publisher_by_host(host).name == name


@pytest.mark.parametrize("host", ["oxford.gov.uk", "codemurals.blogspot.com", "espn.go.com", "uk", "m.uk", "", None])
def test_a_host_of_somebody_else_belongs_to_no_row(host):
    assert find_publisher_by_host(host) is None


def test_a_stem_of_one_main_domain_is_found():
    assert find_publisher_by_stem("geeksforgeeks").name == "GeeksforGeeks"
    assert find_publisher_by_stem("gist.github").name == "GitHub Gist"


@pytest.mark.parametrize("stem", ["dn", "keymakr", ""])  # dn.se, dn.no, dn.pt
def test_a_stem_of_several_or_of_none_is_not_found(stem):
    assert find_publisher_by_stem(stem) is None
