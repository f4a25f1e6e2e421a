"""``python -m ordinance_drafter``."""

import sys

from ordinance_drafter.cli import main

sys.exit(main())
