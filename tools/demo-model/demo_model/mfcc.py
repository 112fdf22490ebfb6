"""Kaldi's MFCC in numpy: 40 coefficients of 40 mel bins, without energy, dither or liftering."""
import functools

import numpy as np

from .speech import RATE

WINDOW, SHIFT, FFT, BINS = 400, 160, 512, 40  # samples, samples, samples, mel bins
LOW, HIGH = 20.0, 7600.0                      # Hz
CONFIG = (f'--sample-frequency={RATE}\n--use-energy=false\n--num-mel-bins={BINS}\n--num-ceps={BINS}\n'
          f'--low-freq={LOW:.0f}\n--high-freq={HIGH:.0f}\n--cepstral-lifter=0\n--dither=0\n')

_POVEY = np.power(0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / (WINDOW - 1)), 0.85).astype(np.float32)
_PREEMPHASIS = 0.97
_FLOOR = np.finfo(np.float32).eps


def _mel(hertz):
    return 1127.0 * np.log(1.0 + hertz / 700.0)


def _dct():
    table = np.sqrt(2.0 / BINS) * np.cos(np.pi / BINS * np.outer(np.arange(BINS), np.arange(BINS) + 0.5))
    table[0] = np.sqrt(1.0 / BINS)
    return table.astype(np.float32)


_DCT = _dct()


@functools.lru_cache(maxsize=None)
def _banks(warp):
    """Triangles over the FFT's bins (the Nyquist bin is not used). A warp above 1 hears the voice as of a shorter
    vocal tract: frequencies below 4.8 kHz are scaled, those above are squeezed or stretched to keep the upper end."""
    hertz = np.arange(FFT // 2) * RATE / FFT
    knee = 4800.0 / max(warp, 1.0)
    stretched = np.where(hertz < knee, hertz * warp,
                         RATE / 2 - (RATE / 2 - hertz) * (RATE / 2 - knee * warp) / (RATE / 2 - knee))
    position = (_mel(stretched) - _mel(LOW)) / ((_mel(HIGH) - _mel(LOW)) / (BINS + 1))
    return np.maximum(0, 1 - np.abs(position[:, None] - np.arange(1, BINS + 1))).astype(np.float32)


def mfcc(samples, warp=1.0):
    """samples in the range of int16 -> [frames, 40]"""
    samples = np.ascontiguousarray(samples, np.float32)
    count = 1 + (len(samples) - WINDOW) // SHIFT
    if count < 1:
        return np.zeros((0, BINS), np.float32)
    step = samples.strides[0]
    frames = np.lib.stride_tricks.as_strided(samples, (count, WINDOW), (step * SHIFT, step))
    frames = frames - frames.mean(1, keepdims=True)
    emphasised = np.empty_like(frames)
    emphasised[:, 1:] = frames[:, 1:] - _PREEMPHASIS * frames[:, :-1]
    emphasised[:, 0] = frames[:, 0] * (1 - _PREEMPHASIS)
    spectrum = np.fft.rfft(emphasised * _POVEY, FFT)[:, :FFT // 2]
    power = (spectrum.real ** 2 + spectrum.imag ** 2).astype(np.float32)
    return np.log(np.maximum(power @ _banks(round(warp, 2)), _FLOOR)) @ _DCT.T
