"""What a consumer made of a stream: here, a line for each change."""

import json
import os


class Journal:
    """A file to which each change is added exactly once.

    A stream repeats what came after its last token when a consumer is cut off,
    and a change is told from every other by its name and revision. So whoever
    knows what it has handled needs no other help to handle each change once.
    """

    def __init__(self, path):
        self._seen = set()
        # A crash may have left half a line.
        with open(path, "ab+") as file:
            file.seek(0)
            whole = 0
            for line in file:
                if not line.endswith(b"\n"):
                    break
                whole += len(line)
                change = json.loads(line)
                self._seen.add((change["name"], change["revision"]))
            file.truncate(whole)
        self._file = open(path, "ab")

    def add(self, change):
        """Adds a change unless it is there; returns whether it was added."""
        key = (change["name"], change["revision"])
        if key in self._seen:
            return False
        self._seen.add(key)
        self._file.write(json.dumps(change).encode("utf-8") + b"\n")
        return True

    def sync(self):
        """Brings what was added to the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self):
        self._file.close()
