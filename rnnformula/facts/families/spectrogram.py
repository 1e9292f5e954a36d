"""STFTSpectrogram: a Fourier transform as a convolution, whose waves are weights that training may change.

A frame of ``frame_length`` numbers is taken apart into ``bins`` waves: half of ``fft_length``, and one. That is
``frame_length`` up to the next power of two where it is not given.

Source: Keras, keras/src/layers/preprocessing/stft_spectrogram.py.
"""

from rnnformula.facts import Array, Family, Option, names
from rnnformula.facts.keras_version import KERAS

STFT_SPECTROGRAM = Family(
    "STFTSpectrogram",
    (Array("real_kernel", "l 1 b", when="-mode=imag"), Array("imag_kernel", "l 1 b", when="-mode=real")),
    f"{KERAS}, keras/src/layers/preprocessing/stft_spectrogram.py, STFTSpectrogram.build",
    arguments=names("mode frame_length frame_step fft_length window periodic scaling padding expand_dims data_format"),
    input=names("space channels"),
    output=("spectrogram",),
    options=(Option("mode", ("log", "magnitude", "psd", "real", "imag", "angle", "stft")),),
    defaults=(("frame_length", 256),),
    reads="bins",
    likelihood=0,
)
