import os

TMP = "/srv/tmp"


def tmp_filepath(dag_id, suffix, ts=None):
    """A path that differs for each run."""
    if ts is None:
        ts = "{{ ts_nodash }}"
    return os.path.join(TMP, f"{dag_id}__{ts}__{suffix}")
