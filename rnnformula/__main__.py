"""``python -m rnnformula``."""

import sys

from rnnformula.cli import main

sys.exit(main())
