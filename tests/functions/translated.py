"""The template as CloudFormation gets it, for one region; without a cloud account."""

from functools import cache
from pathlib import Path
from typing import Any, cast

import boto3
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).parents[2]

Resource = dict[str, Any]


@cache
def source() -> dict[str, Any]:
    """The template as it is written, short forms expanded."""
    return cast(dict[str, Any], yaml_parse((ROOT / "template.yaml").read_text("utf-8")))


@cache
def resources(region: str = "cn-north-1") -> dict[str, Resource]:
    """What the template becomes there."""
    template = yaml_parse((ROOT / "template.yaml").read_text("utf-8"))
    for resource in template["Resources"].values():
        for uri in {"CodeUri", "ContentUri"} & set(resource.get("Properties", {})):
            resource["Properties"][uri] = "s3://bucket/key"
    template["Globals"]["Function"]["CodeUri"] = "s3://bucket/key"
    session = boto3.Session(region_name=region)
    done = Translator({}, Parser(), boto_session=session).translate(template, {"AWS::Region": region})
    return cast(dict[str, Resource], done["Resources"])


def of_type(kind: str) -> dict[str, Any]:
    """Logical id → properties, of every resource of this type."""
    return {name: one["Properties"] for name, one in resources().items() if one["Type"] == kind}


def function(name: str) -> dict[str, Any]:
    """The properties of a function."""
    return cast(dict[str, Any], resources()[f"{name.capitalize()}Function"]["Properties"])


def statements(name: str) -> list[dict[str, Any]]:
    """Everything that the function's role allows, apart from its own log."""
    role = f"{name.capitalize()}Role"
    documents = [policy["PolicyDocument"] for policy in resources()[role]["Properties"]["Policies"]]
    documents += [
        policy["PolicyDocument"]
        for policy in of_type("AWS::IAM::Policy").values()
        if {"Ref": role} in policy["Roles"]
    ]
    return [one for document in documents for one in document["Statement"]]
