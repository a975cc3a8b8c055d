"""The record, baseline and tables of a run, read by others: Python's jsonschema and pandas.

    python3 check_record.py FOLDER BASELINE

FOLDER holds record.json, scores.csv and scores-tidy.csv.
"""

import copy
import csv
import json
import pathlib
import sys

import jsonschema
import pandas

folder, baseline = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
schemas = pathlib.Path(__file__).parents[2] / "docs" / "schema"


def validator(name):
    schema = json.loads((schemas / f"{name}.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def refuses(schema, value, change):
    broken = copy.deepcopy(value)
    change(broken)
    assert not schema.is_valid(broken), f"passes though broken: {change.__doc__}"


def no_reason(record):
    "a failed trial without a reason"
    trial = record["trials"][0]
    trial.update(outcome="failed", scores=[])
    trial.pop("reason", None)


def no_value(record):
    "a score with neither value nor reason"
    record["trials"][0]["scores"][0] = {"metric": "map-rmse"}


def bad_digest(record):
    "a digest that is none"
    record["datasets"][0]["digest"] = "0"


def no_tolerance_reason(baseline):
    "a tolerance without a reason"
    del baseline["tolerances"][0]["reason"]


record = json.loads((folder / "record.json").read_text())
schema = validator("record")
schema.validate(record)
for change in (no_reason, no_value, bad_digest):
    refuses(schema, record, change)
schema = validator("baseline")
value = json.loads(baseline.read_text())
schema.validate(value)
refuses(schema, value, no_tolerance_reason)

tidy = pandas.read_csv(folder / "scores-tidy.csv")
scores = [(t, s) for t in record["trials"] for s in t["scores"]]
rows = tidy[tidy.metric.notna()]
assert len(rows) == len(scores) and len(tidy) - len(rows) == sum(t["outcome"] == "failed" for t in record["trials"])
for row, (trial, score) in zip(rows.itertuples(), scores):
    assert (row.dataset, row.method, row.metric) == (trial["dataset"], trial["method"], score["metric"])
    assert row.member == score.get("member") or pandas.isna(row.member) and score.get("member") is None
    expected = score.get("value")
    assert row.value == expected or pandas.isna(row.value) and expected is None, (row, score)

wide = pandas.read_csv(folder / "scores.csv")
assert len(wide) == len(record["trials"]) and wide.columns[0] == "experiment"
tidy_values = rows.set_index(["dataset", "method", "seed", "metric", "member"]).value
for trial in wide.itertuples(index=False):
    for column, value in zip(wide.columns[7:], trial[7:]):
        metric, _, member = column.partition("·")
        key = (trial.dataset, trial.method, trial.seed, metric, member or float("nan"))
        other = tidy_values.get(key, float("nan")) if member else None
        assert other is None or value == other or pandas.isna(value) and pandas.isna(other), key
with open(folder / "scores.csv", newline="", encoding="utf-8-sig") as file:
    assert len({len(row) for row in csv.reader(file)}) == 1
print(f"record, baseline and tables agree: {len(scores)} scores of {len(wide)} trials")
