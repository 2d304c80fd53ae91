"""Templates of papers become HTML here, in an environment of their own that reaches nothing else."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

ROOT = Path(__file__).parents[3] / "templates" / "pdf"


def html_of(template: str, context: Mapping[str, Any]) -> str:
    """`template` is a path below templates/pdf, e.g. "notices/approval.html"."""
    return environment().get_template(template).render(**context)


@cache
def environment() -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(ROOT),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_null_translations(newstyle=True)  # type: ignore[attr-defined]  # added by the extension
    return made
