"""Every crate that we build on has a licence from deny.toml's list, comes from crates.io, and is not banned.

`cargo deny` says the same at more length; it is not on every machine, and compiling it takes longer than all else here.
"""

import json
import re
import subprocess
import tomllib
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DENY = tomllib.loads((ROOT / "deny.toml").read_text())
ALLOWED = set(DENY["licenses"]["allow"])


def packages():
    targets = [word for target in DENY["graph"]["targets"] for word in ("--filter-platform", target)]
    command = ["cargo", "metadata", "--locked", "--format-version", "1", *targets]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(answer.stdout)["packages"]


def is_allowed(expression, allowed=frozenset(ALLOWED)):
    """Evaluates an SPDX expression (`/` is an old way to write OR); AND binds closer than OR."""
    words = re.findall(r"\(|\)|[^\s()]+", expression.replace("/", " OR "))

    def either():
        verdict = both()
        while words and words[0] == "OR":
            words.pop(0)
            other = both()
            verdict = verdict or other
        return verdict

    def both():
        verdict = licence()
        while words and words[0] == "AND":
            words.pop(0)
            other = licence()
            verdict = verdict and other
        return verdict

    def licence():
        word = words.pop(0)
        if word == "(":
            verdict = either()
            words.pop(0)
            return verdict
        if words and words[0] == "WITH":
            word = f"{word} {words.pop(0)} {words.pop(0)}"
        return word in allowed

    return either()


class Dependencies(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.foreign = [package for package in packages() if package["source"] is not None]

    def test_licences(self):
        refused = [(p["name"], p["license"]) for p in self.foreign if not is_allowed(p["license"] or "none")]
        self.assertEqual(refused, [])

    def test_sources(self):
        known = {f"registry+{address}" for address in DENY["sources"]["allow-registry"]}
        self.assertLessEqual({p["source"] for p in self.foreign}, known)

    def test_bans(self):
        banned = {ban["name"] for ban in DENY["bans"]["deny"]}
        locked = tomllib.loads((ROOT / "Cargo.lock").read_text())["package"]
        self.assertEqual(banned & {package["name"] for package in locked}, set())

    def test_our_own_crates_are_given_under_both_licences(self):
        for name in ("LICENSE-MIT", "LICENSE-APACHE"):
            self.assertTrue((ROOT / name).is_file(), name)


class Expressions(unittest.TestCase):
    def test_and_or_and_exceptions(self):
        allowed = {"MIT", "ISC", "Apache-2.0 WITH LLVM-exception"}
        for expression, verdict in {
            "MIT": True,
            "GPL-3.0": False,
            "GPL-3.0 OR MIT": True,
            "GPL-3.0/MIT": True,
            "MIT AND GPL-3.0": False,
            "MIT AND ISC OR GPL-3.0": True,
            "GPL-3.0 OR MIT AND ISC": True,
            "(MIT OR GPL-3.0) AND ISC": True,
            "MIT AND (GPL-3.0 OR GPL-2.0)": False,
            "Apache-2.0 WITH LLVM-exception": True,
            "Apache-2.0": False,
        }.items():
            with self.subTest(expression):
                self.assertEqual(is_allowed(expression, allowed), verdict)
