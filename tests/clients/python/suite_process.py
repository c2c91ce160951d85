"""The suite in a process of its own, for tests."""

import json
import subprocess


class SuiteProcess:
    """kam-suite on a folder; it may be killed and started again."""

    def __init__(self, binary, folder):
        self._binary = binary
        self._folder = folder
        self._port = 0
        self._process = None
        self._start(["--init"])

    @property
    def address(self):
        return f"127.0.0.1:{self._port}"

    def restart(self):
        """Kills it without any warning, and starts it where it was."""
        self.kill()
        self._start([])

    def kill(self):
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()
        self._process = None

    def _start(self, more):
        self._process = subprocess.Popen(
            [
                self._binary,
                f"--data_dir={self._folder}",
                f"--listen={self.address}",
                "--min_free_percent=0",
                "--min_free_bytes=0",
                "--ballast_bytes=0",
            ]
            + more,
            stdout=subprocess.PIPE,
        )
        for line in self._process.stdout:
            entry = json.loads(line)
            if entry.get("msg") == "serving":
                self._port = int(entry["port"])
                return
        raise RuntimeError("kam-suite did not start")
