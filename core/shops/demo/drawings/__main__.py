"""`python -m core.shops.demo.drawings SIZE KEY…` writes pictures for `render_many`."""

import sys

from core.shops.demo.drawings.parallel import write_all

write_all(sys.argv[2:], int(sys.argv[1]))
