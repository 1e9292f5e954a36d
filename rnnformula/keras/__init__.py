"""Real Keras layers and models, compared array by array with the formula; this needs the extra ``keras``.

It may use all other rooms but the site, and Keras.
"""

try:
    import keras as _keras
except ModuleNotFoundError as error:
    message = f"rnnformula.keras needs Keras with a backend: pip install 'rnnformula[keras]' ({error})"
    raise ModuleNotFoundError(message, name=error.name) from None

from rnnformula.keras.as_records import known, read
from rnnformula.keras.building import build
from rnnformula.keras.checking import check, versions
from rnnformula.keras.toggling import toggles

del _keras

__all__ = ["build", "check", "known", "read", "toggles", "versions"]
