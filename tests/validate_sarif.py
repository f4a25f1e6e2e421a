"""Check SARIF reports of real runs against the official JSON schema; used by .ci/run."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from jsonschema.validators import validator_for


def main(schema_path: str, reports: list[str]) -> int:
    """Return 0 when every report is valid and lists every rule once."""
    schema = json.loads(Path(schema_path).read_bytes())
    validator = validator_for(schema)(schema)
    failed = 0
    for name in reports:
        report = json.loads(Path(name).read_bytes())
        problems = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(report)]
        (run,) = report["runs"]
        ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        problems += [
            f"ruleIndex {each['ruleIndex']}" for each in run["results"] if ids[each["ruleIndex"]] != each["ruleId"]
        ]
        for problem in problems[:10]:
            print(f"{name}: {problem[:300]}")
        failed += bool(problems)
        print(f"{name}: {len(ids)} rules, {len(run['results'])} results, {len(problems)} problems")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
