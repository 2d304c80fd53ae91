"""Every test has a database; the environment is set before anything of kiezfonds is imported."""

import os
import tempfile
from pathlib import Path

_DATA = tempfile.TemporaryDirectory(prefix="kiezfonds-tests-")
for _name in [name for name in os.environ if name.startswith("KIEZFONDS_")]:
    del os.environ[_name]
os.environ["KIEZFONDS_MODE"] = "dev"
os.environ["KIEZFONDS_DATA"] = _DATA.name
os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(_DATA.name) / 'template.sqlite'}")

pytest_plugins = ["databases", "world"]
