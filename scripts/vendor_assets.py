"""Take the compiled files of GOV.UK Frontend and MOJ Frontend, cut what other services may not use, and put
the result where Django serves it from. Run by hand when a version changes; the result is committed.

    python scripts/vendor_assets.py            # needs npm; writes src/macem/govuk/static/govuk/
    python scripts/vendor_assets.py --check    # writes nothing, fails when the committed files differ

Cut: @font-face, the name of the GDS Transport font, rules for crown, crest and logos, source maps. A later
override is not enough for the font: it loses the race in some loads. Pictures that a kept rule asks for are
copied, because the manifest storage refuses a sheet that points at a missing file.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

PACKAGES = ("govuk-frontend@6.6.0", "@ministryofjustice/frontend@11.1.0")
SHEETS = {
    "govuk-frontend.min.css": ("govuk-frontend", "dist/govuk/govuk-frontend.min.css"),
    "moj-frontend.min.css": ("ministryofjustice-frontend", "moj/moj-frontend.min.css"),
}
SCRIPTS = {"govuk-frontend.min.js": ("govuk-frontend", "dist/govuk/govuk-frontend.min.js")}
IMAGES = {"govuk-frontend": "dist/govuk/assets/images", "ministryofjustice-frontend": "moj/assets/images"}
TARGET = Path(__file__).resolve().parent.parent / "src" / "macem" / "govuk" / "static" / "govuk"
UNUSABLE = re.compile(r"crown|crest|logo", re.IGNORECASE)
LICENCE = """\
GOV.UK Frontend (Government Digital Service) and MOJ Frontend (Ministry of Justice), changed as the
script vendor_assets.py says.

The MIT License (MIT)

Copyright (c) Crown Copyright (Government Digital Service)
Copyright (c) Crown Copyright (Ministry of Justice)

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES
OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def blocks(css: str) -> Iterator[tuple[str, str | None]]:
    """Top-level pieces of a sheet: (prelude, body); body is None for a statement that ends with `;`."""
    start = at = 0
    while at < len(css):
        char = css[at]
        if css.startswith("/*", at):
            at = css.index("*/", at) + 2
            continue
        if char in "\"'":
            at = css.index(char, at + 1) + 1
            continue
        if char == ";":
            yield css[start : at + 1], None
            start = at + 1
        elif char == "{":
            depth, end = 1, at + 1
            while depth:
                depth += {"{": 1, "}": -1}.get(css[end], 0)
                end += 1
            yield css[start:at], css[at + 1 : end - 1]
            start = at = end
            continue
        at += 1
    if css[start:].strip():
        yield css[start:], None


def cut(css: str) -> str:
    """A sheet without what we may not serve."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"(['\"]?)GDS Transport\1\s*,\s*", "", css)
    kept: list[str] = []
    for prelude, body in blocks(css):
        if body is None:
            kept.append(prelude)
        elif prelude.strip().startswith("@font-face"):
            continue
        elif prelude.strip().startswith(("@media", "@supports", "@container", "@layer")):
            inner = cut(body)
            if inner.strip():
                kept.append(f"{prelude}{{{inner}}}")
        else:
            selectors = [part for part in prelude.split(",") if not UNUSABLE.search(part)]
            if selectors and not re.search(r"url\([^)]*(crown|crest|logo)", body, re.IGNORECASE):
                kept.append(f"{','.join(selectors)}{{{body}}}")
    return "".join(kept)


def rewrite(css: str) -> str:
    """Pictures stand beside the sheet."""
    return css.replace("url(/assets/", "url(")


def wanted_images(css: str) -> set[str]:
    return set(re.findall(r"url\(images/([^)]+)\)", css))


def unpack(folder: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is needed to fetch the two packages. Nothing was changed.")
    for package in PACKAGES:
        subprocess.run([npm, "pack", "--silent", package], cwd=folder, check=True, capture_output=True)
    for archive in folder.glob("*.tgz"):
        name = re.sub(r"-[0-9.]+\.tgz$", "", archive.name)
        with tarfile.open(archive) as tar:
            tar.extractall(folder / name, filter="data")
        found[name] = folder / name / "package"
    return found


def built(packages: dict[str, Path]) -> dict[str, bytes]:
    """Every file of the target folder by its relative path."""
    files: dict[str, bytes] = {"LICENCE.txt": LICENCE.encode()}
    for name, (package, path) in SHEETS.items():
        css = rewrite(cut((packages[package] / path).read_text("utf-8")))
        files[name] = css.encode()
        for image in wanted_images(css):
            files[f"images/{image}"] = (packages[package] / IMAGES[package] / image).read_bytes()
    for name, (package, path) in SCRIPTS.items():
        script = (packages[package] / path).read_text("utf-8")
        files[name] = re.sub(r"//# sourceMappingURL=.*", "", script).rstrip().encode() + b"\n"
    return files


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    check = parser.parse_args().check
    with tempfile.TemporaryDirectory() as folder:
        files = built(unpack(Path(folder)))
    present = {str(path.relative_to(TARGET)) for path in TARGET.rglob("*") if path.is_file()}
    differing = [
        name for name, new in files.items() if name not in present or (TARGET / name).read_bytes() != new
    ]
    stale = sorted(present - files.keys())
    if check:
        sys.stdout.write("".join(f"differs: {name}\n" for name in [*differing, *stale]) or "as packaged\n")
        return 1 if differing or stale else 0
    for name in stale:
        (TARGET / name).unlink()
    for name, content in files.items():
        (TARGET / name).parent.mkdir(parents=True, exist_ok=True)
        (TARGET / name).write_bytes(content)
    sys.stdout.write(f"{len(files)} files, {len(differing)} changed, {len(stale)} removed, in {TARGET}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
