#!/usr/bin/python3
"""Holds that the consumer misses nothing and keeps nothing twice, whenever it or
the suite is killed."""

import datetime
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import unittest

import grpc
from kam.account.v1 import (
    account_pb2,
    account_service_pb2_grpc,
    program_pb2,
    program_service_pb2_grpc,
)
from kam.assessment.v1 import (
    assessing_pb2,
    assessment_changes_pb2,
    assessment_service_pb2,
    assessment_service_pb2_grpc,
    model_pb2,
    observation_pb2,
)

from journal import Journal
from suite_process import SuiteProcess
from token_file import TokenFile

FOLDER = os.path.dirname(os.path.abspath(__file__))
PROGRAM = "programs/p"
KILLS = 25
# Changes between one kill and the next.
BATCH = 24
ACCOUNTS = 7


def observe(stub, number):
    """Has an observation recorded; tries again while nobody answers."""
    request = assessment_service_pb2.CreateObservationRequest(
        parent=f"{PROGRAM}/accounts/a{number % ACCOUNTS}",
        observation_id=f"o{number}",
        observation=observation_pb2.Observation(
            model=model_pb2.MODEL_PHASES,
            dimension="APPROACH",
            key="TELL",
            observed_on={"year": 2013, "month": 11, "day": 1},
            source_class=observation_pb2.SOURCE_CLASS_SUPPLIER,
        ),
    )
    try:
        stub.CreateObservation(request, wait_for_ready=True)
    except grpc.RpcError as error:
        # It was recorded, and the answer was cut off; or it is told again.
        if error.code() == grpc.StatusCode.ALREADY_EXISTS:
            return
        if error.code() != grpc.StatusCode.UNAVAILABLE:
            raise
        observe(stub, number)


class FollowTestCase(unittest.TestCase):
    """The suite and a consumer in processes of their own."""

    def setUp(self):
        self._folder = tempfile.TemporaryDirectory()
        self._suite = SuiteProcess(
            os.environ["KAM_SUITE"], os.path.join(self._folder.name, "data")
        )
        self._channel = grpc.insecure_channel(self._suite.address)
        self._stub = assessment_service_pb2_grpc.AssessmentServiceStub(
            self._channel
        )

    def tearDown(self):
        self._channel.close()
        self._suite.kill()
        self._folder.cleanup()

    def _path(self, name):
        return os.path.join(self._folder.name, name)

    def _consumer(self, *more):
        return subprocess.Popen(
            [
                sys.executable,
                os.path.join(FOLDER, "follow.py"),
                f"--address={self._suite.address}",
                f"--parent={PROGRAM}",
                f"--token={self._path('token')}",
                f"--journal={self._path('journal')}",
                *more,
            ],
            stdout=subprocess.PIPE,
            text=True,
        )

    def _finish(self, *more):
        """Lets a consumer take all there is; expects it to end well."""
        consumer = self._consumer("--once", *more)
        consumer.communicate()
        self.assertEqual(consumer.returncode, 0)

    def _kept(self):
        with open(self._path("journal"), encoding="utf-8") as file:
            return [
                (change["name"], change["revision"])
                for change in map(json.loads, file)
            ]


class FollowTest(FollowTestCase):
    def _observe(self, numbers):
        for number in numbers:
            observe(self._stub, number)

    def _logged(self, token):
        """Every change behind a token, as the suite's log has it."""
        request = assessment_changes_pb2.WatchAssessmentChangesRequest(
            parent=PROGRAM, resume_token=token, stop_when_caught_up=True
        )
        return [
            (change.name, change.revision)
            for message in self._stub.WatchAssessmentChanges(request)
            for change in message.changes
        ]

    def test_each_change_is_kept_once_whoever_is_killed(self):
        self._finish()
        begin = TokenFile(self._path("token")).read()
        self.assertNotEqual(begin, "")

        chance = random.Random(7)
        for kill in range(KILLS):
            first = kill * BATCH
            writer = threading.Thread(
                target=lambda: self._observe(range(first, first + BATCH - 1))
            )
            writer.start()
            consumer = self._consumer()
            # It is killed at some point of its work, not at a certain time.
            for _ in range(chance.randrange(1, BATCH)):
                self.assertNotEqual(consumer.stdout.readline(), "")
            writer.join()
            if kill % 8 == 5:
                self._suite.restart()
            self._observe([first + BATCH - 1])
            if kill % 8 == 5:
                # The consumer lives on, and goes on by itself.
                last = f"/o{first + BATCH - 1}\n"
                while not consumer.stdout.readline().endswith(last):
                    self.assertIsNone(consumer.poll())
            consumer.kill()
            consumer.communicate()
        self._finish()

        kept = self._kept()
        self.assertEqual(kept, self._logged(begin))
        self.assertEqual(len(set(kept)), len(kept))
        self.assertEqual(len(kept), KILLS * BATCH)

    def test_a_token_of_another_store_begins_with_a_snapshot(self):
        self._observe(range(3))
        self._finish()
        self._suite.kill()
        self._suite = SuiteProcess(
            os.environ["KAM_SUITE"], self._path("another")
        )
        self._channel.close()
        self._channel = grpc.insecure_channel(self._suite.address)
        self._stub = assessment_service_pb2_grpc.AssessmentServiceStub(
            self._channel
        )
        self._observe([9])
        self._finish()
        self.assertIn((f"{PROGRAM}/accounts/a2/observations/o9", 1),
                      self._kept())


class VerdictsTest(FollowTestCase):
    """The stream of verdicts, of accounts that are there."""

    def _create(self):
        """Has the accounts created, whose first assessments follow."""
        accounts = account_service_pb2_grpc.AccountServiceStub(self._channel)
        for number in range(ACCOUNTS):
            accounts.CreateAccount(
                account_pb2.CreateAccountRequest(
                    parent=PROGRAM,
                    account_id=f"a{number}",
                    account=account_pb2.Account(display_name="Bikes"),
                )
            )

    def _say(self, batch):
        """Has something else observed of every account, and all assessed: at
        least one assessment of each is new."""
        day = datetime.date.today() - datetime.timedelta(days=60 - batch)
        for number in range(ACCOUNTS):
            self._stub.CreateObservation(
                assessment_service_pb2.CreateObservationRequest(
                    parent=f"{PROGRAM}/accounts/a{number}",
                    observation=observation_pb2.Observation(
                        model=model_pb2.MODEL_PHASES,
                        dimension="APPROACH",
                        key=("TELL", "MUTUAL_PLANS")[batch % 2],
                        observed_on={
                            "year": day.year,
                            "month": day.month,
                            "day": day.day,
                        },
                        source_class=observation_pb2.SOURCE_CLASS_CUSTOMER,
                    ),
                ),
                wait_for_ready=True,
            )
        for number in range(ACCOUNTS):
            self._stub.AssessAccount(
                assessing_pb2.AssessAccountRequest(
                    account=f"{PROGRAM}/accounts/a{number}"
                )
            )

    def _stored(self):
        """The names of all assessments there are."""
        return [
            assessment.name
            for number in range(ACCOUNTS)
            for assessment in self._stub.ListAssessments(
                assessing_pb2.ListAssessmentsRequest(
                    parent=f"{PROGRAM}/accounts/a{number}", page_size=1000
                )
            ).assessments
        ]

    def test_each_assessment_is_kept_once_whoever_is_killed(self):
        program_service_pb2_grpc.ProgramServiceStub(
            self._channel
        ).CreateProgram(
            program_pb2.CreateProgramRequest(
                program_id="p",
                program=program_pb2.Program(
                    display_name="Europe",
                    reporting_currency="EUR",
                    time_zone="UTC",
                ),
            )
        )
        self._finish("--stream=verdicts")
        self.assertNotEqual(TokenFile(self._path("token")).read(), "")
        self._create()
        chance = random.Random(11)
        for batch in range(12):
            consumer = self._consumer("--stream=verdicts")
            self._say(batch)
            # It is killed at some point of its work, not at a certain time.
            for _ in range(chance.randrange(1, ACCOUNTS)):
                self.assertNotEqual(consumer.stdout.readline(), "")
            consumer.kill()
            consumer.communicate()
        self._finish("--stream=verdicts")

        kept = [name for name, _ in self._kept()]
        self.assertEqual(len(set(kept)), len(kept))
        self.assertEqual(sorted(kept), sorted(self._stored()))
        # What a verdict was before is told with it.
        with open(self._path("journal"), encoding="utf-8") as file:
            last = [json.loads(line) for line in file][-1]
        before, now = last["verdicts"]["PHASES"]
        self.assertNotEqual(now, "")
        self.assertNotEqual(before, "")


class TokenFileTest(unittest.TestCase):
    def test_holds_what_was_written_last(self):
        with tempfile.TemporaryDirectory() as folder:
            token = TokenFile(os.path.join(folder, "token"))
            self.assertEqual(token.read(), "")
            token.write("one")
            token.write("two")
            self.assertEqual(token.read(), "two")
            # Nothing is left beside it.
            self.assertEqual(os.listdir(folder), ["token"])
            token.clear()
            token.clear()
            self.assertEqual(token.read(), "")

    def test_a_write_that_fails_leaves_the_old_one(self):
        with tempfile.TemporaryDirectory() as folder:
            token = TokenFile(os.path.join(folder, "token"))
            token.write("one")
            with self.assertRaises(UnicodeEncodeError):
                token.write("\u00e9")
            self.assertEqual(token.read(), "one")
            self.assertEqual(os.listdir(folder), ["token"])


class JournalTest(unittest.TestCase):
    def test_half_a_line_is_taken_again(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "journal")
            journal = Journal(path)
            self.assertTrue(journal.add({"name": "a", "revision": 1}))
            self.assertFalse(journal.add({"name": "a", "revision": 1}))
            self.assertTrue(journal.add({"name": "a", "revision": 2}))
            journal.close()
            with open(path, "rb+") as file:
                file.truncate(os.path.getsize(path) - 3)
            journal = Journal(path)
            self.assertFalse(journal.add({"name": "a", "revision": 1}))
            self.assertTrue(journal.add({"name": "a", "revision": 2}))
            journal.close()
            with open(path, encoding="utf-8") as file:
                self.assertEqual(len(file.readlines()), 2)


if __name__ == "__main__":
    unittest.main()
