"""Entry points to tables: third parties add a grammar, a reader, a provider or a report format without a fork.

A group's table is the package's own entries first, in their visible order, then the installed ones by name. A name
that is taken twice, or an object that does not keep the group's contract, is refused with a `PluginError`: an
extension that is silently dropped would be a false comfort.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING, TypeVar, cast

from provenance.errors import PluginError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from importlib.metadata import EntryPoint

Extension = TypeVar("Extension")


def installed_extensions(group: str) -> tuple[EntryPoint, ...]:
    """The entry points of `group` on this machine, by name."""
    return tuple(sorted(entry_points(group=group), key=lambda point: point.name))


def extend_table(
    group: str, own: Mapping[str, Extension], *, keeps_contract: Callable[[object], bool]
) -> dict[str, Extension]:
    """`own` followed by the installed extensions of `group`; raises `PluginError` on a clash or a broken contract."""
    table = dict(own)
    for point in installed_extensions(group):
        if point.name in table:
            raise PluginError(f"The extension {point.value} of {group} takes the name {point.name!r} a second time.")
        table[point.name] = cast("Extension", _load(point, group=group, keeps_contract=keeps_contract))
    return table


def _load(point: EntryPoint, *, group: str, keeps_contract: Callable[[object], bool]) -> object:
    try:
        extension: object = point.load()
    except Exception as error:  # third-party code may raise anything; it is named, never hidden
        raise PluginError(f"The extension {point.value} of {group} cannot be loaded: {error!r}.") from error
    if not keeps_contract(extension):
        raise PluginError(f"The extension {point.value} does not keep the contract of {group}.")
    return extension
