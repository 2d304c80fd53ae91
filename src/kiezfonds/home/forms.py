"""The start page's one question, asked by GET."""

from kiezfonds.ground.text import N_
from kiezfonds.web.fields import Choice
from kiezfonds.web.forms import Form


class AreaForm(Form):
    """Which area to look at."""

    gebiet = Choice(N_("Ihr Kiez"))
