"""Adds up pytest's result files and says it in one line; a missing file counts as a failure."""

import sys
from pathlib import Path
from xml.etree import ElementTree

ran = skipped = 0
failed = int(sys.argv[1])  # what failed beside the tests
for name in sys.argv[2:]:
    if not Path(name).exists():
        failed += 1
        continue
    for suite in ElementTree.parse(name).iter("testsuite"):
        bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        left_out = int(suite.get("skipped", 0))
        failed += bad
        skipped += left_out
        ran += int(suite.get("tests", 0)) - bad - left_out
print(f"{ran} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
sys.exit(1 if failed else 0)
