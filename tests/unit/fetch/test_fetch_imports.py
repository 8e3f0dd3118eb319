"""What importing the room costs: nothing heavy before a request is sent."""

from __future__ import annotations

import subprocess
import sys


def test_the_room_is_imported_without_the_network_libraries() -> None:
    code = (
        "import sys; from provenance.config import Settings; from provenance.fetch import Client\n"
        "Client(Settings()).close()\n"
        "sys.exit(bool({'requests', 'urllib3', 'protego', 'vcr', 'yaml', 'ssl'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
