#!/usr/bin/env python3
"""Fits a response log with retake and with pyBKT, one behind the other, and prints a table.

    python3 benches/peers/tracing.py target/release/retake train.csv test.csv

The logs have the columns user_id, skill_name and correct. Whatever is not installed is left out.
Times are of the whole process, in seconds of one core's work.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile

RETAKE, TRAIN, TEST = sys.argv[1:4]

PYBKT = """
import json, sys, time
import numpy, pandas
from pyBKT.models import Model
from sklearn.metrics import roc_auc_score
train, test = (pandas.read_csv(path) for path in sys.argv[1:3])
for log in (train, test):
    log["order_id"] = range(len(log))
before = time.process_time()
model = Model(seed=1, num_fits=5, parallel=False)
model.fit(data=train, forgets=sys.argv[3] == "forget")
fit = time.process_time() - before
seen = model.predict(data=test)
rmse = float(numpy.sqrt(((seen.correct - seen.correct_predictions) ** 2).mean()))
print(json.dumps({"fit": fit, "auc": roc_auc_score(seen.correct, seen.correct_predictions), "rmse": rmse}))
"""


def run(*command):
    """What a command prints, and the CPU seconds it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return printed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def retake(model):
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "params.json")
        printed, seconds = run(RETAKE, "fit", TRAIN, "--model", model, "--starts", "5", "--out", out)
        fit = json.loads(printed)
        seen = json.loads(run(RETAKE, "evaluate", TEST, "--params", out, "--resamples", "0")[0])
    pooled = seen["pooled"]
    return [
        f"retake {model}",
        f"{seconds:.2f}",
        f"{fit['best_log_likelihood']:,.0f}",
        f"{pooled['auc']['value']:.4f}",
        f"{pooled['rmse']['value']:.4f}",
    ]


def pybkt(forget):
    name = "pyBKT, forgets" if forget else "pyBKT"
    script = [sys.executable, "-c", PYBKT, TRAIN, TEST, "forget" if forget else "plain"]
    try:
        printed, seconds = run(*script)
    except subprocess.CalledProcessError:
        return [name, "not installed", "", "", ""]
    seen = json.loads(printed)
    times = f"{seconds:.1f}, of which the fit {seen['fit']:.1f}"
    return [name, times, "", f"{seen['auc']:.4f}", f"{seen['rmse']:.4f}"]


rows = [["model", "CPU s", "train log-likelihood", "test AUC", "test RMSE"]]
for extra in ("", "+forget"):
    rows.append(retake("bkt" + extra))
    rows.append(pybkt(bool(extra)))
for model in ("bkt+individual", "bkt+forget+individual", "bkt+types", "rasch", "elo", "pfa", "best-lr"):
    rows.append(retake(model))
for row in rows:
    print("| " + " | ".join(row) + " |")
