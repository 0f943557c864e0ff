"""Sentence vectors: the encoder, the default model, what is installed.

The Hugging Face libraries read these variables once, when they are first imported. Set here, before any
module of this room imports one of them, they keep every load on this machine: texts and runs are confidential.
"""

import os

os.environ.update(HF_HUB_OFFLINE="1", HF_HUB_DISABLE_TELEMETRY="1", HF_HUB_DISABLE_PROGRESS_BARS="1")
