from pathlib import Path, PurePosixPath

from airflow import DAG

HERE = Path(__file__).resolve()
ROOT = HERE.parents[1]
relative = HERE.relative_to(ROOT)
d1 = DAG("_".join(relative.with_suffix("").parts), schedule=None)
d2 = DAG(f"{HERE.parent.name}-{HERE.suffix[1:]}-{HERE.parent.parent.stem}", schedule=None)
d3 = DAG(PurePosixPath("/data/in/file.tar.gz").stem.replace(".", "_"), schedule=None)
d4 = DAG(str((Path("x") / "y").joinpath("z")).replace("/", "."), schedule=None)
d5 = DAG("exists_" + str((HERE.parent / "paths.py").exists()) + str((HERE.parent / "nope").is_file()), schedule=None)
