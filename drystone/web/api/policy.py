"""Who may knock at the addresses of this audience."""

from ..policy import Door

SIGNED_IN = ("signed in",)

POLICY: dict[str, Door] = {
    "api:api-root": Door(SIGNED_IN),
    "api:openapi-json": Door(SIGNED_IN),
    "api:schools": Door(SIGNED_IN),
    "api:directory": Door(SIGNED_IN),
    "api:tasks": Door(SIGNED_IN),
}
