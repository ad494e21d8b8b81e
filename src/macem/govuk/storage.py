"""Static files with their content's hash in the name, compressed, also where one module imports another."""

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """`"BACKEND": "macem.govuk.storage.HashedStaticFiles"`. Without the switch below an imported module keeps
    its bare name, and a browser may pair a new page with an old module."""

    support_js_module_import_aggregation = True
