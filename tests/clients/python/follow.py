#!/usr/bin/python3
"""Follows a change stream of the key account management suite.

    follow.py --address 127.0.0.1:7400 --parent programs/europe \\
        --stream assessment --token token --journal journal.jsonl

An example to build on: it goes on where it stopped, whatever stopped it. It
handles each message whole, brings what came of it to the disk, and only then
keeps the message's token. Killed in between, it is told the same changes again,
and knows them by name and revision.

The contracts are compiled by

    protoc --python_out=OUT --grpc_out=OUT \\
        --plugin=protoc-gen-grpc=/usr/bin/grpc_python_plugin ...

and are found by PYTHONPATH=OUT. Needs python3-grpcio and python3-protobuf.
"""

import argparse
import random
import sys
import time

import grpc
from kam.account.v1 import account_changes_pb2, account_service_pb2_grpc
from kam.assessment.v1 import (
    assessment_changes_pb2,
    assessment_service_pb2_grpc,
    model_pb2,
    published_assessment_pb2,
)
from kam.type.v1 import type_pb2

from journal import Journal
from token_file import TokenFile

# Every stream has the same request and the same answer, but for what a change
# carries: the stub, its rpc, and the request's type. The first two tell of
# records, the last of verdicts.
STREAMS = {
    "account": (
        account_service_pb2_grpc.AccountServiceStub,
        "WatchAccountChanges",
        account_changes_pb2.WatchAccountChangesRequest,
    ),
    "assessment": (
        assessment_service_pb2_grpc.AssessmentServiceStub,
        "WatchAssessmentChanges",
        assessment_changes_pb2.WatchAssessmentChangesRequest,
    ),
    "verdicts": (
        assessment_service_pb2_grpc.AssessmentServiceStub,
        "WatchAssessments",
        published_assessment_pb2.WatchAssessmentsRequest,
    ),
}

# Longest pause between two attempts, in seconds.
LONGEST_PAUSE = 5.0


def what_happened(change):
    """Returns a change as a line of the journal keeps it."""
    told = {
        "revision": change.revision,
        "name": change.name,
        "kind": type_pb2.ChangeKind.Name(change.kind).removeprefix(
            "CHANGE_KIND_"
        ),
    }
    if isinstance(change, published_assessment_pb2.PublishedAssessment):
        # Each verdict carries what it was: nobody need be asked.
        told["verdicts"] = {
            model_pb2.Model.Name(one.verdict.model).removeprefix("MODEL_"): [
                one.previous.value,
                one.verdict.value,
            ]
            for one in change.verdicts
        }
    return told


class Follower:
    """Takes the changes of one stream into a journal."""

    def __init__(self, options, journal, token_file, show):
        self._options = options
        self._journal = journal
        self._token_file = token_file
        self._show = show

    def follow(self):
        """Follows until the stream is caught up, if that was asked for; else
        until something stops the process."""
        pause = 0.0
        while True:
            try:
                for message in self._open():
                    pause = 0.0
                    self._take(message)
                # A stream that ends without an error was asked to.
                return
            except grpc.RpcError as error:
                pause = self._pause_after(error, pause)
                time.sleep(pause * random.uniform(0.5, 1.0))

    def _open(self):
        stub_type, rpc, request_type = STREAMS[self._options.stream]
        # A channel of its own: the last one may hang on a server that is gone.
        channel = grpc.insecure_channel(
            self._options.address,
            options=[
                ("grpc.keepalive_time_ms", 20_000),
                ("grpc.max_receive_message_length", 16 << 20),
            ],
        )
        request = request_type(
            parent=self._options.parent,
            resume_token=self._token_file.read(),
            stop_when_caught_up=self._options.once,
        )
        try:
            yield from getattr(stub_type(channel), rpc)(request)
        finally:
            channel.close()

    def _take(self, message):
        for change in message.changes:
            told = what_happened(change)
            if self._journal.add(told):
                self._show(told)
        if message.resume_token:
            # The work first, then the token that says it is done.
            self._journal.sync()
            self._token_file.write(message.resume_token)

    def _pause_after(self, error, pause):
        """Returns how long to wait before the next attempt; raises `error`
        when there is no use in one."""
        if error.code() == grpc.StatusCode.OUT_OF_RANGE:
            # The token is too old, or of another store: begin again. The
            # journal knows what it has.
            print("follow: " + error.details(), file=sys.stderr)
            self._token_file.clear()
            return 0.0
        if error.code() != grpc.StatusCode.UNAVAILABLE:
            raise error
        return min(LONGEST_PAUSE, max(0.05, 2 * pause))


def parse(arguments):
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0],
        epilog="Killed at any moment and started again, it misses nothing and "
        "keeps nothing twice.",
    )
    parser.add_argument("--address", default="127.0.0.1:7400")
    parser.add_argument(
        "--parent", required=True, help="a programme, or one of its accounts"
    )
    parser.add_argument(
        "--stream", choices=sorted(STREAMS), default="assessment"
    )
    parser.add_argument("--token", required=True, help="file of the token")
    parser.add_argument("--journal", required=True, help="file of the changes")
    parser.add_argument(
        "--once", action="store_true", help="end when all has been taken"
    )
    return parser.parse_args(arguments)


def show(told):
    print(told["revision"], told["kind"], told["name"], flush=True)


def main():
    options = parse(sys.argv[1:])
    journal = Journal(options.journal)
    try:
        Follower(options, journal, TokenFile(options.token), show).follow()
    except KeyboardInterrupt:
        pass
    except grpc.RpcError as error:
        print("follow: " + error.details(), file=sys.stderr)
        return 1
    finally:
        journal.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
