"""The desk's search."""

from kiezfonds.ground.text import N_
from kiezfonds.web.fields import Text
from kiezfonds.web.forms import Form


class SearchForm(Form):
    """Goes by GET to the list of proposals."""

    q = Text(N_("Antrag suchen"), max=80)
