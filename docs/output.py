"""Puts the real output of commands into the README and the guides, between the marks that name the command."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs" / "guides").glob("*.md")))
BLOCK = re.compile(r"(<!-- output of: cenotaph (.*?) -->\n```text\n).*?(```\n)", re.DOTALL)


def fill_block(block: re.Match[str]) -> str:
    """The block with what its command prints now."""
    command = [sys.executable, "-c", "from cenotaph.terminal.main import main; main()", *block.group(2).split()]
    printed = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout.decode()
    return block.group(1) + printed + block.group(3)


if __name__ == "__main__":
    for page in PAGES:
        page.write_text(BLOCK.sub(fill_block, page.read_text(encoding="utf-8")), encoding="utf-8")
