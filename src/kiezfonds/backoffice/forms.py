"""The desk's search."""

from kiezfonds.ground.text import N_
from kiezfonds.web.fields import Text
from kiezfonds.web.forms import Form


class SearchForm(Form):
    """Goes by GET to the page of what was found."""

    q = Text(N_("Anträge, Personen, Sitzungen"), max=80)
