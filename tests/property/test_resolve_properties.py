"""Whatever a label is, it either names a site or says why it does not."""

from hypothesis import given
from hypothesis import strategies as st

from provenance.resolve import resolve_label
from provenance.resolve.publishers import find_publisher_by_host, read_publishers
from provenance.resolve.sites import Closeness, closeness

LABELS = st.one_of(
    st.text(max_size=80),
    st.from_regex(r"[a-z0-9.-]{1,40}", fullmatch=True),
    st.sampled_from(
        [name for row in read_publishers() for name in (row.name, *row.aliases, *row.shared, *row.domains)]
    ),
)


@given(LABELS)
def test_a_label_names_a_site_or_says_why_not(label):
    source = resolve_label(label)
    assert (source.host is None) == (source.domain is None) == bool(source.problem) == (not source.domains)


@given(LABELS)
def test_the_page_at_the_host_of_a_source_is_its_own(label):
    source = resolve_label(label)
    assert source.host is None or closeness(f"https://{source.host}/x", source) is Closeness.SAME_HOST


def test_every_name_and_every_domain_of_the_table_leads_to_its_row():
    for row in read_publishers():
        for name in (row.name, *row.aliases):
            assert resolve_label(name).publisher == row.name
        for domain in row.domains:
            assert find_publisher_by_host(domain) == row
