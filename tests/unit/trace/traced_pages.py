"""Pages for the tests of this room: two reports of one night, written apart, and what is made of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.match import read_page

if TYPE_CHECKING:
    from provenance.model import Page

WIRE = (
    "Rescue crews searched the ruins of a block of flats on Friday after a night in which sirens sounded for hours.",
    "The mayor said that trams had stopped on nine lines and that water was cut off in two districts on the left bank.",
    "Doctors at the children's hospital moved beds into the corridors while windows were boarded up, a nurse told us.",
    "Farmers in the region said that fields of wheat had burned for two days and that nobody came to put the fire out.",
    "Schools will stay closed until Monday, the education office said in a message to parents late in the evening.",
)
OWN = (
    "The city woke to smoke and to the sound of glass being swept from the pavements of the old town.",
    "A tram driver who had spent the night in a tunnel with her daughter said that nine lines stood still.",
    "On the left bank people queued at a pump because two districts had no water, and the queue was quiet.",
    "Lessons begin again on Monday at the earliest, according to a letter that went out to families.",
)
STATEMENT = "“We will rebuild every house, we will name every street again, and those who burned this city will answer for every hour of this night before a court of law, and none of them will sleep as well as they did before.”"
FURNITURE = (
    "Sign up to our newsletter and get the stories that matter in your inbox every morning before you leave the house.",
    "We and our partners use cookies to make this site work, to measure how it is used and to show what may interest you.",
    "Subscribe today for unlimited access to everything that we publish, on every device, for less than a coffee a week.",
)


def page(host: str, *paragraphs: str, **changes: object) -> Page:
    """A page of the paragraphs at an address on the host."""
    return replace(read_page("\n".join(paragraphs)), **{"url": f"https://{host}/story", **changes})
