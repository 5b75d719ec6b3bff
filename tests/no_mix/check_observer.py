#!/usr/bin/env python3
"""Proves that the observer is not blind: each thing that must not be in a folder is put there once.

    python3 tests/no_mix/check_observer.py
"""

import os
import pathlib
import shutil
import sys
import tempfile

import releases
from observe import DIRECTORY, Counts, Label, Look, look, read_folder

FILES = 8


def main():
    wrong = 0
    for expected, case in [
        ("whole", a_release),
        ("whole", a_release_with_an_unfinished_download),
        ("absent", nothing),
        ("partial", an_empty_folder),
        ("mixed", one_file_of_the_next_release),
        ("mixed", one_file_half_of_the_next_release),
        ("partial", a_missing_file),
        ("partial", a_file_left_over),
        ("partial", a_file_cut_short),
        ("partial", an_empty_file),
        ("mislabelled", the_metadata_of_the_next_release),
        ("whole", a_release_renamed_while_it_is_read),
    ]:
        with tempfile.TemporaryDirectory() as scratch:
            found = case(pathlib.Path(scratch) / "package")
        if found != expected:
            print(f"{case.__name__.replace('_', ' ')}: {found}, not {expected}", file=sys.stderr)
            wrong += 1
    return 1 if wrong else 0


def verdict(folder):
    counts = Counts()
    # An absent folder counts from the first look that was not.
    counts.begin = 1.0
    counts.add(look(folder, Label()), 1.0)
    result = counts.result()
    return "mislabelled" if result["mislabelled"] else next(name for name in counts.looks if counts.looks[name])


def placed(folder, release=1):
    releases.write(folder, release, FILES)
    (folder / "metadata.json").write_text(f'{{"release": {release}}}')
    return folder / "dags"


def a_release(folder):
    placed(folder)
    return verdict(folder)


def a_release_with_an_unfinished_download(folder):
    (placed(folder) / "watched_00.py.6eB4A2f3").write_text("")
    return verdict(folder)


def nothing(folder):
    return verdict(folder)


def an_empty_folder(folder):
    folder.mkdir()
    return verdict(folder)


def one_file_of_the_next_release(folder):
    placed(folder)
    dags = placed(folder.with_name("next"), 2)
    shutil.copy(dags / "watched_03.py", folder / "dags" / "watched_03.py")
    return verdict(folder)


def one_file_half_of_the_next_release(folder):
    path = placed(folder) / "watched_03.py"
    text = path.read_text()
    path.write_text(text.replace("end of release 1", "end of release 2"))
    return verdict(folder)


def a_missing_file(folder):
    (placed(folder) / "watched_03.py").unlink()
    return verdict(folder)


def a_file_left_over(folder):
    dags = placed(folder)
    shutil.copy(dags / "watched_03.py", dags / "watched_33.py")
    return verdict(folder)


def a_file_cut_short(folder):
    path = placed(folder) / "watched_03.py"
    os.truncate(path, path.stat().st_size - 10)
    return verdict(folder)


def an_empty_file(folder):
    os.truncate(placed(folder) / "watched_03.py", 0)
    return verdict(folder)


def the_metadata_of_the_next_release(folder):
    placed(folder)
    (folder / "metadata.json").write_text('{"release": 2}')
    return verdict(folder)


def a_release_renamed_while_it_is_read(folder):
    """What a handle shows is what it was opened on, whatever has the name now."""
    placed(folder)
    handle = os.open(folder, DIRECTORY)
    folder.rename(folder.with_name("retired"))
    placed(folder, 2)
    seen = Look()
    read_folder(handle, seen, Label())
    os.close(handle)
    return seen.verdict() if list(seen.releases) == [1] else f"releases {list(seen.releases)}"


if __name__ == "__main__":
    sys.exit(main())
