"""Where a consumer stands in a stream, kept in a file."""

import os
import tempfile


class TokenFile:
    """A resume token that survives a crash at any moment.

    The file holds the old token or the new one, never a part of either: a new
    token is written beside it, brought to the disk, and renamed over it.
    """

    def __init__(self, path):
        self._path = os.path.abspath(path)

    def read(self):
        """Returns the token, or "" when there is none yet."""
        try:
            with open(self._path, encoding="ascii") as file:
                return file.read().strip()
        except FileNotFoundError:
            return ""

    def write(self, token):
        """Replaces the token; it is on the disk when this returns."""
        folder = os.path.dirname(self._path)
        handle, beside = tempfile.mkstemp(dir=folder, prefix=".token-")
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(token + "\n")
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, self._path)
        except BaseException:
            os.unlink(beside)
            raise
        # The renaming, too.
        directory = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)

    def clear(self):
        """Forgets the token: the stream begins with a snapshot again."""
        try:
            os.unlink(self._path)
        except FileNotFoundError:
            pass
