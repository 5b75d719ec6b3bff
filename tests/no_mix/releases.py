"""The releases that are watched: every file says at its beginning and at its end which release it is of.

No two releases have the same number of bytes in a file: a sync that compares size and time would overlook a second
release within one second, and that is not what is asked here. The number of files differs from release to release,
so that a missing file and one that was left over are both seen.
"""

import re
import shutil

PACKAGE = "watched"
FIRST = re.compile(rb"\A# release (?P<release>\d+), one of (?P<files>\d+) files\n")
LAST = re.compile(rb"\n# end of release (?P<release>\d+)\n\Z")
FILLER = "# one line of a file that is as long as such files are\n" * 60


def file_name(number):
    return f"watched_{number:02}.py"


def file_count(release, files):
    return files + release % 5 - 2


def write(folder, release, files):
    """Release `release` of a package of about `files` files, as its author's working copy holds it."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "dags").mkdir(parents=True)
    (folder / "dag-publish.toml").write_text(f'package = "{PACKAGE}"\n')
    count = file_count(release, files)
    for number in range(count):
        (folder / "dags" / file_name(number)).write_text(
            f"# release {release}, one of {count} files\n"
            "from airflow import DAG\n\n"
            f'with DAG("watched_{number:02}", schedule=None):\n    pass\n\n'
            f"{FILLER}# {'-' * release}\n# end of release {release}\n"
        )
