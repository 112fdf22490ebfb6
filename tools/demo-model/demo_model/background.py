"""What is not speech: music, hum, drums and coloured noise, made at random."""
import numpy as np

from .speech import RATE


def coloured_noise(rng, count, slope):
    """slope 0 is white, 0.5 pink, 1 brown"""
    spectrum = np.fft.rfft(rng.standard_normal(count))
    spectrum /= np.arange(1, len(spectrum) + 1) ** slope
    return np.fft.irfft(spectrum, count)


def _notes(rng, count):
    sound = np.zeros(count)
    step = int(rng.uniform(0.12, 0.8) * RATE)
    voices, harmonics = rng.integers(1, 5), rng.integers(1, 12)
    roll_off, decay = rng.uniform(0.3, 1.5), rng.uniform(0, 8)
    for start in range(0, count, step):
        t = np.arange(min(step, count - start)) / RATE
        envelope = np.exp(-t * decay) * np.minimum(1, t / 0.01)
        for _ in range(voices):
            pitch = 110 * 2 ** (rng.integers(0, 36) / 12)
            vibrato = 1 + 0.004 * np.sin(2 * np.pi * 5.5 * t) * rng.integers(0, 2)
            phase = 2 * np.pi * np.cumsum(pitch * vibrato) / RATE
            for harmonic in range(1, harmonics + 1):
                if pitch * harmonic < 7800:
                    sound[start:start + len(t)] += envelope * np.sin(harmonic * phase) / harmonic ** roll_off
    return sound


def _hum(rng, count):
    t = np.arange(count) / RATE
    return sum(rng.random() * np.sin(2 * np.pi * hertz * t)
               for hertz in rng.choice([50, 60, 100, 120, 350, 440, 1000, 2000], rng.integers(1, 4)))


def _drums(rng, count):
    sound = np.zeros(count)
    step = int(rng.uniform(0.1, 0.5) * RATE)
    for start in range(0, count, step):
        t = np.arange(min(step, count - start)) / RATE
        hit = rng.standard_normal(len(t)) if rng.random() < 0.5 else np.sin(2 * np.pi * (60 + 80 * np.exp(-t * 30)) * t)
        sound[start:start + len(t)] += np.exp(-t * rng.uniform(15, 90)) * hit
    return sound


def _swelling_noise(rng, count):
    t = np.arange(count) / RATE
    return coloured_noise(rng, count, rng.uniform(0, 1)) * (1 + 0.8 * np.sin(2 * np.pi * rng.uniform(0.1, 3) * t))


def _steady_noise(rng, count):
    noise = coloured_noise(rng, count, rng.choice([0, 0.5, 1.0]))
    return noise / noise.std() + (1.5 * _hum(rng, count) if rng.random() < 0.25 else 0)


def not_speech(rng, count):
    """-> samples with a peak of 1"""
    kind = rng.choice([music, music, music, _hum, _drums, _swelling_noise, _steady_noise, _steady_noise])
    sound = kind(rng, count)
    return sound / (np.abs(sound).max() + 1e-9)


def music(rng, count):
    sound = _notes(rng, count) + (_drums(rng, count) if rng.random() < 0.4 else 0)
    return sound / (np.abs(sound).max() + 1e-9)


def room(rng, count):
    """-> what comes back of a click: the click itself, a few echoes, and a tail that dies away, treble first"""
    t = np.arange(count) / RATE
    seconds = rng.uniform(0.08, 0.9)
    tail = rng.standard_normal(count) * 10 ** (-3 * t / seconds)
    dull = coloured_noise(rng, count, 0.7) * 10 ** (-3 * t / (seconds * rng.uniform(1, 1.6)))
    tail = tail / np.sqrt((tail ** 2).sum()) + rng.uniform(0, 1.5) * dull / np.sqrt((dull ** 2).sum())
    tail[:int(rng.uniform(0.002, 0.02) * RATE)] = 0
    tail *= rng.uniform(0.05, 0.9) / np.sqrt((tail ** 2).sum())
    for _ in range(rng.integers(0, 8)):
        tail[int(rng.uniform(0.001, 0.04) * RATE)] += rng.uniform(-0.4, 0.4)
    tail[0] = 1.0
    return tail
