import importlib
def load(path):
    try:
        module_path, target = path.rsplit(".", 1)
        module = importlib.import_module(module_path)
        return getattr(module, target)
    except Exception as e:
        raise ImportError(f"no {path}") from e
def try_load(path):
    try:
        return load(path)
    except ImportError:
        return None
