#!/usr/bin/env bash
# Packs the compiled time zone rules of a folder into what Interlude ships. Run it where tzdata is up to date:
#   scripts/update-zoneinfo.sh [/usr/share/zoneinfo]
set -euo pipefail
folder=${1:-/usr/share/zoneinfo}
target=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/src/main/resources/zoneinfo/zoneinfo.zip
exec python3 - "$folder" "$target" <<'PYTHON'
import pathlib, sys, zipfile

folder, target = map(pathlib.Path, sys.argv[1:])
source = (folder / "tzdata.zi").read_text().splitlines()
zones = sorted(line.split()[1] for line in source if line.startswith("Z "))
names = [source[0]] + [line for line in source if line.startswith("L ")]

with zipfile.ZipFile(target, "w") as packed:
    def add(name, content):
        # Always the same time, so that equal rules make an equal file.
        packed.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED, 9)

    add("tzdata.zi", "\n".join(names) + "\n")
    for zone in zones:
        content = (folder / zone).read_bytes()
        if content[:4] != b"TZif":
            raise SystemExit(f"{zone} is not a compiled time zone")
        if zone != "Factory":
            add(zone, content)

print(f"{source[0].removeprefix('# version ')}: {len(zones)} zones, {len(names) - 1} other names")
PYTHON
