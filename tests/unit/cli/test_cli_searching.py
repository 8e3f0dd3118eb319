"""Who may be asked for pages: the options of searching, what `plugins` tells, and recordings of one's own."""

from functools import partial

import pytest

from provenance.cli import searching
from provenance.cli.app import run
from provenance.cli.searching import known_providers
from provenance.config import SEARCH, Archive, Settings
from provenance.fetch import Client
from provenance.model.codec import decode_report
from provenance.resolve import ProviderContext, Reach, SourceList, make_providers
from provenance.resolve.candidates import GIVEN
from tests.support.servers import Server, reply

DRAFT = "Russia sent 539 drones in one night apnews.com."
PAGE = (
    "<html><title>Drones</title><body><article><p>Russia sent 539 drones in one night, the air force said on Friday. "
)
PAGE += "It was the largest attack of the war so far, and people sheltered in the stations of the underground.</p>"


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "draft.txt").write_text(DRAFT)


@pytest.fixture
def used(monkeypatch):
    """The settings that a run of `verify` was made with."""
    seen = []

    def verify(*arguments, settings, **options):
        seen.append(settings)
        raise KeyboardInterrupt

    monkeypatch.setattr("provenance.cli.verify.verify_article", verify)

    def settings_of(*options):
        assert run(["verify", "draft.txt", "--store", ":memory:", *options]) == 130
        return seen.pop()

    return settings_of


class Point:
    """An installed provider, as the machine's entry points tell it."""

    name = "library"
    value = "my_package:LibraryProvider"

    def __init__(self, reach=Reach.SERVICE, error=None):
        self.reach, self.error = reach, error

    def load(self):
        def make(context):
            if self.error:
                raise self.error
            return type("Library", (), {"name": "library", "reach": self.reach})()

        return make


@pytest.fixture
def installed(monkeypatch):
    def install(**given):
        for module in ("provenance.plugins", "provenance.cli.searching", "provenance.cli.plugins"):
            monkeypatch.setattr(
                f"{module}.installed_extensions", lambda group: (Point(**given),) * group.endswith("rs")
            )

    return install


def test_every_provider_of_the_package_tells_its_reach():
    reaches = {one.name: one.reach for one in known_providers()}
    assert {name for name, reach in reaches.items() if reach is Reach.GIVEN} == set(GIVEN)
    assert {name for name, reach in reaches.items() if reach is Reach.SITE} == {
        "mediawiki",
        "sitemaps",
        "wordpress",
        "feeds",
    }
    assert None not in reaches.values()


@pytest.mark.parametrize(
    ("options", "search"),
    [
        ([], SEARCH),
        (["--search", "off"], ()),
        (["--search", "site"], ("mediawiki", "sitemaps", "wordpress", "feeds")),
        (["--search", "gdelt, sitemaps,gdelt"], ("gdelt", "sitemaps")),
    ],
)
def test_the_option_says_who_is_asked(used, options, search):
    assert used(*options).search == search


@pytest.mark.parametrize(("options", "archive"), [([], Archive.FAILURES), (["--archive", "always"], Archive.ALWAYS)])
def test_the_option_says_when_an_archived_copy_is_read(used, options, archive):
    assert used(*options).archive is archive


def test_options_override_the_settings(used, tmp_path):
    (tmp_path / "provenance.toml").write_text('search = ["gdelt"]\narchive = "never"\n')
    assert (used().search, used().archive) == (("gdelt",), Archive.NEVER)
    changed = used("--search", "feeds", "--archive", "failures")
    assert (changed.search, changed.archive) == (("feeds",), Archive.FAILURES)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--search", "google"], "names google; known: off, site, mediawiki, guardian, sitemaps"),
        (["--search", ","], "names nobody"),
        (["--search", "mark"], "names mark"),
        (["--search", "off,feeds"], "names off"),
        (["--archive", "sometimes"], "'never', 'failures', 'always'"),
        (["--record", "r.yaml", "--cassette", "c.yaml"], "cannot be combined with --cassette"),
        (["--record", "r.yaml", "--store", "s.sqlite"], "cannot be combined with --store"),
        (["--record", "r.yaml", "--offline"], "cannot be combined with --offline"),
        (["--record", "r.yaml", "--judge", "on"], "cannot be combined with --judge"),
        (["--record", "draft.txt"], "already"),
    ],
)
def test_a_wrong_option_is_told(capsys, options, says):
    assert run(["verify", "draft.txt", *options]) == 2
    assert says in " ".join(capsys.readouterr().err.split())


OWN = 'guardian_key_env = "KEY"\nsearxng_url = "https://search.example.org"\n'


def test_a_settings_file_that_merely_lies_there_gives_no_key_and_names_no_service(used, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("KEY", "secret")
    (tmp_path / "provenance.toml").write_text(OWN)
    settings = used()
    assert (settings.guardian_key_env, settings.searxng_url) == ("", "")
    assert "guardian, searxng: not asked; name the settings file with --config" in capsys.readouterr().err


@pytest.mark.parametrize("options", [["--config", "provenance.toml"], ["--search", "guardian,searxng"]])
def test_what_is_named_for_the_run_is_asked(used, tmp_path, monkeypatch, capsys, options):
    monkeypatch.setenv("KEY", "secret")
    (tmp_path / "provenance.toml").write_text(OWN)
    settings = used(*options)
    assert (settings.guardian_key_env, settings.searxng_url) == ("KEY", "https://search.example.org")
    assert "not asked" not in capsys.readouterr().err


def test_who_names_some_means_no_installed_one(installed):
    installed()

    def names(search):
        context = ProviderContext(sources=SourceList(), fetch=searching._refuse, settings=Settings(search=search))
        return {provider.name for provider in make_providers(context)} - set(GIVEN)

    assert "library" in names(SEARCH)
    assert names(("library",)) == {"library"}
    assert names(("feeds",)) == {"feeds"}
    assert names(()) == set()


def test_an_installed_provider_counts_to_the_sites_only_when_it_asks_them(used, installed):
    installed(reach=Reach.SERVICE)
    assert "library" not in used("--search", "site").search
    installed(reach=Reach.SITE)
    assert "library" in used("--search", "site").search


@pytest.mark.parametrize(
    "line",
    [
        "attached: asks nobody, given",
        "sitemaps: asks the cited site, site",
        "gdelt: asks a service, service, not asked: the setting search does not name it",
        "guardian: asks a service, service, not asked: guardian_key_env is not set",
        "searxng: asks a service, service",
        "library: asks a service, service, not asked: the setting search does not name it (my_package:LibraryProvider)",
    ],
)
def test_plugins_tells_who_is_asked(installed, tmp_path, capsys, line):
    installed()
    rest = 'search = ["sitemaps", "guardian", "searxng"]\nsearxng_url = "https://search.example.org"\n'
    (tmp_path / "provenance.toml").write_text(rest)
    assert run(["plugins"]) == 0
    assert line in [" ".join(one.split()) for one in capsys.readouterr().out.splitlines()]


def test_plugins_tells_of_a_provider_that_cannot_be_made(installed, capsys):
    installed(error=ValueError("no \x1b[31mlibrary"))
    assert run(["plugins"]) == 0
    out = capsys.readouterr().out
    assert "library: reach unknown, cannot be made: ValueError(" in out
    assert "\x1b" not in out


def test_a_run_is_recorded_and_played_again(tmp_path, monkeypatch, capsys):
    (tmp_path / "sources.toml").write_text('[domains]\n"apnews.com" = ["http://apnews.com/drones"]\n')
    (tmp_path / "provenance.toml").write_text("pause_seconds = 0\n")
    verify = ["verify", "draft.txt", "--sources", "sources.toml", "--search", "off", "--entail", "off"]
    with Server(pages={"apnews.com/drones": reply(PAGE)}) as server:
        monkeypatch.setattr("provenance.cli.workplace.Client", partial(Client, resolver=server.resolve))
        assert run([*verify, "--record", "own.yaml", "--output", "json=one.json"]) == 0
    assert "recorded in own.yaml: it holds whole pages" in capsys.readouterr().err
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    assert run([*verify, "--cassette", "own.yaml", "--output", "json=two.json"]) == 0
    one, two = (decode_report((tmp_path / name).read_bytes()) for name in ("one.json", "two.json"))
    assert [result.verdict for result in one.results] == [result.verdict for result in two.results]
    assert [page.capture for page in one.pages] == [page.capture for page in two.pages]


def test_a_recording_holds_what_the_store_has_already(tmp_path, monkeypatch):
    (tmp_path / "sources.toml").write_text('[domains]\n"apnews.com" = ["http://apnews.com/drones"]\n')
    verify = ["verify", "draft.txt", "--sources", "sources.toml", "--search", "off", "--entail", "off"]
    with Server(pages={"apnews.com/drones": reply(PAGE)}) as server:
        monkeypatch.setattr("provenance.cli.workplace.Client", partial(Client, resolver=server.resolve))
        run(verify)
        run([*verify, "--record", "own.yaml"])
    assert "539 drones" in (tmp_path / "own.yaml").read_text()
