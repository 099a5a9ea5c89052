"""What lies around the frame: nothing answers without it, and what is asked for most does not pass through the frame."""

import re

from fastapi import FastAPI
from starlette.types import ASGIApp

from backend.timeline import short_feed, short_way
from backend.timeline.short_way import ShortWays
from backend.web.head import HeadAsGet
from backend.web.headers import SecurityHeaders

API = "/api/v1"
SHORT_WAYS = {
    re.compile(f"{API}/changes"): short_feed.changes,
    re.compile(f"{API}/projects/(?P<code>[^/]+)"): short_way.standing,
}


class Site(FastAPI):
    """The frame adds its layers inside of its own answer to what nobody expected; these are outside of that too."""

    def build_middleware_stack(self) -> ASGIApp:
        return HeadAsGet(SecurityHeaders(ShortWays(super().build_middleware_stack(), SHORT_WAYS)))
