"""Copies the example DAGs that an installed Airflow ships into a folder, as they lie in its site-packages.

    python tests/airflow/assemble_examples.py FOLDER

Run it with the Python of an Airflow installation. Every file below an `example_dags` folder of Airflow and of its
providers is taken, SQL and all, byte code aside. Prints how many.
"""

import shutil
import sys
import sysconfig
from pathlib import Path


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    target = Path(sys.argv[1])
    packages = Path(sysconfig.get_path("purelib"))
    count = 0
    for folder in sorted((packages / "airflow").rglob("example_dags")):
        for source in sorted(path for path in folder.rglob("*") if path.is_file()):
            if "__pycache__" in source.parts:
                continue
            copy = target / source.relative_to(packages)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, copy)
            count += 1
    if count == 0:
        sys.exit(f"no example DAGs below {packages}: is Airflow installed there?")
    print(count)


if __name__ == "__main__":
    main()
