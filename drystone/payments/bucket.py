"""A bucket of an S3-compatible store, by obstore; loaded only where the operator set one up."""

from typing import Any, cast

from django.conf import settings
from obstore import exceptions, get, put
from obstore.store import S3Store

from .store import PATIENCE, NotTaken, is_there


def lay(name: str, file: bytes) -> None:
    """Puts a file there whole, unless it is there. Raises NotTaken."""
    bucket = opened()
    try:
        if not is_there(kept(bucket, name), file):
            put(bucket, name, file)
    except FileNotFoundError:
        raise NotTaken("Finance's store has no bucket of the name that it was set up with.") from None
    except (exceptions.PermissionDeniedError, exceptions.UnauthenticatedError):
        raise NotTaken("Finance's store did not accept the key that it was set up with.") from None
    except exceptions.BaseError:
        raise NotTaken("Finance's store did not answer as it should.") from None


def opened() -> S3Store:
    given = {
        "endpoint": settings.FINANCE_STORE_ENDPOINT,
        "region": settings.FINANCE_STORE_REGION,
        "access_key_id": settings.FINANCE_STORE_KEY_ID,
        "secret_access_key": settings.FINANCE_STORE_SECRET,
    }
    plain = settings.FINANCE_STORE_ENDPOINT.startswith("http://")
    return S3Store.from_url(
        settings.FINANCE_STORE,
        config=cast(Any, {key: value for key, value in given.items() if value}),
        client_options={"timeout": PATIENCE, "connect_timeout": PATIENCE / 4, "allow_http": plain},
        retry_config={"max_retries": 1, "retry_timeout": PATIENCE},
    )


def kept(bucket: S3Store, name: str) -> bytes | None:
    try:
        return bytes(get(bucket, name).bytes())
    except FileNotFoundError:
        return None
