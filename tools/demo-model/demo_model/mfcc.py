"""Kaldi's MFCC: 40 coefficients of 40 mel bins, without energy, dither or liftering."""
import numpy as np
import torch

from .speech import RATE

WINDOW, SHIFT, FFT, BINS = 400, 160, 512, 40  # samples, samples, samples, mel bins
LOW, HIGH = 20.0, 7600.0                      # Hz
SPECTRUM = FFT // 2                           # values of a power spectrum; Kaldi leaves the last one out
HERTZ = np.arange(SPECTRUM) * RATE / FFT
CONFIG = (f'--sample-frequency={RATE}\n--use-energy=false\n--num-mel-bins={BINS}\n--num-ceps={BINS}\n'
          f'--low-freq={LOW:.0f}\n--high-freq={HIGH:.0f}\n--cepstral-lifter=0\n--dither=0\n')

_PREEMPHASIS = 0.97
_FLOOR = float(np.finfo(np.float32).eps)


def _mel(hertz):
    return 1127.0 * np.log(1.0 + hertz / 700.0)


def _banks():
    position = (_mel(HERTZ) - _mel(LOW)) / ((_mel(HIGH) - _mel(LOW)) / (BINS + 1))
    return np.maximum(0, 1 - np.abs(position[:, None] - np.arange(1, BINS + 1)))


def _dct():
    table = np.sqrt(2.0 / BINS) * np.cos(np.pi / BINS * np.outer(np.arange(BINS), np.arange(BINS) + 0.5))
    table[0] = np.sqrt(1.0 / BINS)
    return table


class Mfcc:
    """The steps of it, for tensors of one device."""

    def __init__(self, device='cpu'):
        def table(values):
            return torch.tensor(np.ascontiguousarray(values), dtype=torch.float32, device=device)
        self._povey = table(np.power(0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / (WINDOW - 1)), 0.85))
        self._banks, self._dct = table(_banks()), table(_dct().T)

    def power(self, frames):
        """windows of samples in the range of int16 [.., 400] -> [.., 256]"""
        frames = frames - frames.mean(-1, keepdim=True)
        before = torch.cat([frames[..., :1], frames[..., :-1]], -1)
        spectrum = torch.fft.rfft((frames - _PREEMPHASIS * before) * self._povey, FFT)[..., :SPECTRUM]
        return spectrum.real ** 2 + spectrum.imag ** 2

    def log_mel(self, power):
        return torch.log(torch.clamp(power @ self._banks, min=_FLOOR))

    def cepstra(self, log_mel):
        return log_mel @ self._dct

    def __call__(self, samples):
        """samples [count] -> [frames, 40]"""
        return self.cepstra(self.log_mel(self.power(samples.unfold(0, WINDOW, SHIFT))))
