"""Settings: read once from provenance.toml or [tool.provenance], then frozen."""

from __future__ import annotations

import hashlib
import os
import re
import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import msgspec

from provenance.errors import SettingsError
from provenance.model.judgements import Verdict

FILE_NAME = "provenance.toml"

_DAY = 86_400
_BOUNDS = {
    "max_article_bytes": (1, 1_000_000_000),
    "pages_per_source": (1, 100),
    "pages_per_search": (1, 100),
    "search_requests": (1, 10_000),
    "search_seconds": (0.01, _DAY),
    "deadline_seconds": (0.01, _DAY),
    "connect_seconds": (0.01, _DAY),
    "max_page_bytes": (1, 1_000_000_000),
    "max_listing_bytes": (1, 1_000_000_000),
    "max_redirects": (0, 50),
    "retries": (0, 20),
    "pause_seconds": (0, _DAY),
    "requests_per_domain": (1, 1_000_000),
    "workers": (1, 1_000),
    "fresh_seconds": (0, 36_500 * _DAY),
    "judge_most": (1, 100_000),
    "judge_seconds": (0.01, _DAY),
}
"""The least and the most that a setting may be: what is beyond would never end, or is no number that clocks take."""


SEARCH = (
    *("mediawiki", "guardian", "sitemaps", "wordpress", "feeds"),
    *("brave", "searxng", "wayback", "common_crawl", "gdelt"),
)
"""Who is asked for pages unless the settings say otherwise: those that know a site's texts or list all of its pages
before those that know some. `guardian`, `brave` and `searxng` only with the user's own key or address."""


HARMLESS: dict[str, tuple[object, ...]] = {
    "proxy": ("",),
    "entailment": ("installed", "off"),
    "entailment_labels": ((),),
    "entailment_prompt": ("",),
}
"""What these settings may be in a file that nobody named; any other value is the user's own to choose."""


MAX_TOML_BYTES = 250_000
"""Of a settings file or a list of sources: some 2,500 addresses."""
MOST_DOTS = 40
"""In one line of such a file, addresses not counted: of a key with dots, as in `a.b.c`, the parser keeps every
beginning, so that one of 64,000 characters takes four gigabytes."""

# https://apnews.com/a in a list of sources
_ADDRESS = re.compile(r"https?://[^\s\"']+")


class Archive(StrEnum):
    """When an archived copy is read in place of a page.

    `never`; after `failures`: technical ones, 404 and 410; `always`: past robots.txt, walls and paywalls, too.
    """

    NEVER = "never"
    FAILURES = "failures"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting with its default. Durations are seconds, sizes bytes."""

    max_article_bytes: int = 2_000_000
    """A longer draft is refused: a book is no article, and each claim costs requests."""
    fail_on: tuple[Verdict, ...] = tuple(verdict for verdict in Verdict if verdict is not Verdict.SUPPORTED)
    """The verdicts that make `provenance verify` end with exit code 1."""
    pages_per_source: int = 5
    """How many candidates of one source are read for one claim."""
    search: tuple[str, ...] = SEARCH
    """Who is asked for pages of a bare domain, in the order of the package; empty: nobody. See `provenance plugins`."""
    pages_per_search: int = 3
    """How many of the pages found by searching are read for one claim of one source; the first that decides ends it."""
    search_requests: int = 40
    """Requests to one host, at most, in the search for the pages of one source."""
    search_seconds: float = 120.0
    """For the whole search for the pages of one source, its pauses included."""
    archive: Archive = Archive.FAILURES
    """When an archived copy is read in place of a page."""
    guardian_key_env: str = ""
    """The environment variable with the user's own key for the Guardian's Content API; empty: it is not asked."""
    brave_key_env: str = ""
    """The environment variable with the user's own key for the Brave Search API; empty: it is not asked."""
    searxng_url: str = ""
    """Where the user's own SearXNG stands, as in `https://search.example.org`; empty: none is asked."""
    deadline_seconds: float = 20.0
    """From the first byte sent to the last byte read of one page, redirects included."""
    connect_seconds: float = 6.0
    """For the connection alone."""
    max_page_bytes: int = 5_000_000
    """Decoded; a page that is larger is missed as too large."""
    max_listing_bytes: int = 50_000_000
    """Decoded; the same for sitemaps, feeds and the answers of services. The sitemap protocol allows 50 MB."""
    max_redirects: int = 5
    """RFC 9309 asks for five on robots.txt; pages get the same."""
    retries: int = 2
    """After a failed connection, a 502, 503 or 504, or a 429 that says when to come back; walls are never retried."""
    pause_seconds: float = 1.0
    """Between two requests to one registrable domain; a longer Crawl-delay wins. 0 spares nobody: for own servers."""
    pauses: dict[str, float] = field(default_factory=dict)
    """The same for single hosts or domains, as in `"example.org" = 5`; what a site itself asks for wins if longer."""
    requests_per_domain: int = 1_000
    """Requests to one registrable domain in one run, at most; robots.txt, redirects and retries count."""
    workers: int = 16
    """Sites read, and requests under way, at the same time."""
    fresh_seconds: float = 86_400.0
    """A capture younger than this is used without asking the site again."""
    contact: str = ""
    """An address or page that a webmaster can turn to; part of the user agent."""
    entailment: str = "installed"
    """The model that reads meaning: `installed`, `off`, or the folder or hub name of one of the user's own."""
    entailment_labels: tuple[str, ...] = ()
    """What its outputs mean, in their order, where its own configuration does not say."""
    entailment_prompt: str = ""
    """The text with `{passage}` and `{claim}` that it reads, where it was not trained on pairs."""
    embargo: bool = False
    """Whether nobody but the hosts in `allow` may be contacted, and no search service at all."""
    allow: tuple[str, ...] = ()
    """Under an embargo: hosts, or domains with all of their hosts, as in `["apnews.com"]`."""
    proxy: str = ""
    """An egress proxy that every page is asked for through, as in `http://proxy.example.org:3128`; a judge is not."""
    judge_url: str = ""
    """Where an OpenAI-compatible API stands that is asked for an opinion; it gets claims and passages. Empty: none."""
    judge_model: str = ""
    """The name of the model there."""
    judge_key_env: str = ""
    """The environment variable that holds its key; empty for an API without one."""
    judge_most: int = 200
    """How often it is asked in one run: each claim that a page supports, half supports or contradicts asks once."""
    judge_seconds: float = 60.0
    """For one answer."""

    def __post_init__(self) -> None:
        for name, (least, most) in _BOUNDS.items():
            value = getattr(self, name)
            if not least <= value <= most:  # also when it is no number: TOML has `nan`
                raise SettingsError(f"Setting {name} must be from {least:,} to {most:,}, it is {value}.")
        for name in ("contact", "entailment", "judge_model", "judge_key_env", "guardian_key_env", "brave_key_env"):
            if not getattr(self, name).isprintable():
                raise SettingsError(f"Setting {name} must be one line of printable characters.")
        if not self.fail_on:
            raise SettingsError(
                "Setting fail_on must name at least one verdict: a policy without rules would pass everything.",
                "Use --exit-zero to get exit code 0 whatever was found.",
            )
        for host, seconds in self.pauses.items():
            if not (host.isprintable() and 0 <= seconds <= _DAY):
                raise SettingsError(f"Setting pauses must be from 0 to {_DAY:,}, for {host!a} it is {seconds}.")
        _check_models(self)
        _check_address("searxng_url", self.searxng_url, example="https://search.example.org")

    @property
    def digest(self) -> str:
        """The sha256 of all settings, 64 hex digits."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()


def _check_models(settings: Settings) -> None:
    """Raise `SettingsError` for a model or judge that could not be asked."""
    if not settings.entailment.strip():
        raise SettingsError("Setting entailment is empty.", "It is installed, off, or a model's folder or hub name.")
    prompt = settings.entailment_prompt
    if prompt and not ("{passage}" in prompt and "{claim}" in prompt):
        raise SettingsError("Setting entailment_prompt must hold {passage} and {claim}.")
    _check_address("judge_url", settings.judge_url, example="http://localhost:11434/v1")
    if settings.judge_url and not settings.judge_model.strip():
        raise SettingsError("There is a judge_url, but no judge_model.", "Name the model with it or --judge-model.")


def _check_address(name: str, address: str, *, example: str) -> None:
    if address and not address.lower().startswith(("http://", "https://")):
        shown = ascii(address[:200])[1:-1]
        raise SettingsError(f"Setting {name} must begin with http:// or https://, it is {shown}.", f"As in {example}.")


def read_key(settings: Settings, name: str) -> str:
    """The key in the environment variable that the setting `name` names, or an empty string when it names none.

    Raises `SettingsError` when the variable is not set.
    """
    variable: str = getattr(settings, name)
    key = os.environ.get(variable, "").strip() if variable else ""
    if variable and not key:
        hint = f"Set it, or leave {name} out."
        raise SettingsError(f"The environment variable {ascii(variable)[1:-1]} of setting {name} is not set.", hint)
    return key


def read_settings(path: Path | None = None, *, folder: Path | None = None) -> Settings:
    """The settings in `path`, else in `folder`'s provenance.toml, else in its pyproject.toml, else the defaults.

    Raises `SettingsError` when the file given is absent, or any of them is no TOML or names an unknown setting; and
    for a `proxy`, or a model of one's own as `entailment`, in a file that is not `path`: one that merely lies in the
    folder, beside a draft that somebody sent, turns no requests to a machine of its choice and no verdicts by a model
    of its choice.
    """
    if path is not None:
        return _settings_from(_load(path), path)
    settings = _find_settings(folder)
    for name, harmless in HARMLESS.items():
        if getattr(settings, name) not in harmless:
            message = f"The setting {name} counts only in a settings file that is named."
            raise SettingsError(message, "Name the file with --config.")
    return settings


def _find_settings(folder: Path | None) -> Settings:
    base = Path() if folder is None else folder
    own = base / FILE_NAME
    if own.is_file():
        return _settings_from(_load(own), own)
    project = base / "pyproject.toml"
    if project.is_file():
        tools = _load(project).get("tool", {})
        return _settings_from(tools.get("provenance", {}) if isinstance(tools, dict) else {}, project)
    return Settings()


def load_toml(path: Path) -> dict[str, object]:
    """The table in a file of TOML that a person wrote.

    Raises `OSError` when it cannot be read, `ValueError` for what is no TOML or more of it than anybody writes,
    `RecursionError` for what is nested too deeply.
    """
    with path.open("rb") as file:
        encoded = file.read(MAX_TOML_BYTES + 1)
    if len(encoded) > MAX_TOML_BYTES:
        raise ValueError(f"it has more than {MAX_TOML_BYTES:,} bytes")
    text = encoded.decode("utf-8-sig")
    if any(line.count(".") > MOST_DOTS for line in _ADDRESS.sub("", text).splitlines()):
        raise ValueError(f"a line has more than {MOST_DOTS} dots")
    return tomllib.loads(text)


def _load(path: Path) -> dict[str, object]:
    try:
        return load_toml(path)
    except OSError as error:
        raise SettingsError(f"Cannot read the settings file {path}: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:  # ValueError also for bytes that are no UTF-8, and a number too long
        raise SettingsError(f"The settings file {path} is no TOML: {error}.") from error


def _settings_from(table: object, path: Path) -> Settings:
    names = Settings.__dataclass_fields__
    unknown = sorted(set(table) - set(names)) if isinstance(table, dict) else []
    if unknown:
        raise SettingsError(f"Unknown setting in {path}: {', '.join(unknown)}.", f"Known are: {', '.join(names)}.")
    try:
        return msgspec.convert(table, Settings)
    except msgspec.ValidationError as error:
        raise SettingsError(f"Wrong setting in {path}: {error}.") from error
