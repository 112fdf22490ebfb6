"""What every text-to-speech engine returns, and audio helpers."""
import dataclasses
import math
import wave

import numpy as np
from scipy.signal import resample_poly

RATE = 16000


class SpeechError(Exception):
    """The engine could not speak this text in a way whose phone times are known."""


@dataclasses.dataclass
class Utterance:
    samples: np.ndarray  # int16, mono, 16 kHz
    phones: list         # [(phone, start, end)] in seconds, without holes
    words: list = None   # [(offset in the text, start, end, (phone, ..))] where the engine tells


def to_int16(samples):
    return np.clip(np.rint(samples), -32768, 32767).astype(np.int16)


def resampled(samples, rate):
    if rate == RATE:
        return samples
    common = math.gcd(RATE, rate)
    return to_int16(resample_poly(samples.astype(np.float32), RATE // common, rate // common))


def read_wave(path):
    with wave.open(str(path)) as source:
        samples = np.frombuffer(source.readframes(source.getnframes()), '<i2')[::source.getnchannels()]
        return resampled(samples, source.getframerate())


def write_wave(path, samples, rate=RATE):
    with wave.open(str(path), 'wb') as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(to_int16(samples).astype('<i2').tobytes())
