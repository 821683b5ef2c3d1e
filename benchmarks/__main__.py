"""``make bench``: every figure, one after the other."""

import os
import sys
from pathlib import Path

from benchmarks import delivery, first_scan, reading, scanning, sending


def main(folder: Path | None) -> None:
    """Measure everything; records of a folder take the place of made-up ones."""
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n", flush=True)
    print("Reading records")
    for row in reading.run(folder):
        print(f"{row.name:32}{row.records:6} records{row.seconds:8.3f} s{row.ratio:7.2f}")
    print("\nScanning", flush=True)
    scanning.main(folder)
    print("\nA first scan", flush=True)
    first_scan.main(folder)
    print("\nSending", flush=True)
    sending.main(8_000)
    print("\nDelivering from a full outbox", flush=True)
    delivery.main(20_000, "sqlite")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
