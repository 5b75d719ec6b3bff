"""`version`: the released archive, from a server on loopback, against the sums beside the action."""

import hashlib
import io
import shutil
import tarfile

from case import BINARY, ROOT, Case, dag
from runner import Runner
from server import Server

TARGETS = {
    ("Linux", "X64"): "x86_64-unknown-linux-gnu",
    ("Linux", "ARM64"): "aarch64-unknown-linux-gnu",
    ("macOS", "X64"): "x86_64-apple-darwin",
    ("macOS", "ARM64"): "aarch64-apple-darwin",
}
REPOSITORY = "OWNER/dag-publish"
EVIL = b"#!/bin/sh\ntouch pwned\n"


def archive(version, target, content):
    """The bytes of a release's archive, as tools/release packs it."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz", compresslevel=1) as tar:
        member = tarfile.TarInfo(f"dag-publish-{version}-{target}/dag-publish")
        member.size, member.mode = len(content), 0o755
        tar.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


class Download(Case):
    def setUp(self):
        super().setUp()
        self.package("etl", {"a.py": dag("daily")})
        # A copy of the action, for its table is empty before the first release. Nothing is on PATH.
        action = self.root / "action-copy"
        (action / "action").mkdir(parents=True)
        for name in ["action.yml", "action/run.sh", "action/checksums.txt"]:
            shutil.copy(ROOT / name, action / name)
        self.table = action / "action/checksums.txt"
        shutil.rmtree(self.root / "bin")
        self.job = Runner(self.root, action)
        # It stands for the binary of every target; it runs the one that is tested.
        self.content = f'#!/bin/sh\nexec "{BINARY}" "$@"\n'.encode()

    def release(self, version, files, machine=("Linux", "X64"), content=None):
        """Puts a release among the files of the server and into the table."""
        target = TARGETS[machine]
        name = f"dag-publish-{version}-{target}.tar.gz"
        packed = archive(version, target, content or self.content)
        files[f"/{REPOSITORY}/releases/download/v{version}/{name}"] = packed
        with self.table.open("a") as table:
            table.write(f"{hashlib.sha256(packed).hexdigest()}  {version}  {target}  {name}\n")
        return f"/{REPOSITORY}/releases/download/v{version}/{name}"

    def install(self, code, server, machine=("Linux", "X64"), version="", **inputs):
        system, processor = machine
        variables = {"GITHUB_SERVER_URL": server.url, "RUNNER_OS": system, "RUNNER_ARCH": processor}
        return self.run_action(code, path="etl", variables=variables, version=version, **inputs)

    def refused(self, code, server, part, **inputs):
        done = self.install(code, server, **inputs)
        self.outputs(done, result="failed", dag_ids="")
        [error] = done.annotations("error")
        self.assertIn(part, error.data)
        return done

    def test_the_newest_release_of_the_table_is_installed_below_the_runners_temp(self):
        files = {}
        self.release("0.9.0", files, content=EVIL)
        path = self.release("1.0.0", files)
        with Server(files) as server:
            done = self.install(0, server)
            self.assertEqual(server.asked, [path])
        self.outputs(done, result="valid", dag_ids='["daily"]')
        installed = [found for found in self.root.rglob("dag-publish") if found.is_file()]
        self.assertEqual([found.is_relative_to(self.root / "temp") for found in installed], [True])

    def test_each_machine_gets_its_own_and_others_are_refused(self):
        files = {}
        paths = {machine: self.release("1.0.0", files, machine) for machine in TARGETS}
        with Server(files) as server:
            for machine, path in paths.items():
                server.asked.clear()
                self.outputs(self.install(0, server, machine), result="valid")
                self.assertEqual(server.asked, [path])
            for machine in [("Windows", "X64"), ("Linux", "X86"), ("macOS", "ARM"), ("FreeBSD", "X64"), ("", "")]:
                self.refused(2, server, "There is no dag-publish for", machine=machine)

    def test_a_release_that_is_named_is_installed(self):
        files = {}
        path = self.release("1.0.0-rc.1", files)
        self.release("1.1.0", files, content=EVIL)
        with Server(files) as server:
            self.outputs(self.install(0, server, version="1.0.0-rc.1"), result="valid")
            self.assertEqual(server.asked, [path])

    def test_an_empty_table_is_told(self):
        with Server({}) as server:
            self.refused(2, server, "knows no release")
            self.assertEqual(server.asked, [])

    def test_a_version_without_sums_or_of_another_shape_is_refused_before_anything_is_fetched(self):
        files = {}
        self.release("1.0.0", files)
        with Server(files) as server:
            self.refused(2, server, "use the tag v1.0.1", version="1.0.1")
            self.refused(2, server, "no checksum", version="1.0.0-rc.1")
            for version in ["latest", "v1.0.0", "1.0", "1.0.0 ", "../1.0.0", "1.0.0/..", "1.0.0;touch pwned", "1.0.0\n1", "main"]:
                self.refused(2, server, "`version` is", version=version)
            self.assertEqual(server.asked, [])

    def test_a_table_with_a_sum_that_is_none_or_with_two_is_refused(self):
        files = {}
        self.release("1.0.0", files)
        good = self.table.read_text()
        with Server(files) as server:
            for text in [good + good.splitlines()[-1] + "\n", good.replace("1.0.0  x86", "1.0.0 x86").upper()]:
                self.table.write_text(text)
                self.refused(2, server, "no checksum", version="1.0.0")
            self.assertEqual(server.asked, [])

    def test_a_wrong_sum_is_refused(self):
        files = {}
        path = self.release("1.0.0", files)
        files[path] = archive("1.0.0", TARGETS["Linux", "X64"], EVIL)
        with Server(files) as server:
            done = self.refused(6, server, "is not what was released, so it is not run")
        self.assertIn(hashlib.sha256(files[path]).hexdigest(), done.log)

    def test_one_byte_more_or_less_is_refused(self):
        files = {}
        path = self.release("1.0.0", files)
        whole = files[path]
        for content in [whole + b"\0", whole[:-1], b""]:
            files[path] = content
            with Server(files) as server:
                self.refused(6, server, "is not what was released")

    def test_a_download_that_breaks_off_is_refused(self):
        files = {}
        self.release("1.0.0", files)
        with Server(files, cut=7) as server:
            self.refused(5, server, "could not be downloaded")

    def test_a_missing_archive_is_refused(self):
        self.release("1.0.0", {})
        with Server({}) as server:
            self.refused(5, server, "could not be downloaded")
            self.assertEqual(len(server.asked), 1)

    def test_a_redirect_to_http_is_not_followed(self):
        files = {}
        path = self.release("1.0.0", files)
        with Server(files) as storage, Server({}, status=302, headers={"Location": storage.url + path}) as server:
            self.refused(5, server, "could not be downloaded")
            self.assertEqual(storage.asked, [])
