"""HTTP to providers: every trouble is a `ProviderDown`."""

from core.kit.http import Http
from payments.protocol import ProviderDown


class ProviderHttp(Http):
    """Calls providers. One per process."""

    trouble = ProviderDown
