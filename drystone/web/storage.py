"""Static files with their digest in the name, compressed once, kept by browsers for good."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    # What one script imports from another gets its digest too.
    support_js_module_import_aggregation = True
