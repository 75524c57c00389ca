"""Holds replies to the API's description: reads one a line from stdin, writes each disagreement, fails if there is any.

    {"path": "/v1/surveys/{survey}", "method": "get", "status": 200, "media_type": "application/json", "body": {}}
"""

import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = json.loads((ROOT / "functions/intake/openapi.json").read_text())


def disagreements(reply):
    described = DOCUMENT["paths"].get(reply["path"], {}).get(reply["method"], {})
    answer = described.get("responses", {}).get(str(reply["status"]))
    if answer is None:
        return ["is not described"]
    content = answer.get("content", {}).get(reply["media_type"])
    if content is None:
        return [f"{reply['media_type']} is not described"]
    schema = content["schema"] | {"components": DOCUMENT["components"]}
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(reply["body"])]


def main():
    n_replies = n_wrong = 0
    for line in sys.stdin:
        reply = json.loads(line)
        n_replies += 1
        for disagreement in disagreements(reply):
            n_wrong += 1
            print(f"{reply['method']} {reply['path']} {reply['status']}: {disagreement}")
    print(f"{n_replies} replies, {n_wrong} disagreements")
    sys.exit(1 if n_wrong or not n_replies else 0)


if __name__ == "__main__":
    main()
