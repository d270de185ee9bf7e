"""One engine, one run, one process: load, warm up, time the work, print a line of JSON.

Started by `process`, never by hand. The peak of the resident memory is counted from the start of the timed
work, over what the rows in the engine's own container take before it.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import resource
import sys
import time
from pathlib import Path

WARM_UP = 256  # articles; enough to start thread pools and fill caches of permutations


def limit(threads: int) -> None:
    """Keep this process on so many cores, whatever a library makes of the environment."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])


def resident(peak: str = "VmRSS") -> float:
    """Resident MiB now, or with `VmHWM` the peak since it was last reset."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(peak + ":"))


def forget_peak() -> None:
    """Count the peak from here on, where the kernel can."""
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return


def main() -> None:
    """Do the job given as JSON in the one argument."""
    job = json.loads(sys.argv[1])
    limit(job["settings"]["threads"])

    from harness import rows  # polars must see the limit
    from harness.task import Settings

    task = importlib.import_module(f"harness.engines.{job['module']}").TASKS[job["task"]]
    settings = Settings(**job["settings"])
    table = rows.load(Path(job["path"]), job["rows"])
    task.run(task.load(table.head(WARM_UP), settings), settings)
    data = task.load(table, settings)
    gc.collect()
    forget_peak()
    before = resident()
    began, busy = time.perf_counter(), time.process_time()
    result = task.run(data, settings)
    seconds, cpu_seconds = time.perf_counter() - began, time.process_time() - busy
    peak = resident("VmHWM")
    if job["outcome"]:
        task.read(result, settings).save(Path(job["outcome"]))
    megabytes = int(table["text"].str.len_bytes().sum()) / 1e6
    line = {"seconds": seconds, "cpu_seconds": cpu_seconds, "articles": table.height, "megabytes": megabytes}
    print(json.dumps({**line, "peak_mib": peak, "before_mib": before}))


if __name__ == "__main__":
    main()
