"""What the template promises, read from what CloudFormation gets."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest

from shared.core.functions import FUNCTIONS, SCHEDULED
from tests.functions.translated import ROOT, function, of_type, resources, source

REGIONS = ("cn-north-1", "cn-northwest-1", "us-east-1", "ap-southeast-1")


def test_without_a_choice_it_only_reports() -> None:
    assert source()["Parameters"]["Mode"]["Default"] == "report"
    assert source()["Parameters"]["Mode"]["AllowedValues"] == ["report", "nudge"]


def test_there_is_a_function_for_every_job_and_no_other() -> None:
    assert {one["FunctionName"]["Fn::Sub"] for one in of_type("AWS::Lambda::Function").values()} == {
        f"${{AWS::StackName}}-{name}" for name in FUNCTIONS
    }


def test_every_function_has_a_folder_and_every_folder_is_a_function() -> None:
    assert {path.parent.name for path in (ROOT / "functions").glob("*/app.py")} == set(FUNCTIONS)


@pytest.mark.parametrize(("name", "every"), SCHEDULED.items())
def test_a_schedule_ticks_as_often_as_doctor_expects(name: str, every: timedelta) -> None:
    (when,) = (
        one["ScheduleExpression"]
        for one in of_type("AWS::Scheduler::Schedule").values()
        if name.capitalize() in json.dumps(one["Target"])
    )
    minute, hour, *_ = when.removeprefix("cron(").split()
    assert hour == "*"
    assert timedelta(minutes=int(minute.partition("/")[2] or 60)) == every


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_knows_who_it_is_and_shares_the_layer(name: str) -> None:
    made = function(name)
    assert made["Handler"] == "app.handler"
    assert made["Environment"]["Variables"]["GK_FUNCTION"] == name
    assert made["Layers"] == [{"Ref": layer} for layer in of_type("AWS::Lambda::LayerVersion")]
    assert made["Runtime"] == {"Ref": "Runtime"}


def test_only_the_webhook_s_function_is_given_the_webhook_s_keys() -> None:
    assert {name for name in FUNCTIONS if "GK_HOOK_KEYS" in function(name)["Environment"]["Variables"]} == {
        "hooks"
    }
    assert source()["Parameters"]["HookKeys"]["NoEcho"] is True


def test_only_the_operator_s_function_is_told_where_the_dead_letters_are() -> None:
    for queue in ("Events", "Answers"):
        told = {
            name: function(name)["Environment"]["Variables"].get(f"GK_{queue.upper()}_DEAD_LETTERS")
            for name in FUNCTIONS
        }
        assert told == dict.fromkeys(FUNCTIONS) | {"ops": {"Ref": f"{queue}DeadLetters"}}


def test_only_whoever_writes_cards_or_invites_is_told_where_the_pages_are() -> None:
    told = {name: function(name)["Environment"]["Variables"].get("GK_PAGES_URL") for name in FUNCTIONS}
    assert sorted(name for name, where in told.items() if where) == ["nudge", "ops"]
    assert told["nudge"] == told["ops"]
    _, nowhere, otherwise = told["nudge"]["Fn::If"]
    _, own, given = otherwise["Fn::If"]
    assert (nowhere, given) == ("", {"Ref": "PagesAddress"})
    assert own == source()["Outputs"]["PagesUrl"]["Value"]


@pytest.mark.parametrize("wrong", ["http://example.com/pages", "https://example.com", "javascript:1", "None"])
def test_cards_lead_to_pages_and_nowhere_else(wrong: str) -> None:
    pattern = source()["Parameters"]["PagesAddress"]["AllowedPattern"]
    assert re.fullmatch(pattern, wrong) is None
    for right in ("", "none", "https://groups.example.com/pages", "http://127.0.0.1:8080/pages"):
        assert re.fullmatch(pattern, right)


@pytest.mark.parametrize(
    ("name", "megabytes", "seconds"),
    [
        ("collect", 1769, 840),
        ("inspect", 1769, 900),
        ("nudge", 512, 300),
        ("hooks", 1024, 10),
        ("absorb", 512, 60),
        ("register", 512, 60),
        ("ops", 512, 300),
    ],
)
def test_memory_and_time_are_what_was_measured(name: str, megabytes: int, seconds: int) -> None:
    assert (function(name)["MemorySize"], function(name)["Timeout"]) == (megabytes, seconds)


def test_no_function_takes_concurrency_away_from_the_account() -> None:
    assert not [name for name in FUNCTIONS if "ReservedConcurrentExecutions" in function(name)]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_late_call_is_dropped_after_a_quarter_of_an_hour(name: str) -> None:
    found = [
        one for one in of_type("AWS::Lambda::EventInvokeConfig").values()
        if one["FunctionName"] == {"Ref": f"{name.capitalize()}Function"}
    ]  # fmt: skip
    assert [(one["MaximumEventAgeInSeconds"], one["MaximumRetryAttempts"]) for one in found] == [(900, 1)]


@pytest.mark.parametrize(
    ("name", "when"),
    [
        ("collect", "cron(0/15 * * * ? *)"),
        ("inspect", "cron(10 * * * ? *)"),
        ("nudge", "cron(5/15 * * * ? *)"),
    ],
)
def test_a_tick_names_its_zone_and_never_waits_for_the_night(name: str, when: str) -> None:
    (tick,) = [
        one for one in of_type("AWS::Scheduler::Schedule").values()
        if one["Target"]["Arn"] == {"Fn::GetAtt": [f"{name.capitalize()}Function", "Arn"]}
    ]  # fmt: skip
    assert (tick["ScheduleExpression"], tick["ScheduleExpressionTimezone"]) == (when, {"Ref": "TimeZone"})
    assert tick["Target"]["RetryPolicy"] == {"MaximumEventAgeInSeconds": 900, "MaximumRetryAttempts": 2}
    assert tick["FlexibleTimeWindow"] == {"Mode": "OFF"}
    assert tick["State"] == {"Ref": "Schedules"}
    assert "Name" not in tick, "two stacks in one account would collide"


def test_the_zone_of_the_ticks_is_the_company_s() -> None:
    assert source()["Parameters"]["TimeZone"]["Default"] == "Asia/Shanghai"


def test_the_table_can_be_restored_forgets_in_time_and_outlives_the_stack() -> None:
    (table,) = of_type("AWS::DynamoDB::Table").values()
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert table["TimeToLiveSpecification"] == {"AttributeName": "ttl", "Enabled": True}
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["SSESpecification"] == {"SSEEnabled": True}


def test_the_indexes_hold_keys_only() -> None:
    (table,) = of_type("AWS::DynamoDB::Table").values()
    found = {index["IndexName"]: index for index in table["GlobalSecondaryIndexes"]}
    assert {name: _keys(index) for name, index in found.items()} == {
        "GSI1": ["G1PK", "G1SK"],
        "GSI2": ["G2PK", "G2SK"],
    }
    assert _keys(table) == ["PK", "SK"]
    assert all(index["Projection"] == {"ProjectionType": "KEYS_ONLY"} for index in found.values())


def _keys(made: dict[str, Any]) -> list[str]:
    return [key["AttributeName"] for key in made["KeySchema"]]


@pytest.mark.parametrize("name", ["Table", "Bucket", "PlatformSecret"])
def test_what_cannot_be_made_again_is_kept_when_the_stack_goes(name: str) -> None:
    assert resources()[name]["DeletionPolicy"] == "RetainExceptOnCreate"
    assert resources()[name]["UpdateReplacePolicy"] == "Retain"


@pytest.mark.parametrize("name", ["Events", "Answers"])
def test_a_queue_has_dead_letters_that_wait_two_weeks(name: str) -> None:
    queues = of_type("AWS::SQS::Queue")
    assert queues[f"{name}Queue"]["RedrivePolicy"] == {
        "deadLetterTargetArn": {"Fn::GetAtt": [f"{name}DeadLetters", "Arn"]},
        "maxReceiveCount": 5,
    }
    assert queues[f"{name}DeadLetters"]["MessageRetentionPeriod"] == 14 * 24 * 3600


@pytest.mark.parametrize("name", ["Events", "Answers"])
def test_a_message_in_work_is_not_handed_out_again(name: str) -> None:
    window = _mapping(name).get("MaximumBatchingWindowInSeconds", 0)
    visibility = of_type("AWS::SQS::Queue")[f"{name}Queue"]["VisibilityTimeout"]
    assert visibility >= 6 * function("absorb")["Timeout"] + window


def test_events_come_in_batches_and_answers_alone_and_a_moment_later() -> None:
    assert (_mapping("Events")["BatchSize"], _mapping("Events")["MaximumBatchingWindowInSeconds"]) == (100, 5)
    assert _mapping("Answers")["BatchSize"] == 1
    assert of_type("AWS::SQS::Queue")["AnswersQueue"]["DelaySeconds"] == 3
    for name in ("Events", "Answers"):
        assert _mapping(name)["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
        assert _mapping(name)["ScalingConfig"]["MaximumConcurrency"] >= 2


def _mapping(queue: str) -> dict[str, Any]:
    (found,) = [
        one for one in of_type("AWS::Lambda::EventSourceMapping").values()
        if one["EventSourceArn"] == {"Fn::GetAtt": [f"{queue}Queue", "Arn"]}
    ]  # fmt: skip
    assert found["FunctionName"] == {"Ref": "AbsorbFunction"}
    return dict(found)


def test_uploads_of_policies_and_registers_wake_their_function() -> None:
    (bucket,) = of_type("AWS::S3::Bucket").values()
    woken = bucket["NotificationConfiguration"]["LambdaConfigurations"]
    assert sorted(one["Filter"]["S3Key"]["Rules"][0]["Value"] for one in woken) == [
        "policy/incoming/",
        "register/incoming/",
    ]
    assert all(one["Function"] == {"Fn::GetAtt": ["RegisterFunction", "Arn"]} for one in woken)


def test_the_bucket_is_private_encrypted_versioned_and_spoken_to_by_tls_only() -> None:
    (bucket,) = of_type("AWS::S3::Bucket").values()
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert "BucketEncryption" in bucket
    (policy,) = of_type("AWS::S3::BucketPolicy").values()
    (statement,) = policy["PolicyDocument"]["Statement"]
    assert (statement["Effect"], statement["Condition"]) == (
        "Deny",
        {"Bool": {"aws:SecureTransport": "false"}},
    )
    assert source()["Conditions"]["OnAws"] == {"Fn::Equals": [{"Ref": "ClockFile"}, ""]}, (
        "loopback alone has none"
    )


def test_webhooks_have_two_routes_and_pages_three_and_none_of_them_is_a_platform() -> None:
    routes = of_type("AWS::ApiGatewayV2::Route").values()
    assert {route["RouteKey"] for route in routes} == {
        "POST /hooks/{platform}/{door}",
        "GET /hooks/{platform}/{door}",
        "GET /pages",
        "GET /pages/{page+}",
        "POST /pages/{page+}",
    }


def test_the_door_s_log_never_shows_a_path_or_a_query() -> None:
    (stage,) = of_type("AWS::ApiGatewayV2::Stage").values()
    shown = json.loads(stage["AccessLogSettings"]["Format"])
    assert shown["route"] == "$context.routeKey"
    assert not re.search(r"path|query|domain|sourceIp|authorizer", stage["AccessLogSettings"]["Format"])


def test_every_log_is_kept_for_half_a_year_and_no_longer() -> None:
    logs = of_type("AWS::Logs::LogGroup")
    assert {name for name, log in logs.items() if log["RetentionInDays"] != {"Ref": "LogRetention"}} == set()
    assert source()["Parameters"]["LogRetention"]["Default"] == 180
    assert max(source()["Parameters"]["LogRetention"]["AllowedValues"]) == 180
    for name in FUNCTIONS:
        assert function(name)["LoggingConfig"] == {"LogGroup": {"Ref": f"{name.capitalize()}Logs"}}


@pytest.mark.parametrize("name", SCHEDULED)
def test_a_run_that_never_was_raises_an_alarm(name: str) -> None:
    alarm = of_type("AWS::CloudWatch::Alarm")[f"{name.capitalize()}MissedAlarm"]
    assert alarm["TreatMissingData"] == "breaching"
    assert (alarm["Namespace"], alarm["MetricName"]) == ("groupkeeper", "run_finished")
    assert {"Name": "function", "Value": name} in alarm["Dimensions"]
    assert alarm["ActionsEnabled"] == {"Fn::If": ["Ticks", True, False]}, "no tick, no missed tick"


@pytest.mark.parametrize("name", ["Events", "Answers"])
def test_a_single_dead_letter_raises_an_alarm(name: str) -> None:
    alarm = of_type("AWS::CloudWatch::Alarm")[f"{name}DeadLettersAlarm"]
    assert alarm["Dimensions"][0]["Value"] == {"Fn::GetAtt": [f"{name}DeadLetters", "QueueName"]}
    assert (alarm["Threshold"], alarm["ComparisonOperator"]) == (0, "GreaterThanThreshold")
    assert "groupkeeper dead list" in alarm["AlarmDescription"]


def test_what_a_function_logs_as_an_error_raises_an_alarm() -> None:
    filters = of_type("AWS::Logs::MetricFilter")
    watched = {str(one["LogGroupName"]["Ref"]): one for name, one in filters.items() if "Trouble" in name}
    assert set(watched) == {f"{name.capitalize()}Logs" for name in FUNCTIONS}
    assert {one["FilterPattern"] for one in watched.values()} == {'{ $.level = "ERROR" }'}
    assert filters["StoppedFilter"]["FilterPattern"] == '{ $.level = "ERROR" && $.message = "stopped" }'
    alarms = of_type("AWS::CloudWatch::Alarm")
    for name in ("Stopped", "Trouble"):
        (made,) = filters[f"{name}Filter" if name == "Stopped" else "OpsTroubleFilter"][
            "MetricTransformations"
        ]
        alarm = alarms[f"{name}Alarm"]
        assert (alarm["Namespace"], alarm["MetricName"]) == (made["MetricNamespace"], made["MetricName"])


def test_every_function_has_an_alarm_for_its_failures() -> None:
    alarms = of_type("AWS::CloudWatch::Alarm")
    assert {f"{name.capitalize()}ErrorsAlarm" for name in FUNCTIONS} <= set(alarms)
    assert all(alarm["AlarmActions"] for alarm in alarms.values())


def test_the_dashboard_is_json_and_draws_every_function() -> None:
    (board,) = of_type("AWS::CloudWatch::Dashboard").values()
    text = board["DashboardBody"]["Fn::Sub"]
    assert json.loads(text)["widgets"]
    assert all(f"${{{name.capitalize()}Function}}" in text for name in FUNCTIONS)


def test_no_partition_is_spelt_out() -> None:
    text = (ROOT / "template.yaml").read_text("utf-8")
    assert "arn:aws" not in text
    # service principals are the same everywhere
    assert set(re.findall(r"[a-z.]*amazonaws[a-z.]*", text)) == {
        "lambda.amazonaws.com",
        "apigateway.amazonaws.com",
    }


@pytest.mark.parametrize("region", REGIONS)
def test_it_translates_for_china_and_elsewhere_alike(region: str) -> None:
    assert set(resources(region)) == set(resources())


def test_a_domain_of_the_company_s_own_closes_the_other_door() -> None:
    (api,) = of_type("AWS::ApiGatewayV2::Api").values()
    assert api["DisableExecuteApiEndpoint"] == {"Fn::If": ["HasDomain", True, False]}
    assert {name for name, one in resources().items() if one.get("Condition") == "HasDomain"} == {
        "Domain",
        "DomainMapping",
    }
