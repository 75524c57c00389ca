"""What the template must say for the promises of the design to hold on AWS, asserted on the translated template."""

import json
import re
import shutil
import subprocess
import unittest

from translate import TEMPLATE as SOURCE
from translate import translated

TEMPLATE = translated()
KEYS = SOURCE.parents[1] / "functions/survey-store/src/keys.rs"
RESOURCES = TEMPLATE["Resources"]
FUNCTIONS = ("Intake", "Staff", "Tally")
TABLES = ("ResponsesTable", "PartialsTable", "RegistryTable")


def properties(logical_id):
    return RESOURCES[logical_id]["Properties"]


def of_type(wanted):
    return {name: resource["Properties"] for name, resource in RESOURCES.items() if resource["Type"] == wanted}


def as_list(value):
    return value if isinstance(value, list) else [value]


def target(reference):
    """Names what a Ref, GetAtt or Sub points at: `ResponsesTable.Arn`, `${Uploads.Arn}/*`."""
    if "Fn::Sub" in reference:
        return reference["Fn::Sub"]
    if "Fn::GetAtt" in reference:
        return ".".join(reference["Fn::GetAtt"])
    return reference["Ref"]


def statements(function):
    role = properties(f"{function}Role")
    return [s for policy in role.get("Policies", []) for s in policy["PolicyDocument"]["Statement"]]


def allowed(function):
    """Returns {resource: {action, …}} of a function's own statements."""
    grants = {}
    for statement in statements(function):
        for resource in as_list(statement["Resource"]):
            grants.setdefault(target(resource), set()).update(as_list(statement["Action"]))
    return grants


def registry_keys(function, actions):
    """Returns the partition keys of the registry on which a function may do one of the actions."""
    keys = set()
    for statement in statements(function):
        if target(statement["Resource"]) == "RegistryTable.Arn" and set(statement["Action"]) & actions:
            keys.update(statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"])
    return keys


def dynamodb(*names):
    return {f"dynamodb:{name}" for name in names}


READS = dynamodb("GetItem", "Query", "Scan", "BatchGetItem")
WRITES = dynamodb("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "PartiQLInsert", "PartiQLUpdate", "PartiQLDelete")


class Tables(unittest.TestCase):
    def test_there_are_exactly_three(self):
        self.assertEqual(set(of_type("AWS::DynamoDB::Table")), set(TABLES))

    def test_keys(self):
        for table, sort_key in zip(TABLES, "BBS"):
            with self.subTest(table):
                self.assertEqual(
                    properties(table)["KeySchema"],
                    [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
                )
                types = {a["AttributeName"]: a["AttributeType"] for a in properties(table)["AttributeDefinitions"]}
                self.assertEqual(types, {"pk": "S", "sk": sort_key})

    def test_only_responses_have_a_stream_and_it_carries_both_images(self):
        streams = {t: properties(t)["StreamSpecification"] for t in TABLES if "StreamSpecification" in properties(t)}
        self.assertEqual(streams, {"ResponsesTable": {"StreamViewType": "NEW_AND_OLD_IMAGES"}})

    def test_rows_expire_by_the_attribute_that_the_store_writes(self):
        (attribute,) = re.findall(r'const EXPIRES_AT: &str = "(\w+)"', KEYS.read_text())
        for table in TABLES:
            with self.subTest(table):
                wanted = {"AttributeName": attribute, "Enabled": True}
                self.assertEqual(properties(table)["TimeToLiveSpecification"], wanted)

    def test_data_outlives_mistakes(self):
        for table in TABLES:
            with self.subTest(table):
                self.assertEqual(RESOURCES[table]["DeletionPolicy"], "Retain")
                self.assertEqual(RESOURCES[table]["UpdateReplacePolicy"], "Retain")
                self.assertTrue(properties(table)["DeletionProtectionEnabled"])
                self.assertTrue(properties(table)["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"])
                self.assertTrue(properties(table)["SSESpecification"]["SSEEnabled"])

    def test_no_capacity_to_plan(self):
        for table in TABLES:
            self.assertEqual(properties(table)["BillingMode"], "PAY_PER_REQUEST")


class Permissions(unittest.TestCase):
    def test_intake(self):
        self.assertEqual(
            allowed("Intake"),
            {
                "ResponsesTable.Arn": dynamodb("GetItem", "PutItem"),
                "RegistryTable.Arn": dynamodb("GetItem", "Query"),
                "${Uploads.Arn}/*": {"s3:PutObject"},
            },
        )

    def test_tally(self):
        self.assertEqual(
            allowed("Tally"),
            {
                "ResponsesTable.StreamArn": dynamodb("DescribeStream", "GetShardIterator", "GetRecords"),
                "ResponsesTable.Arn": dynamodb("Query"),
                "RegistryTable.Arn": dynamodb(
                    "GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"
                ),
            },
        )

    def test_staff(self):
        self.assertEqual(
            allowed("Staff"),
            {
                "ResponsesTable.StreamArn": dynamodb("DescribeStream", "GetShardIterator", "GetRecords"),
                "RegistryTable.Arn": dynamodb(
                    "GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"
                ),
            },
        )

    def test_only_intake_writes_responses(self):
        writers = {f for f in FUNCTIONS if allowed(f).get("ResponsesTable.Arn", set()) & WRITES}
        self.assertEqual(writers, {"Intake"})

    def test_intake_knows_nothing_of_stream_and_totals(self):
        self.assertNotIn("ResponsesTable.StreamArn", allowed("Intake"))
        self.assertEqual(registry_keys("Intake", READS), {"DIRECTORY", "S#*", "P#*"})
        self.assertEqual(registry_keys("Intake", WRITES), set())

    def test_those_who_fold_write_totals_and_position_only(self):
        for function in ("Tally", "Staff"):
            with self.subTest(function):
                self.assertEqual(registry_keys(function, READS), {"DIRECTORY", "STREAM", "S#*", "T#*"})
                self.assertEqual(registry_keys(function, WRITES), {"STREAM", "T#*"})

    def test_partners_keys_are_read_by_intake_only(self):
        self.assertEqual({f for f in FUNCTIONS if "P#*" in registry_keys(f, READS)}, {"Intake"})

    def test_conditions_name_keys_that_the_store_uses(self):
        access_patterns = KEYS.read_text().split("use std", 1)[0]
        for function in FUNCTIONS:
            for key in registry_keys(function, READS | WRITES):
                with self.subTest(function, key=key):
                    self.assertIn("`" + key.rstrip("*"), access_patterns)

    def test_nothing_is_granted_by_a_wildcard(self):
        for function in FUNCTIONS:
            for statement in statements(function):
                with self.subTest(function, sid=statement["Sid"]):
                    self.assertEqual(statement["Effect"], "Allow")
                    self.assertFalse([a for a in as_list(statement["Action"]) if "*" in a])
                    for resource in as_list(statement["Resource"]):
                        # What is in a bucket has the bucket's ARN and a path.
                        self.assertTrue(target(resource).removesuffix("}/*").endswith("Arn"))

    def test_beyond_their_statements_functions_may_only_log(self):
        for function in FUNCTIONS:
            role = properties(f"{function}Role")
            self.assertEqual(
                role["ManagedPolicyArns"], ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"]
            )

    def test_the_schedule_may_invoke_tally_and_nothing_else(self):
        role = properties("TallyEachMinuteRole")
        principals = [s["Principal"] for s in role["AssumeRolePolicyDocument"]["Statement"]]
        self.assertEqual(principals, [{"Service": ["scheduler.amazonaws.com"]}])
        (policy,) = role["Policies"]
        (statement,) = policy["PolicyDocument"]["Statement"]
        self.assertEqual(statement["Action"], "lambda:InvokeFunction")
        self.assertEqual(target(statement["Resource"]), "Tally.Arn")


class Functions(unittest.TestCase):
    def test_there_are_exactly_three(self):
        self.assertEqual(set(of_type("AWS::Lambda::Function")), set(FUNCTIONS))

    def test_they_run_on_arm_without_a_managed_language(self):
        for function in FUNCTIONS:
            with self.subTest(function):
                self.assertEqual(properties(function)["Runtime"], "provided.al2023")
                self.assertEqual(properties(function)["Architectures"], ["arm64"])
                self.assertEqual(properties(function)["Handler"], "bootstrap")

    def test_they_stop_before_their_caller_gives_up(self):
        # An HTTP API waits 30 s; the schedule comes again after 60 s.
        for function, longest_s in {"Intake": 29, "Staff": 29, "Tally": 59}.items():
            with self.subTest(function):
                self.assertLessEqual(properties(function)["Timeout"], longest_s)

    def test_environment(self):
        tables = {
            "CANVASS_RESPONSES_TABLE": "ResponsesTable",
            "CANVASS_PARTIALS_TABLE": "PartialsTable",
            "CANVASS_REGISTRY_TABLE": "RegistryTable",
            "CANVASS_LOG": "LogFilter",
        }
        stream = {"CANVASS_RESPONSES_STREAM_ARN": "ResponsesTable.StreamArn"}
        wanted = {
            "Intake": tables | {"CANVASS_AUDIENCE": "Audience", "CANVASS_UPLOADS_BUCKET": "Uploads"},
            "Tally": tables | stream,
            "Staff": tables | stream | {"CANVASS_STAFF_PUBLIC_KEY": "StaffPublicKey"},
        }
        for function in FUNCTIONS:
            with self.subTest(function):
                variables = properties(function)["Environment"]["Variables"]
                self.assertEqual({name: target(value) for name, value in variables.items()}, wanted[function])

    def test_logs_are_kept_for_a_stated_time(self):
        groups = of_type("AWS::Logs::LogGroup")
        for name, group in groups.items():
            with self.subTest(name):
                self.assertEqual(group["RetentionInDays"], {"Ref": "LogRetentionDays"})
        for function in FUNCTIONS:
            self.assertIn(target(properties(function)["LoggingConfig"]["LogGroup"]), groups)


class Schedule(unittest.TestCase):
    def test_tally_runs_each_minute_on_the_minute(self):
        schedules = of_type("AWS::Scheduler::Schedule")
        self.assertEqual(list(schedules), ["TallyEachMinute"])
        schedule = schedules["TallyEachMinute"]
        self.assertEqual(schedule["ScheduleExpression"], "rate(1 minute)")
        self.assertEqual(schedule["FlexibleTimeWindow"], {"Mode": "OFF"})
        self.assertEqual(schedule.get("State", "ENABLED"), "ENABLED")
        self.assertEqual(target(schedule["Target"]["Arn"]), "Tally.Arn")
        self.assertEqual(json.loads(schedule["Target"]["Input"]), {"action": "fold"})

    def test_a_missed_fold_is_left_to_the_next_minute(self):
        retries = properties("TallyEachMinute")["Target"]["RetryPolicy"]
        self.assertLessEqual(retries["MaximumEventAgeInSeconds"], 60)
        (invocation,) = of_type("AWS::Lambda::EventInvokeConfig").values()
        self.assertEqual(invocation["MaximumRetryAttempts"], 0)


class HttpApi(unittest.TestCase):
    def test_routes(self):
        routes = {}
        for path, methods in properties("Api")["Body"]["paths"].items():
            for method, operation in methods.items():
                integration = operation["x-amazon-apigateway-integration"]
                self.assertEqual(integration["payloadFormatVersion"], "2.0")
                function = integration["uri"]["Fn::Sub"].split("functions/${")[1].split(".Arn")[0]
                routes[f"{method.upper()} {path}"] = function
        self.assertEqual(
            routes,
            {
                "GET /v1/openapi.json": "Intake",
                "GET /v1/surveys/{survey}": "Intake",
                "POST /v1/surveys/{survey}/responses": "Intake",
                "POST /v1/surveys/{survey}/uploads": "Intake",
                "GET /v1/surveys/{survey}/count": "Staff",
                "GET /v1/staff/{path+}": "Staff",
            },
        )

    def test_the_api_may_invoke_each_function_by_its_routes_only(self):
        for name, permission in of_type("AWS::Lambda::Permission").items():
            with self.subTest(name):
                self.assertEqual(permission["Principal"], "apigateway.amazonaws.com")
                self.assertIn("SourceArn", permission)

    def test_cors(self):
        cors = properties("Api")["CorsConfiguration"] if "CorsConfiguration" in properties("Api") else None
        cors = cors or properties("Api")["Body"]["x-amazon-apigateway-cors"]
        lowered = {key[0].lower() + key[1:]: value for key, value in cors.items()}
        self.assertEqual(lowered["allowOrigins"], ["*"])
        self.assertFalse(lowered.get("allowCredentials", False))
        self.assertEqual(
            set(lowered["allowHeaders"]), {"authorization", "content-type", "idempotency-key", "if-none-match"}
        )
        self.assertLessEqual({"etag", "retry-after"}, set(lowered["exposeHeaders"]))
        self.assertLessEqual({"GET", "POST", "PUT"}, set(lowered["allowMethods"]))

    def test_requests_are_throttled(self):
        settings = properties("ApiApiGatewayDefaultStage")["DefaultRouteSettings"]
        self.assertGreaterEqual(settings["ThrottlingRateLimit"], 1000)
        self.assertGreaterEqual(settings["ThrottlingBurstLimit"], settings["ThrottlingRateLimit"])

    def test_access_logs_name_nobody(self):
        settings = properties("ApiApiGatewayDefaultStage")["AccessLogSettings"]
        self.assertEqual(target(settings["DestinationArn"]), "ApiLogs.Arn")
        self.assertIn("$context.routeKey", json.loads(settings["Format"]).values())
        for leak in ("path", "queryString", "identity", "authorizer", "domain"):
            with self.subTest(leak):
                self.assertNotIn(f"$context.{leak}", settings["Format"])


class Uploads(unittest.TestCase):
    def test_the_bucket_is_private_and_encrypted(self):
        self.assertEqual(set(properties("Uploads")["PublicAccessBlockConfiguration"].values()), {True})
        self.assertIn("BucketEncryption", properties("Uploads"))
        self.assertEqual(
            properties("Uploads")["OwnershipControls"]["Rules"], [{"ObjectOwnership": "BucketOwnerEnforced"}]
        )
        (statement,) = properties("UploadsPolicy")["PolicyDocument"]["Statement"]
        self.assertEqual(statement["Effect"], "Deny")
        self.assertEqual(statement["Condition"], {"Bool": {"aws:SecureTransport": "false"}})

    def test_files_outlive_mistakes_and_nothing_else(self):
        self.assertEqual(RESOURCES["Uploads"]["DeletionPolicy"], "Retain")
        # A version that is kept would outlive the erasure of its response.
        self.assertNotIn("VersioningConfiguration", properties("Uploads"))
        rules = {rule["Id"]: rule for rule in properties("Uploads")["LifecycleConfiguration"]["Rules"]}
        self.assertEqual(set(rule["Status"] for rule in rules.values()), {"Enabled"})
        self.assertEqual(target(rules["NothingOutlivesTheResponses"]["ExpirationInDays"]), "UploadRetentionDays")
        self.assertEqual(rules["NothingStaysHalfSent"]["AbortIncompleteMultipartUpload"], {"DaysAfterInitiation": 1})

    def test_any_page_may_send_files_and_none_may_read_them(self):
        (rule,) = properties("Uploads")["CorsConfiguration"]["CorsRules"]
        self.assertEqual((rule["AllowedOrigins"], rule["AllowedMethods"]), (["*"], ["POST"]))


class StaticHosting(unittest.TestCase):
    def behaviours(self):
        configuration = properties("Distribution")["DistributionConfig"]
        named = {b["PathPattern"]: b for b in configuration["CacheBehaviors"]}
        return {"default": configuration["DefaultCacheBehavior"]} | named

    def headers(self, path):
        policy = properties(target(self.behaviours()[path]["ResponseHeadersPolicyId"]))["ResponseHeadersPolicyConfig"]
        custom = {h["Header"]: h["Value"] for h in policy["CustomHeadersConfig"]["Items"]}
        return policy, custom

    def test_the_bucket_is_read_through_the_distribution_only(self):
        self.assertEqual(set(properties("Site")["PublicAccessBlockConfiguration"].values()), {True})
        allow, deny = properties("SitePolicy")["PolicyDocument"]["Statement"]
        self.assertEqual(allow["Principal"], {"Service": "cloudfront.amazonaws.com"})
        self.assertEqual(allow["Action"], "s3:GetObject")
        self.assertIn("${Distribution}", json.dumps(allow["Condition"]["StringEquals"]))
        self.assertEqual(deny["Effect"], "Deny")
        (origin,) = properties("Distribution")["DistributionConfig"]["Origins"]
        self.assertEqual(target(origin["OriginAccessControlId"]), "SiteAccess.Id")

    def test_hashed_files_are_kept_for_a_year_and_the_loader_for_a_minute(self):
        self.assertEqual(self.headers("/v1/assets/*")[1]["Cache-Control"], "public, max-age=31536000, immutable")
        self.assertEqual(target(self.behaviours()["/v1/assets/*"]["CachePolicyId"]), "ImmutableCaching")
        for path in ("default", "/staff/*", "/frame.html"):
            with self.subTest(path):
                self.assertEqual(self.headers(path)[1]["Cache-Control"], "public, max-age=60")
                self.assertEqual(target(self.behaviours()[path]["CachePolicyId"]), "MovingCaching")

    def test_any_page_may_load_the_widget(self):
        for path in ("default", "/v1/assets/*"):
            with self.subTest(path):
                policy, custom = self.headers(path)
                self.assertEqual(policy["CorsConfig"]["AccessControlAllowOrigins"]["Items"], ["*"])
                self.assertFalse(policy["CorsConfig"]["AccessControlAllowCredentials"])
                self.assertEqual(custom["Cross-Origin-Resource-Policy"], "cross-origin")
                self.assertIn("ContentTypeOptions", policy["SecurityHeadersConfig"])

    def test_the_staff_page_runs_only_its_own_code_and_never_in_a_frame(self):
        policy, _ = self.headers("/staff/*")
        content_policy = policy["SecurityHeadersConfig"]["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Fn::Sub"]
        directives = dict(part.strip().split(" ", 1) for part in content_policy.split(";"))
        self.assertEqual(directives["default-src"], "'none'")
        self.assertEqual(directives["script-src"], "'self' 'wasm-unsafe-eval'")
        self.assertEqual(directives["frame-ancestors"], "'none'")
        self.assertNotIn("unsafe-inline", content_policy)

    def test_the_hosted_form_may_stand_in_a_frame_of_any_page(self):
        policy, custom = self.headers("/frame.html")
        content_policy = policy["SecurityHeadersConfig"]["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Fn::Sub"]
        self.assertNotIn("frame-ancestors", content_policy)
        self.assertIn("https://${Uploads.RegionalDomainName}", content_policy)
        self.assertNotIn("FrameOptions", policy["SecurityHeadersConfig"])
        self.assertEqual(custom["Cross-Origin-Embedder-Policy"], "credentialless")
        self.assertIn("img-src 'self' https: data:", content_policy)
        self.assertEqual(custom["Cross-Origin-Resource-Policy"], "cross-origin")

    def test_browsers_get_the_brotli_copy_when_they_take_it(self):
        if shutil.which("node") is None:
            self.skipTest("no Node to run the CloudFront function with")
        code = properties("SiteNegotiation")["FunctionCode"]
        for uri, encodings, wanted in [
            ("/v1/embed.js", "gzip, deflate, br", "/v1/embed.js.br"),
            ("/v1/embed.js", "gzip", "/v1/embed.js"),
            ("/v1/embed.js", None, "/v1/embed.js"),
            ("/v1/embed.js", "x-brand", "/v1/embed.js"),
            ("/staff/", "br;q=1.0", "/staff/index.html.br"),
        ]:
            headers = {"accept-encoding": {"value": encodings}} if encodings else {}
            event = json.dumps({"request": {"uri": uri, "headers": headers}})
            script = f"{code}\nconsole.log(handler({event}).uri)"
            answer = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
            with self.subTest(uri=uri, encodings=encodings):
                self.assertEqual(answer.stdout.strip(), wanted)


class Alarms(unittest.TestCase):
    def test_each_function_raises_one_for_faults_and_one_for_throttling(self):
        watched = set()
        for alarm in of_type("AWS::CloudWatch::Alarm").values():
            for dimension in alarm["Dimensions"]:
                watched.add((target(dimension["Value"]), alarm["MetricName"]))
        for function in FUNCTIONS:
            self.assertLessEqual({(function, "Errors"), (function, "Throttles")}, watched)
        self.assertIn(("ResponsesTable", "WriteThrottleEvents"), watched)

    def test_a_silent_schedule_raises_one(self):
        alarm = properties("TallyMissing")
        self.assertEqual(alarm["MetricName"], "Invocations")
        self.assertEqual(alarm["ComparisonOperator"], "LessThanThreshold")
        self.assertEqual(alarm["TreatMissingData"], "breaching")
