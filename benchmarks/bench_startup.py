"""What a start costs: CPU time of ``timeline --help`` beside ``python -c pass``, by turns in one run."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys

REPEATS = 15
TARGET = 12.0


def cpu_seconds(*command: str) -> float:
    """User and system time of one child process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main() -> None:
    bare = (sys.executable, "-c", "pass")
    full = (sys.executable, "-m", "timeline", "--help")
    cpu_seconds(*full)  # writes the bytecode once
    pairs = [(cpu_seconds(*bare), cpu_seconds(*full)) for _ in range(REPEATS)]
    base, cost = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"python -c pass   {base * 1000:6.1f} ms CPU (median of {REPEATS})")
    print(f"timeline --help  {cost * 1000:6.1f} ms CPU (median of {REPEATS})")
    print(f"ratio            {cost / base:6.1f}    (target: at most {TARGET:g})")
    sys.exit(cost / base > TARGET)


if __name__ == "__main__":
    main()
