"""A refusal that says what to mend and on which clause it rests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as _field


@dataclass(frozen=True)
class Problem:
    """`text` is a German msgid with {name} placeholders for `values`; `field` names the form's field."""

    text: str
    field: str = ""
    clause: str = ""
    values: Mapping[str, object] = _field(default_factory=dict)

    def said(self, translate: Callable[[str], str] = str) -> str:
        """The whole sentence in the reader's language, the clause in brackets behind it."""
        sentence = translate(self.text).format_map(self.values)
        return f"{sentence} ({self.clause})" if self.clause else sentence
