from .loader import Config

config = Config()
