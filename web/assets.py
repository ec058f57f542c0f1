"""The few files a page loads from us: style, script and mark, read once and addressed by their content."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

FOLDER = Path(__file__).parent / "static"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Assets:
    """`addresses["chat.js"]` is `/static/<hash>/chat.js`, which may be kept for ever."""

    def __init__(self) -> None:
        self._files = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir()) if path.suffix in TYPES}
        self._small = {name: gzip.compress(body, 9, mtime=0) for name, body in self._files.items()}
        self._hashes = {name: hashlib.sha256(body).hexdigest()[:12] for name, body in self._files.items()}
        self.addresses = {name: f"/static/{kept}/{name}" for name, kept in self._hashes.items()}

    async def serve(self, request: Request) -> Response:
        """The file; an older hash gets today's file, not to be kept."""
        name = request.path_params["name"]
        if name not in self._files:
            raise HTTPException(404)
        newest = request.path_params["hash"] == self._hashes[name]
        kept = "public, max-age=31536000, immutable" if newest else "no-cache"
        headers = {"Cache-Control": kept, "Vary": "Accept-Encoding"}
        body, media = self._files[name], TYPES[Path(name).suffix]
        if "gzip" in request.headers.get("accept-encoding", ""):
            body, headers["Content-Encoding"] = self._small[name], "gzip"
        return Response(body, media_type=media, headers=headers)
