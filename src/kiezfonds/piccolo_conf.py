"""Where Piccolo finds the engine and the tables. Nothing else imports this."""

import os

from piccolo.conf.apps import AppRegistry

from kiezfonds.database.engines import engine_from_url
from kiezfonds.settings import load

DB = engine_from_url(load(os.environ).database_url)
APP_REGISTRY = AppRegistry(apps=["kiezfonds.piccolo_app"])
