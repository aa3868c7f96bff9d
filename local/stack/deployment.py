"""Puts the built template on the local AWS: by `sam deploy`, as an operator would, or straight away for tests."""

import json
import subprocess
from collections.abc import Mapping
from typing import Any

import boto3

from local.stack.artifacts import SAM, Build, parameters, template_with_code
from local.stack.process import REGION, Emulator
from local.stack.record import CREDENTIAL, Queues, Stack
from local.stack.tools import ROOT, environment, sam
from shared.core.functions import FUNCTIONS

CODE_BUCKET = "groupkeeper-code"


def deploy(emulator: Emulator, made: Build, name: str, chosen: Mapping[str, str]) -> Stack:
    """By `sam deploy`; about ten seconds, less where nothing changed. Raises RuntimeError with what sam said."""
    overrides = [f"{key}={_quoted(value)}" for key, value in _all(emulator, chosen).items()]
    done = subprocess.run(
        [sam(), "deploy", "--template-file", made.template, "--config-file", ROOT / "samconfig.toml",
         "--stack-name", name, "--no-confirm-changeset", "--no-progressbar", "--parameter-overrides", *overrides],
        cwd=ROOT,
        env=environment() | SAM | _aws(emulator),
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"sam deploy failed:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return describe(emulator, name)


def create(emulator: Emulator, made: Build, name: str, chosen: Mapping[str, str]) -> Stack:
    """By CloudFormation's own call; about a second. Raises botocore's WaiterError where it could not be made."""
    s3, formation = _client(emulator, "s3"), _client(emulator, "cloudformation")
    template, zips = template_with_code(made, CODE_BUCKET)
    if CODE_BUCKET not in {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}:
        s3.create_bucket(Bucket=CODE_BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    for key, path in zips.items():
        s3.put_object(Bucket=CODE_BUCKET, Key=key, Body=path.read_bytes())
    formation.create_stack(
        StackName=name,
        TemplateBody=json.dumps(template, ensure_ascii=False),
        Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
        Parameters=[
            {"ParameterKey": key, "ParameterValue": value} for key, value in _all(emulator, chosen).items()
        ],
    )
    formation.get_waiter("stack_create_complete").wait(
        StackName=name, WaiterConfig={"Delay": 0.1, "MaxAttempts": 600}
    )
    return describe(emulator, name)


def describe(emulator: Emulator, name: str) -> Stack:
    """The stack as its outputs tell it."""
    (shown,) = _client(emulator, "cloudformation").describe_stacks(StackName=name)["Stacks"]
    outputs = {each["OutputKey"]: each["OutputValue"] for each in shown["Outputs"]}
    given = {each["ParameterKey"]: each["ParameterValue"] for each in shown["Parameters"]}
    return Stack(
        endpoint=emulator.endpoint,
        region=REGION,
        name=name,
        table=outputs["TableName"],
        bucket=outputs["BucketName"],
        secret=outputs["SecretArn"],
        queues=Queues(
            events=outputs["EventsQueueUrl"],
            answers=outputs["AnswersQueueUrl"],
            events_dead_letters=outputs["EventsDeadLettersUrl"],
            answers_dead_letters=outputs["AnswersDeadLettersUrl"],
        ),
        functions={function: outputs[f"{function.capitalize()}Function"] for function in FUNCTIONS},
        hooks=f"{emulator.endpoint}/_aws/execute-api/{outputs['ApiId']}/$default/hooks/",
        clock=given.get("ClockFile", ""),
    )


def _all(emulator: Emulator, chosen: Mapping[str, str]) -> dict[str, str]:
    """The parameters: what the build dictates, what a laptop needs, and what was chosen."""
    clock = emulator.folder / "clock"
    if not clock.exists():
        clock.write_text("0", "utf-8")
    # ministack fires schedules by the machine's clock and in UTC, so ticks are given by hand
    return parameters() | {"Schedules": "DISABLED", "ClockFile": str(clock)} | dict(chosen)


def _quoted(value: str) -> str:
    """sam takes a value in quotes and unescapes quotes but not backslashes, so the JSON in it is spelt without either."""
    plain = value.replace("\\\\", "\\u005c").replace('\\"', "\\u0022")
    return '"' + plain.replace('"', '\\"') + '"'


def _aws(emulator: Emulator) -> dict[str, str]:
    return {
        "AWS_ENDPOINT_URL": emulator.endpoint,
        "AWS_ACCESS_KEY_ID": CREDENTIAL,
        "AWS_SECRET_ACCESS_KEY": CREDENTIAL,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_CONFIG_FILE": str(emulator.folder / "no-config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(emulator.folder / "no-credentials"),
    }


def _client(emulator: Emulator, service: str) -> Any:
    session = boto3.Session(
        aws_access_key_id=CREDENTIAL, aws_secret_access_key=CREDENTIAL, region_name=REGION
    )
    return session.client(service, endpoint_url=emulator.endpoint)
