"""Turns the SAM template into plain CloudFormation, as AWS would when it is deployed.

Linting and asserting the source misses what SAM adds (roles, permissions, the API's definition), so both look at this.
Run by itself it prints the translated template: `python translate.py SOURCE`.
"""

import json
import sys
from pathlib import Path

from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

TEMPLATE = Path(__file__).resolve().parents[2] / "infra" / "template.yaml"


class _NoSession:
    """Stands where SAM wants an AWS session; it needs one only to know the region."""

    region_name = "eu-west-2"


def source(path=TEMPLATE):
    """Returns the SAM template as it is written, short tags in their long form."""
    return yaml_parse(path.read_text())


def translated(path=TEMPLATE):
    """Returns the CloudFormation template that SAM makes of it."""
    template = source(path)
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            # SAM takes only uploaded code; `sam package` replaces the folder by such an address.
            name = Path(resource["Properties"]["CodeUri"]).name
            resource["Properties"]["CodeUri"] = f"s3://code/{name}.zip"
    managed_policies = {
        "AWSLambdaBasicExecutionRole": "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
    }
    translator = Translator(managed_policies, Parser(), boto_session=_NoSession())
    return translator.translate(template, parameter_values={})


if __name__ == "__main__":
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATE
    json.dump(translated(path), sys.stdout, indent=2, default=str)
