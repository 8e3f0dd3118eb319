"""Evidence packs: one file that holds a report and all that it was made from, and that can be checked without us.

`write_pack` makes one, `read_pack` opens one as the hostile file it may be. `check_pack` names every digest that does
not hold, `check_evidence` does so for a report in a store. `layout` says what is in a pack and how large it may be,
`words` what it proves and what not.
"""

from provenance.pack.checking import check_evidence, check_pack
from provenance.pack.layout import Fault, Manifest
from provenance.pack.reading import Pack, is_pack, read_pack
from provenance.pack.writing import write_pack

__all__ = ["Fault", "Manifest", "Pack", "check_evidence", "check_pack", "is_pack", "read_pack", "write_pack"]
