"""What `infra/upload` asks of the AWS command line, seen by one that only writes down how it was called."""

import json
import os
import stat
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

UPLOAD = Path(__file__).resolve().parents[2] / "infra" / "upload"

AWS = f"""#!{sys.executable}
import json, os, sys
with open(os.environ["CALLS"], "a") as calls:
    calls.write(json.dumps(sys.argv[1:]) + "\\n")
"""


class Upload(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        aws = self.folder / "aws"
        aws.write_text(AWS)
        aws.chmod(aws.stat().st_mode | stat.S_IXUSR)
        (self.folder / "site/v1").mkdir(parents=True)
        (self.folder / "site/v1/manifest.json").write_text(
            json.dumps(
                {
                    "files": [
                        {"path": "v1/embed.js", "content_type": "text/javascript", "caching": "moving"},
                        {"path": "v1/assets/w.0.wasm", "content_type": "application/wasm", "caching": "immutable"},
                    ]
                }
            )
        )

    def calls(self):
        """Uploads, and returns {key: options} in the order of the uploads."""
        log = self.folder / "calls"
        # Nothing of our own environment: neither another `aws` nor anybody's credentials can be found from here.
        environment = {"CALLS": str(log), "PATH": str(self.folder)}
        subprocess.run([sys.executable, UPLOAD, "bucket", self.folder / "site"], env=environment, check=True)
        calls = [json.loads(line) for line in log.read_text().splitlines()]
        keys = [call[4].removeprefix("s3://bucket/") for call in calls]
        return {key: dict(zip(call[5::2], call[6::2])) for key, call in zip(keys, calls)}

    def test_what_others_name_goes_first(self):
        self.assertEqual(
            list(self.calls()),
            [
                "v1/assets/w.0.wasm",
                "v1/assets/w.0.wasm.br",
                "v1/embed.js",
                "v1/embed.js.br",
                "v1/manifest.json",
                "v1/manifest.json.br",
            ],
        )

    def test_a_brotli_copy_has_the_type_of_what_it_copies(self):
        calls = self.calls()
        self.assertEqual(calls["v1/assets/w.0.wasm.br"]["--content-type"], "application/wasm")
        self.assertEqual(calls["v1/assets/w.0.wasm.br"]["--content-encoding"], "br")
        self.assertNotIn("--content-encoding", calls["v1/assets/w.0.wasm"])

    def test_only_what_never_changes_is_kept_for_ever(self):
        calls = self.calls()
        self.assertIn("immutable", calls["v1/assets/w.0.wasm"]["--cache-control"])
        self.assertEqual(calls["v1/embed.js"]["--cache-control"], "public, max-age=60")
