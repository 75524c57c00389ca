"""Runs the assertions of this folder and ends with a line in the form of Rust's test runner."""

import sys
import unittest
from pathlib import Path

FOLDER = Path(__file__).resolve().parent

sys.path.insert(0, str(FOLDER))
suite = unittest.defaultTestLoader.discover(str(FOLDER))
outcome = unittest.TextTestRunner(stream=sys.stdout).run(suite)
# A test with several failing sub-tests is listed once for each of them; it is one test.
failed = len({case.id().split(" ")[0] for case, _ in outcome.failures + outcome.errors})
skipped = len(outcome.skipped)
verdict = "ok" if outcome.wasSuccessful() else "FAILED"
print(f"test result: {verdict}. {outcome.testsRun - failed - skipped} passed; {failed} failed; {skipped} ignored")
sys.exit(not outcome.wasSuccessful())
