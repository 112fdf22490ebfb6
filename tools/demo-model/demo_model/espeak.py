"""espeak-ng with phone and word times, from libespeak-ng's phoneme events."""
import ctypes

import numpy as np

from .phones import SILENCE
from .speech import SpeechError, Utterance, resampled

DATA = '/usr/lib/x86_64-linux-gnu/espeak-ng-data'
# espeak-ng's en-us phoneme mnemonics in our phones
PHONES = {
    '0': 'aa', '3': 'er', '3:': 'er', '?': 't', '@2': 'ax', '@': 'ax', '@L': 'ax l', 'A@': 'aa r', 'A:': 'aa',
    'D': 'dh', 'E': 'eh', 'E#': 'eh', 'E2': 'eh', 'I': 'ih', 'I2': 'ih', 'I#': 'ih', 'N': 'ng', 'OI': 'oy', 'T': 'th',
    'U': 'uh', 'U@': 'uh r', 'V': 'ah', 'Z': 'zh', 'a': 'ae', 'aa': 'ae', 'a#': 'ax', 'aI': 'ay', 'aI@': 'ay ax',
    'aI3': 'ay er', 'aU': 'aw', 'aU@': 'aw er', 'b': 'b', 'd': 'd', 'd#': 'd', 'dZ': 'jh', 'e@': 'eh r', 'eI': 'ey',
    'f': 'f', 'g': 'g', 'h': 'hh', 'i': 'iy', 'i:': 'iy', 'i@': 'iy ax', 'i@3': 'ih r', 'j': 'y', 'k': 'k', 'l': 'l',
    'l#': 'l', 'm': 'm', 'n': 'n', 'n-': 'ax n', 'm-': 'ax m', 'oU': 'ow', 'O': 'ao', 'O:': 'ao', 'O2': 'ao',
    'O@': 'ao r', 'o@': 'ao r', 'p': 'p', 'r': 'r', 'r-': 'r', 's': 's', 'S': 'sh', 't': 't', 't#': 't', 't2': 't',
    'tS': 'ch', 'u': 'uw', 'u:': 'uw', 'v': 'v', 'w': 'w', 'z': 'z', '@-': 'ax', '@5': 'ax', 'oU#': 'ow', 'z#': 'z',
    'w#': 'w', 'z/2': 'z', 'O3': 'ao', 'l/': 'l', 'I3': 'ih'}
STRESS_MARKS = "',%=|;"

_LIST_TERMINATED, _WORD, _PHONEME = 0, 1, 7
_RETRIEVAL, _PHONEME_EVENTS = 1, 0x8001  # 0x8000: return an error, do not exit
_SPEED, _PITCH, _PITCH_RANGE, _WORD_GAP = 1, 3, 4, 7


class _EventId(ctypes.Union):
    _fields_ = [('number', ctypes.c_int), ('name', ctypes.c_char_p), ('string', ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [('type', ctypes.c_int), ('unique', ctypes.c_uint), ('text_position', ctypes.c_int),
                ('length', ctypes.c_int), ('audio_position', ctypes.c_int), ('sample', ctypes.c_int),
                ('user_data', ctypes.c_void_p), ('id', _EventId)]


_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


class Espeak:
    """One per process: the library keeps its state in globals."""

    def __init__(self, data=DATA):
        self._library = ctypes.CDLL('libespeak-ng.so.1')
        self._pieces, self._events = [], []
        self._callback = _CALLBACK(self._collect)
        self._rate = self._library.espeak_Initialize(_RETRIEVAL, 0, str(data).encode(), _PHONEME_EVENTS)
        if self._rate <= 0:
            raise RuntimeError('espeak-ng did not start')
        self._library.espeak_SetSynthCallback(self._callback)

    def _collect(self, samples, count, events):
        if samples and count > 0:
            self._pieces.append(np.ctypeslib.as_array(samples, (count,)).copy())
        index = 0
        while events[index].type != _LIST_TERMINATED:
            event = events[index]
            if event.type == _PHONEME:
                self._events.append((event.sample / self._rate, event.id.string.decode('utf8', 'replace'), None))
            elif event.type == _WORD:
                self._events.append((event.sample / self._rate, None, event.text_position - 1))
            index += 1
        return 0

    def speak(self, text, voice='en-us', rate=170, pitch=50, pitch_range=50, word_gap=0):
        """rate in words per minute; pitch and range 0..100; word gap in units of 10 ms"""
        self._pieces, self._events = [], []
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise SpeechError('no such voice: ' + voice)
        for parameter, value in ((_SPEED, rate), (_PITCH, pitch), (_PITCH_RANGE, pitch_range), (_WORD_GAP, word_gap)):
            self._library.espeak_SetParameter(parameter, value, 0)
        encoded = text.encode()
        self._library.espeak_Synth(encoded, len(encoded) + 1, 0, 1, 0, 1, None, None)
        self._library.espeak_Synchronize()
        if not self._pieces:
            raise SpeechError('nothing was spoken')
        samples = np.concatenate(self._pieces)
        phones, word_starts = self._phones(len(samples) / self._rate)
        return Utterance(resampled(samples, self._rate), phones, _words(word_starts, phones))

    def _phones(self, end):
        starts, words, word = [], [], None  # starts: [phone, time, part of a two-phone event]
        for time, phoneme, offset in self._events:
            if phoneme is None:
                word = (time, offset)
                continue
            if phoneme == '' or phoneme.startswith('_'):
                starts.append([SILENCE, time, 0])
                continue
            if phoneme.strip(STRESS_MARKS) == '':
                continue
            phones = PHONES.get(phoneme) or PHONES.get(phoneme.rstrip(';"'))
            if phones is None:
                raise SpeechError('unknown phoneme ' + phoneme)
            if word is not None:
                previous = starts[-1][1] if starts else -1.0
                # The closure of a word's first stop belongs to the stop, though its event comes at the burst.
                if previous + 0.025 < word[0] < time < word[0] + 0.15:
                    time = word[0]
                words.append((word[1], len(starts)))
                word = None
            if phoneme == 'r-' and starts and starts[-1][0] in ('er', 'r'):
                continue  # linking r after an r-coloured phone is the same sound
            for part, phone in enumerate(phones.split()):
                starts.append([phone, time, part])
        times = [time for _, time, _ in starts] + [end]
        for index, (_, time, part) in enumerate(starts):
            if part:  # the second phone of an event begins after 60 % of it
                times[index] = time + 0.6 * max(times[index + 1] - time, 0)
        return [(phone, times[i], max(times[i], times[i + 1])) for i, (phone, _, _) in enumerate(starts)], words


def _words(starts, phones):
    words = []
    for index, (offset, first) in enumerate(starts):
        until = starts[index + 1][1] if index + 1 < len(starts) else len(phones)
        spoken = [phone for phone in phones[first:until] if phone[0] != SILENCE]
        if spoken:
            words.append((offset, spoken[0][1], spoken[-1][2], tuple(phone for phone, _, _ in spoken)))
    return words


def invent_voice(rng):
    """-> the text of a voice file: pitch, formants, breath and tone at random"""
    female = rng.random() < 0.45
    tract = rng.uniform(1.02, 1.26) if female else rng.uniform(0.8, 1.08)
    pitch = rng.uniform(130, 250) if female else rng.uniform(60, 140)
    lines = ['language variant', 'name invented', f'gender {"female" if female else "male"}',
             f'pitch {pitch:.0f} {pitch * rng.uniform(1.02, 1.6):.0f}']
    for formant in range(9):
        lines.append(f'formant {formant} {100 * tract * rng.uniform(0.91, 1.09):.0f} '
                     f'{rng.uniform(50, 140):.0f} {rng.uniform(60, 190):.0f}')
    lines += [f'flutter {rng.randrange(8)}', f'roughness {rng.randrange(5)}', f'voicing {rng.randrange(50, 150)}',
              f'consonants {rng.randrange(50, 150)} {rng.randrange(50, 150)}']
    if rng.random() < 0.35:
        lines.append('breath ' + ' '.join(str(rng.randrange(60)) for _ in range(8)))
        lines.append('breathw ' + ' '.join(str(rng.randrange(100, 400)) for _ in range(8)))
    if rng.random() < 0.35:
        lines.append(f'klatt {rng.randrange(1, 7)}')
    if rng.random() < 0.5:  # how long and loud syllables of each kind of stress are
        lines.append('stressLength ' + ' '.join(str(round(length * rng.uniform(0.8, 1.25)))
                                                for length in (140, 120, 190, 170, 0, 0, 255, 300)))
        lines.append('stressAmp ' + ' '.join(str(loud + rng.randrange(-3, 4))
                                             for loud in (17, 16, 19, 19, 19, 19, 21, 19)))
    tone = ((100, 150, 256), (600, 100, 256), (1200, 70, 256), (2500, 45, 240), (4500, 30, 220))
    lines.append('tone ' + ' '.join(f'{hertz} {rng.randrange(low, high)}' for hertz, low, high in tone))
    return '\n'.join(lines) + '\n'
