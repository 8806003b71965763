"""Where the suite keeps what it writes: a folder of its own for each process, gone when the process ends."""

import atexit
import os
import shutil
import tempfile

VAR = tempfile.mkdtemp(prefix="drystone-tests-")
os.mkdir(f"{VAR}/static")  # whitenoise warns of a folder that is not there
atexit.register(shutil.rmtree, VAR, ignore_errors=True)

os.environ["DRYSTONE_VAR"] = VAR
os.environ["DRYSTONE_DEVELOPMENT"] = "1"
os.environ["DRYSTONE_DEMO"] = "0"
os.environ["DRYSTONE_SECRET_KEY"] = "for the suite only, never for people: " + "drystone" * 4
os.environ["DRYSTONE_EMAIL_URL"] = "memory://"
os.environ["DRYSTONE_BASE_URL"] = "http://127.0.0.1:8000"
