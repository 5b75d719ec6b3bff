#!/usr/bin/env python3
"""Looks at one package folder, all the time, and counts what a reader of it would have met.

    python3 tests/no_mix/observe.py FOLDER

One look opens the folder and reads everything through that handle (openat): what a look shows lay in one folder,
whatever became of the folder's name meanwhile. The handle is opened anew for each look. A look is

    whole      every file of one release, and none besides
    mixed      two releases: in two files, or in one file that is half the one and half the other
    partial    one release, but a file is missing, cut short, left over, or was gone before it could be read
    absent     no folder of that name

Only the first is fine. Nothing is excused: dag-sync keeps a replaced tree for ten minutes (--keep-for) and a look
lasts milliseconds, so a file that is gone within a look was taken from under a reader. A partial look may well be
two releases of which only one was met. Files that Airflow would not load (the temporary names that programs write to)
are not looked at. `mislabelled` counts whole looks whose metadata.json names another release than the files.

Looking starts with the first look that is not absent; it ends when stdin does, and the counts are printed as JSON.
"""

import json
import os
import select
import sys
import time

from releases import FIRST, LAST, file_name

EXAMPLES = 5
DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    counts, label = Counts(), Label()
    while not select.select([sys.stdin], [], [], 0)[0]:
        begin = time.monotonic()
        counts.add(look(sys.argv[1], label), begin)
    json.dump(counts.result(), sys.stdout)


def look(folder, label):
    """What one handle showed; None when there was nothing to open."""
    try:
        handle = os.open(folder, DIRECTORY)
    except FileNotFoundError:
        return None
    try:
        seen = Look()
        read_folder(handle, seen, label)
        return seen
    finally:
        os.close(handle)


def read_folder(handle, seen, label):
    """Everything below a handle, each step relative to the handle above it."""
    try:
        names = os.listdir(handle)
    except FileNotFoundError:
        seen.wrong.append("a folder was gone")
        return
    for name in names:
        try:
            if name == "metadata.json":
                seen.label = label.read(contents(name, handle))
            elif name.endswith(".py"):
                seen.add(name, contents(name, handle))
            elif "." not in name:
                below = os.open(name, DIRECTORY, dir_fd=handle)
                try:
                    read_folder(below, seen, label)
                finally:
                    os.close(below)
        except OSError as error:
            seen.wrong.append(f"{name}: {error.strerror}")


def contents(name, handle):
    file = os.open(name, FILE, dir_fd=handle)
    try:
        parts = []
        while part := os.read(file, 1 << 20):
            parts.append(part)
        return b"".join(parts)
    finally:
        os.close(file)


class Look:
    """The releases that were met, and what is wrong besides."""

    def __init__(self):
        self.releases, self.names, self.wrong = {}, set(), []
        self.total = self.label = None

    def add(self, name, text):
        first, last = FIRST.search(text), LAST.search(text)
        for found in {match["release"] for match in (first, last) if match}:
            self.releases[int(found)] = self.releases.get(int(found), 0) + 1
        self.names.add(name)
        if first and last:
            self.total = int(first["files"])
        else:
            self.wrong.append(f"{name}: {len(text)} bytes, {'no end' if first else 'no beginning'}")

    def verdict(self):
        if len(self.releases) > 1:
            return "mixed"
        wanted = {file_name(number) for number in range(self.total or 0)}
        self.wrong += [f"{name}: missing" for name in sorted(wanted - self.names)]
        self.wrong += [f"{name}: left over" for name in sorted(self.names - wanted)]
        return "partial" if self.wrong or not self.names else "whole"


class Label:
    """The release that a metadata.json names; the document is long and seldom another."""

    def __init__(self):
        self.text, self.release = b"", None

    def read(self, text):
        if text != self.text:
            try:
                self.release = json.loads(text).get("release")
            except ValueError:
                self.release = -1
            self.text = text
        return self.release


class Counts:
    """Looks by verdict, and the longest time in which none was whole."""

    def __init__(self):
        self.looks = {"whole": 0, "mixed": 0, "partial": 0, "absent": 0}
        self.absent_s = 0.0
        self.mislabelled, self.seen, self.last = 0, set(), None
        self.examples, self.bad_since, self.longest, self.begin = [], None, 0.0, None

    def add(self, look, begin):
        if look is None and self.begin is None:
            return
        self.begin = self.begin or begin
        verdict = look.verdict() if look else "absent"
        self.looks[verdict] += 1
        if verdict == "whole":
            (self.last,) = look.releases
            self.seen.add(self.last)
            if look.label not in (None, self.last):
                self.mislabelled += 1
                self.example("mislabelled", look, begin)
        elif look:
            self.example(verdict, look, begin)
        # To find nothing is quicker than to read: so many looks say little about how long.
        if not look:
            self.absent_s += time.monotonic() - begin
        self.stretch(verdict in ("mixed", "partial"), begin)

    def stretch(self, bad, begin):
        if bad:
            self.bad_since = self.bad_since or begin
            self.longest = max(self.longest, time.monotonic() - self.bad_since)
        elif self.bad_since:
            self.longest = max(self.longest, begin - self.bad_since)
            self.bad_since = None

    def example(self, verdict, look, begin):
        if sum(example["verdict"] == verdict for example in self.examples) < EXAMPLES:
            self.examples.append({
                "verdict": verdict,
                "after_s": round(begin - self.begin, 3),
                "releases": look.releases,
                "metadata": look.label,
                "wrong": look.wrong[:EXAMPLES],
            })

    def result(self):
        return {
            "looks": sum(self.looks.values()),
            **self.looks,
            "absent_s": round(self.absent_s, 4),
            "mislabelled": self.mislabelled,
            "releases_seen": len(self.seen),
            "last_release": self.last,
            "longest_not_whole_s": round(self.longest, 3),
            "seconds": round(time.monotonic() - self.begin, 1) if self.begin else 0,
            "examples": self.examples,
        }


if __name__ == "__main__":
    main()
