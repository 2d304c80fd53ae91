"""`python later.py DAYS serve …`: kiezfonds as it runs some days from now, its clock ticking on."""

import sys
from datetime import UTC, datetime, timedelta

import time_machine

from kiezfonds.cli import main

days = int(sys.argv.pop(1))
with time_machine.travel(datetime.now(UTC) + timedelta(days=days), tick=True):
    sys.exit(main())
