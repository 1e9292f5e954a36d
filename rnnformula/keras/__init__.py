"""Real Keras layers and models, compared array by array with the formula. Needs the extra ``keras``."""

try:
    import keras as _keras
except ModuleNotFoundError as error:
    message = f"rnnformula.keras needs Keras with a backend: pip install 'rnnformula[keras]' ({error})"
    raise ModuleNotFoundError(message, name=error.name) from None

from rnnformula.keras.building import build
from rnnformula.keras.checking import check, versions
from rnnformula.keras.reading import known, read
from rnnformula.keras.toggling import toggles

del _keras

__all__ = ["build", "check", "known", "read", "toggles", "versions"]
