from . import alpha, beta

JOBS = [module for module in (alpha, beta) if getattr(module, "ENABLED", True)]
