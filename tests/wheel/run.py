#!/usr/bin/env python3
"""The wheel and the source distribution: built, looked into, installed into a clean environment, run.

    tests/wheel/run.py

maturin makes the wheel as in a release, but around the program that `cargo test` built (cargo.py): another build would
take many minutes. It is left in target/ci/wheels, for tests/hooks/run.py. Its glibc is this machine's; the released one
is linked by zig (tools/release/build.sh). maturin comes from the package index, as packaging/wheel/pyproject.toml pins it; the
clean environment gets nothing but the wheel, and no index. Only Python's standard library is used; 3.11 or later.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import venv
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target").resolve()
PACKAGING = ROOT / "packaging" / "wheel"
EXAMPLES = [ROOT / "examples" / "packages" / name for name in ("pipeline_processing", "reporting_seeder")]
VERSION = tomllib.loads((ROOT / "Cargo.toml").read_text())["package"]["version"]
# As Python writes it: 1.2.3-rc.1 is 1.2.3rc1.
PYTHON_VERSION = VERSION.replace("-rc.", "rc")
SOURCE_NEEDS = [
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "PKG-INFO",
    "README.md",
    "pyproject.toml",
    "src/main.rs",
]
SOURCE_IS_WITHOUT = (".ci/", ".git/", ".github/", "docs/", "examples/", "fuzz/", "packaging/", "target/", "tools/")
SOURCE_BYTES = 4 * 1024 * 1024


def main():
    maturin = install_maturin()
    wheel = build_wheel(maturin)
    look_into_wheel(wheel)
    with tempfile.TemporaryDirectory(prefix="dag-publish-wheel-") as folder:
        folder = pathlib.Path(folder)
        run(maturin, "sdist", "--out", folder, cwd=PACKAGING)
        look_into_source(folder / f"dag_publish-{PYTHON_VERSION}.tar.gz", folder / "source")
        install_and_run(wheel, folder)
    print(f"{wheel.name}: {wheel.stat().st_size / 1e6:.0f} MB of the dev profile")


def install_maturin():
    """Its program, as packaging/wheel/pyproject.toml pins it."""
    (pin,) = tomllib.loads((PACKAGING / "pyproject.toml").read_text())["build-system"]["requires"]
    home = TARGET / "ci" / "maturin"
    mark = home / "pins"
    if not (mark.exists() and mark.read_text() == pin):
        venv.create(home, clear=True, with_pip=True)
        run(home / "bin/pip", "install", "--quiet", "--disable-pip-version-check", pin)
        mark.write_text(pin)
    return home / "bin" / "maturin"


def build_wheel(maturin):
    """The wheel, with the program of `cargo test`."""
    wheels = TARGET / "ci" / "wheels"
    shutil.rmtree(wheels, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="dag-publish-cargo-") as folder:
        stand_in = pathlib.Path(folder) / "cargo"
        stand_in.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{HERE / "cargo.py"}" "$@"\n')
        stand_in.chmod(0o755)
        env = os.environ | {
            "PATH": f"{folder}:{os.environ['PATH']}",
            "REAL_CARGO": shutil.which("cargo"),
            "REPOSITORY": str(ROOT),
        }
        run(maturin, "build", "--profile", "dev", "--locked", "--out", wheels, cwd=PACKAGING, env=env)
    (wheel,) = wheels.iterdir()
    return wheel


def look_into_wheel(wheel):
    """One program, its metadata, the licences, and nothing else."""
    tag = rf"dag_publish-{re.escape(PYTHON_VERSION)}-py3-none-(manylinux_\d+_\d+|macosx_\d+_\d+)_\w+\.whl"
    require(re.fullmatch(tag, wheel.name), f"{wheel.name} is no wheel for any Python 3 of one platform")
    built = (TARGET / "debug" / "dag-publish").read_bytes()
    with zipfile.ZipFile(wheel) as archive:
        (program,) = [archive.read(name) for name in archive.namelist() if name.endswith("/scripts/dag-publish")]
        names = {re.sub(r"^dag_publish-[^/]+\.", "", name) for name in archive.namelist()}
        (metadata,) = [
            archive.read(name).decode() for name in archive.namelist() if name.endswith(".dist-info/METADATA")
        ]
    licences = {f"dist-info/licenses/LICENSE-{name}" for name in ("APACHE", "MIT")}
    expected = {"data/scripts/dag-publish", "dist-info/METADATA", "dist-info/WHEEL", "dist-info/RECORD"} | licences
    others = {name for name in names - expected if not name.startswith("dist-info/sboms/")}
    require(not others and expected <= names, f"{wheel.name} has {sorted(names)}, expected are {sorted(expected)}")
    require(program == built, "the program is not the one that `cargo test` built")
    for line in (f"Version: {PYTHON_VERSION}", "License-Expression: MIT OR Apache-2.0", "Requires-Python: >=3.9"):
        require(line in metadata.splitlines(), f"METADATA has no line `{line}`:\n{metadata[:2000]}")
    page = (PACKAGING / "PYPI.md").read_text()
    require(metadata.rstrip().endswith(page.rstrip()), "the page on the index is not PYPI.md")
    require("Requires-Dist" not in metadata, "the wheel needs other packages")


def look_into_source(archive, folder):
    """What it takes to build is there, nothing of the workplace is, and Cargo reads it with its lock file."""
    require(archive.stat().st_size < SOURCE_BYTES, f"{archive.name} has {archive.stat().st_size} bytes")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    (top,) = folder.iterdir()
    names = {str(path.relative_to(top)) for path in top.rglob("*") if path.is_file()}
    missing = [name for name in SOURCE_NEEDS if name not in names]
    require(not missing, f"{archive.name} is without {missing}")
    extra = sorted(name for name in names if name.startswith(SOURCE_IS_WITHOUT))
    require(not extra, f"{archive.name} has {extra}")
    backend = tomllib.loads((top / "pyproject.toml").read_text())["build-system"]["build-backend"]
    require(backend == "maturin", f"{archive.name} is built by {backend}: it has the pyproject.toml of the hook")
    run("cargo", "metadata", "--locked", "--format-version=1", cwd=top)


def install_and_run(wheel, folder):
    """In an environment that has nothing else, the command judges a good package and a broken one, and goes again."""
    venv.create(folder / "venv", with_pip=True)
    pip = [folder / "venv/bin/pip", "--disable-pip-version-check", "--quiet"]
    run(*pip, "install", "--no-index", wheel)
    command = folder / "venv" / "bin" / "dag-publish"
    env = {"PATH": str(command.parent), "HOME": str(folder)}
    said = run("dag-publish", "--version", cwd=folder, env=env).strip()
    require(said == f"dag-publish {VERSION}", f"the wheel says `{said}`")
    run("dag-publish", "validate", *EXAMPLES, cwd=folder, env=env)
    broken = folder / "broken"
    shutil.copytree(EXAMPLES[0], broken)
    next(broken.glob("dags/*.py")).write_text("def (:\n")
    said = run("dag-publish", "validate", broken, cwd=folder, env=env, expect=1)
    require("syntax" in said, f"a broken package is not told to be:\n{said}")
    run(*pip, "uninstall", "--yes", "dag-publish")
    require(not command.exists(), "pip leaves the command behind")


def run(*command, cwd=ROOT, env=None, expect=0):
    """Runs to the end and gives stdout."""
    program = shutil.which(str(command[0]), path=(env or os.environ)["PATH"])
    done = subprocess.run(
        [program, *map(str, command[1:])], cwd=cwd, env=env, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    require(done.returncode == expect, f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def require(condition, message):
    if not condition:
        sys.exit(f"tests/wheel/run.py: {message}")


if __name__ == "__main__":
    main()
