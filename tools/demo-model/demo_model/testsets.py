"""The sets of recordings the model is measured on: sentences kept out of training, spoken in many ways."""
import json
import subprocess

import numpy as np

from . import background, voices
from .espeak import Espeak
from .festival import festival, flite
from .speech import RATE, write_wave
from .texts import HELD_OUT, TALKS, sentences, words_of
from .word_times import word_times

_BEFORE, _AFTER = 0.1, 0.3                  # seconds of silence around a sentence
_BEHIND_DB = 15                             # speech to noise or music
_SEEN_ESPEAK = ('en-us', 'en-us+f2', 'en-us+m3', 'en-us+Annie')
_SEEN_FLITE = ('slt', 'rms', 'kal16')


class TestSets:
    def __init__(self, folder, lexicon, lecture):
        self._folder, self._lexicon, self._lecture = folder, lexicon, lecture
        self._espeak = Espeak()
        self._texts = sentences(HELD_OUT)
        self._rng = np.random.default_rng(3)

    def make(self):
        self._folder.mkdir(parents=True, exist_ok=True)
        seen = self._espeak_voices(_SEEN_ESPEAK, 160) + self._flite_voices(_SEEN_FLITE)
        self._write('seen espeak-ng voices', self._espeak_voices(_SEEN_ESPEAK, 160))
        self._write('seen flite voices', self._flite_voices(_SEEN_FLITE))
        unseen = [f'en-us+{variant}' for variant in voices.HELD_OUT_VARIANTS]
        self._write('unseen espeak-ng variants', self._espeak_voices(unseen, 160))
        self._write('flite awb', self._flite_voices(['awb']))
        for voice in voices.FESTIVAL:
            self._write(f'engine kept out: festival {voice.split("_arctic")[0]}', festival(self._texts, voice))
        self._write('fast', self._espeak_voices(_SEEN_ESPEAK[:2], 250) + self._flite_voices(_SEEN_FLITE[:2], 0.75))
        self._write('slow', self._espeak_voices(_SEEN_ESPEAK[:2], 95) + self._flite_voices(_SEEN_FLITE[:2], 1.5))
        self._write(f'noise {_BEHIND_DB} dB below', seen, lambda n: background.coloured_noise(self._rng, n, 0.5))
        self._write(f'music {_BEHIND_DB} dB below', seen, lambda n: background.music(self._rng, n))
        self._write_talks()
        self._write_lecture()

    def _espeak_voices(self, names, rate):
        return [self._espeak.speak(text, voice, rate) for voice in names for text in self._texts]

    def _flite_voices(self, names, stretch=1.0):
        return [flite(text, voice, stretch) for voice in names for text in self._texts]

    def _write(self, name, utterances, behind=None):
        folder = self._folder / name.replace(' ', '-').replace(':', '')
        folder.mkdir(exist_ok=True)
        recordings = []
        for index, utterance in enumerate(utterances):
            text = self._texts[index % len(self._texts)]
            samples = np.concatenate([np.zeros(int(_BEFORE * RATE)), utterance.samples, np.zeros(int(_AFTER * RATE))])
            if behind:
                other = behind(len(samples))
                samples = 0.5 * samples
                samples += other * samples.std() / other.std() * 10 ** (-_BEHIND_DB / 20)
            path = folder / f'{index:03}.wav'
            write_wave(path, samples)
            words = [(word, start + _BEFORE, end + _BEFORE)
                     for word, start, end in word_times(words_of(text), utterance.phones, self._lexicon)]
            recordings.append({'wave': str(path), 'words': words})
        self._list(name, recordings)

    def _write_talks(self):
        """The training talks as long recordings: not unseen text, but pauses, endpoints and time over minutes."""
        recordings = []
        for talk, voice in zip(TALKS, ('slt', 'en-us+f3', 'rms')):
            parts, words, now = [np.zeros(RATE // 2)], [], 0.5
            for text in sentences(talk):
                spoken = self._espeak.speak(text, voice, 155) if voice.startswith('en') else flite(text, voice, 1.05)
                words += [(word, start + now, end + now)
                          for word, start, end in word_times(words_of(text), spoken.phones, self._lexicon)]
                gap = np.zeros(int(self._rng.uniform(0.3, 1.2) * RATE))
                parts += [spoken.samples.astype(float), gap]
                now += (len(spoken.samples) + len(gap)) / RATE
            samples = np.concatenate(parts)
            path = self._folder / f'{talk}.wav'
            write_wave(path, samples * (12000 / np.abs(samples).max()) + self._rng.normal(0, 12, len(samples)))
            recordings.append({'wave': str(path), 'words': words})
        self._list('the three talks', recordings)

    def _write_lecture(self):
        """Of the sample lecture only the sentences' times are known: those of their first words."""
        path = self._folder / 'lecture.wav'
        subprocess.run(['ffmpeg', '-nostdin', '-v', 'error', '-y', '-i', str(self._lecture), '-map', '0:a:0',
                        '-ac', '1', '-ar', str(RATE), str(path)], check=True)
        words = []
        for sentence in json.loads(self._lecture.with_suffix('.json').read_text())['sentences']:
            first, *others = words_of(sentence['text'])
            words += [(first, sentence['start'], None)] + [(word, None, None) for word in others]
        self._list('samples/lecture.mp4', [{'wave': str(path), 'words': words}])

    def _list(self, name, recordings):
        number = len(list(self._folder.glob('*.json')))
        (self._folder / f'{number:02}.json').write_text(json.dumps({'name': name, 'recordings': recordings}))


def make_test_sets(folder, lexicon, lecture):
    TestSets(folder, lexicon, lecture).make()
