"""`python -m wizard`: the same program as the console script."""

from __future__ import annotations

import sys

from wizard.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
