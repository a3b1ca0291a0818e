"""Ask the public list of advisories about every locked dependency. Needs the network.

Exit codes: 0 none known, 1 advisories, or the list could not be asked.
"""

import sys

from portal import environment

environment.enter(environment.RUNTIME, environment.DEVELOPMENT)

import subprocess

OPTIONS = ["--strict", "--require-hashes", "--disable-pip"]


def main() -> int:
    """Run the verb; arguments go to pip-audit."""
    locks = [f"--requirement={lock}" for lock in (environment.RUNTIME, environment.DEVELOPMENT)]
    command = [sys.executable, "-m", "pip_audit", *OPTIONS, *locks, *sys.argv[1:]]
    return subprocess.run(command, cwd=environment.ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
