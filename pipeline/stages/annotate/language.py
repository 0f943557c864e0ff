"""Is it French? A whole file first, then its long segments: a few words alone prove nothing."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

# Languages met in French meetings' folders; a short list keeps regional French from becoming Occitan.
_LANGUAGES = ["fr", "en", "es", "de", "it", "pt", "nl", "ar"]
_SURE = 0.95


@lru_cache(maxsize=1)
def _identifier() -> Any:  # noqa: ANN401
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES)
    return identifier


def is_french(text: str) -> bool:
    """Tell whether ``text`` is French, or too doubtful to be set aside."""
    language, probability = _identifier().classify(text)
    return bool(language == "fr" or probability < _SURE)
