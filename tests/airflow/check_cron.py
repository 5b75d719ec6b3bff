"""Random cron expressions, judged by Airflow and its croniter, against what `dag-publish` says of them.

    python tests/airflow/check_cron.py --judge JUDGE [--count 20000] [--seed 1]

Run it with the Python of an Airflow installation. JUDGE is a program that reads an expression a line from standard
input and writes a line for each: empty when it has no problem with it, else the reason. `cargo run --example` builds
one from `examples/cron_judge.rs`. It fails when JUDGE refuses what Airflow takes, and tells how many JUDGE lets through
that Airflow refuses.
"""

import argparse
import datetime
import random
import subprocess
import sys
import warnings

LIMITS = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 6), (0, 59), (1970, 2099)]
NAMES = {3: ["jan", "Feb", "MAR", "apr", "dec"], 4: ["sun", "Mon", "TUE", "wed", "fri", "sat"]}
PRESETS = ["@once", "@continuous", "@hourly", "@daily", "@weekly", "@monthly", "@quarterly", "@yearly", "@annually", "@midnight"]
PRESETS += ["@Once", "@DAILY", "@reboot", "@every 5m", "None", "", " ", "daily", "* * * *", "*" * 5]


def value(field, rng):
    low, high = LIMITS[field]
    roll = rng.random()
    if field in NAMES and roll < 0.2:
        return rng.choice(NAMES[field])
    if roll < 0.04:
        return rng.choice(["", "-1", "x", "L", "l5", "?", "07", "1.5", "*", str(high + 1), str(high + 2), "99999999999999999999"])
    return str(rng.randint(low, high))


def part(field, rng):
    roll = rng.random()
    if roll < 0.3:
        return value(field, rng)
    if roll < 0.45:
        return f"{value(field, rng)}-{value(field, rng)}"
    if roll < 0.55:
        return f"*/{rng.choice([1, 2, 3, 5, 15, 70, 0])}"
    if roll < 0.65:
        return f"{value(field, rng)}-{value(field, rng)}/{rng.choice([1, 2, 5, 9, 0, 'x', ''])}"
    if roll < 0.72:
        return f"{value(field, rng)}/{rng.choice([1, 2, 5, 40, 0])}"
    if roll < 0.76:
        return rng.choice(["?", "L", "l", "R", "H", "R/5", "H/3", "R(1-5)", "R(5-1)", "R(1-5)/2", "R(0-9)/0", "H(1-2)", "r(1-99)"])
    if roll < 0.82 and field == 2:
        return rng.choice(["15W", "W1", "0w", "32w", "w", "1-5w", "LW"])
    if roll < 0.9 and field == 4:
        return f"{value(field, rng)}{rng.choice(['#', '#', '-fri#', 'l'])}{rng.choice([1, 2, 5, 0, 6, '', 'x'])}"
    if roll < 0.92:
        return "".join(rng.choice("0123456789*/-,?#LWlwhrx()") for _ in range(rng.randint(1, 5)))
    return "*"


def expression(rng):
    if rng.random() < 0.02:
        return rng.choice(PRESETS)
    count = rng.choices([4, 5, 6, 7, 8], [2, 80, 12, 5, 1])[0]
    fields = []
    for field in range(count):
        field = min(field, 6)
        if rng.random() < 0.55:
            fields.append("*" if rng.random() < 0.5 else str(rng.randint(*LIMITS[field])))
        else:
            fields.append(",".join(part(field, rng) for _ in range(rng.choices([1, 2, 3], [80, 15, 5])[0])))
    return rng.choice([" ", " ", " ", "  ", "\t"]).join(fields)


def refused(text):
    """Airflow's answer: why a DAG with this schedule is refused, or None."""
    from airflow import DAG

    try:
        dag = DAG("a", schedule=text, max_active_runs=1, start_date=datetime.datetime(2026, 1, 1))
        dag.timetable.validate()
    except Exception as error:  # noqa: BLE001 - whatever it raises, the file is lost
        return f"{type(error).__name__}: {error}"
    return None


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--judge", required=True)
    arguments.add_argument("--count", type=int, default=20000)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    warnings.simplefilter("ignore")
    from airflow import __version__
    from importlib.metadata import version

    rng = random.Random(options.seed)
    texts = PRESETS + [expression(rng) for _ in range(options.count)]
    # A newline would be a line of its own.
    texts = [text for text in dict.fromkeys(texts) if "\n" not in text]
    said = subprocess.run([options.judge], input="\n".join(texts) + "\n", capture_output=True, text=True, check=True)
    reasons = said.stdout.split("\n")[: len(texts)]
    assert len(reasons) == len(texts)
    wrong, missed, legal = [], [], 0
    for text, reason in zip(texts, reasons):
        real = refused(text)
        legal += real is None
        if reason and real is None:
            wrong.append(f"{text!r} is legal, and refused: {reason}")
        elif real and not reason:
            missed.append(f"{text!r}: {real}")
    print(
        f"Airflow {__version__}, croniter {version('croniter')}: {len(texts)} expressions, {legal} legal, "
        f"{len(wrong)} refused wrongly, {len(missed)} let through"
    )
    for line in wrong[:20] + missed[:20]:
        print("  ", line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
