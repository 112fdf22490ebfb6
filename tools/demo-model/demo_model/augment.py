"""Makes one utterance sound as if said by others, in other rooms, over other equipment."""
import numpy as np
from scipy.signal import fftconvolve, resample_poly

from .background import coloured_noise, music
from .phones import SILENCE
from .speech import RATE, to_int16

# Played faster or slower: pitch, formants and speed change together.
_SPEEDS = [(1, 1)] * 4 + [(9, 10), (10, 9), (8, 9), (9, 8), (7, 8), (8, 7), (6, 7), (7, 6), (5, 6), (6, 5)]
_UNTOUCHED = 0.12  # part of the utterances that stay clean but for level


def with_margins(samples, phones, rng):
    """Speed, and silence of random length around."""
    up, down = _SPEEDS[rng.integers(len(_SPEEDS))]
    samples = samples.astype(np.float32)
    if up != down:
        samples = resample_poly(samples, up, down)
    scale = up / down
    before, after = (int(rng.integers(0, most)) if rng.random() < 0.7 else 0 for most in (8000, 6000))
    shift = before / RATE
    moved = [(SILENCE, 0.0, shift)] if before else []
    moved += [(phone, start * scale + shift, end * scale + shift) for phone, start, end in phones]
    if after:
        moved.append((SILENCE, moved[-1][2], moved[-1][2] + after / RATE))
    silence = np.zeros(before, np.float32), np.zeros(after, np.float32)
    return np.concatenate([silence[0], samples, silence[1]]), moved


def _room(samples, rng):
    seconds = rng.uniform(0.08, 0.5)
    count = int(seconds * RATE)
    tail = rng.standard_normal(count) * np.exp(-6.9 * np.arange(count) / count)
    tail *= rng.uniform(0.05, 0.6) / np.sqrt((tail ** 2).sum())
    tail[0] += 1.0
    return fftconvolve(samples, tail.astype(np.float32))[:len(samples)]


def _equipment(samples, rng):
    count = len(samples)
    spectrum = np.fft.rfft(samples)
    hertz = np.fft.rfftfreq(count, 1 / RATE)
    gain = 10 ** (rng.uniform(-8, 8) / 20 * np.log2(np.maximum(hertz, 100) / 1000) / 2)
    gain *= 10 ** (rng.uniform(0, 5) * np.sin(2 * np.pi * (hertz / rng.uniform(1200, 5000) + rng.random())) / 20)
    if rng.random() < 0.35:
        gain /= 1 + (hertz / rng.choice([3600, 4500, 5500, 6500])) ** 16
    if rng.random() < 0.3:
        corner = rng.uniform(60, 250)
        gain *= (hertz / corner) ** 2 / (1 + (hertz / corner) ** 2)
    return np.fft.irfft(spectrum * gain, count)


def _behind(samples, babble, rng):
    """-> what else is heard: other voices, music, or noise"""
    count = len(samples)
    kind = rng.random()
    if kind < 0.12 and babble is not None:
        return np.resize(babble, count).astype(np.float32)
    if kind < 0.35:
        return music(rng, count)
    noise = coloured_noise(rng, count, rng.choice([0, 0.5, 1.0]))
    if rng.random() < 0.2:
        hum = np.sin(2 * np.pi * rng.choice([50, 60, 100, 120]) * np.arange(count) / RATE)
        noise = noise / noise.std() + 1.5 * hum
    return noise


def augmented(samples, rng, babble=None):
    """-> int16 samples of the same length and timing"""
    changed = rng.random() >= _UNTOUCHED
    if changed and rng.random() < 0.35:
        samples = _room(samples, rng)
    if changed and rng.random() < 0.55:
        samples = _equipment(samples, rng)
    decibels = rng.uniform(-24, -0.5) if rng.random() < 0.8 else rng.uniform(-42, -24)
    samples = samples * (10 ** (decibels / 20) * 32767 / (np.abs(samples).max() + 1e-3))
    if changed and rng.random() < 0.6:
        noise = _behind(samples, babble, rng)
        ratio = rng.uniform(6, 40)
        samples = samples + noise * (samples.std() / (noise.std() + 1e-6) * 10 ** (-ratio / 20))
    elif rng.random() < 0.5:
        samples = samples + rng.standard_normal(len(samples)) * rng.uniform(0.3, 4)
    return to_int16(samples)


def random_warp(rng):
    """Vocal tract length, as mfcc.mfcc takes it."""
    return rng.uniform(0.86, 1.16) if rng.random() < 0.6 else 1.0
