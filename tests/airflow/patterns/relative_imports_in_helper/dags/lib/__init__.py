from .core import builders
from .core.names import TEAM
