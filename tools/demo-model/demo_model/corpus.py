"""The training corpus: what was said and when each phone began, in shards that depend on the seed alone.

Shards hold clean speech; rooms, noise and other speakers are added in training, anew each time it is heard (`hearing`).
A shard is made in a process of its own. Some invented espeak-ng voices make libespeak-ng loop for ever: the kernel ends
such a process by its CPU timer, and the corpus goes on without that shard.
"""
import argparse
import collections
import concurrent.futures
import json
import pathlib
import random
import re
import signal
import subprocess
import sys
import tempfile

import numpy as np
from scipy.signal import resample_poly

from . import background, voices
from .espeak import DATA, Espeak, invent_voice
from .festival import flite
from .phones import INDEX, SILENCE
from .speech import RATE, SpeechError, Utterance, to_int16
from .texts import random_utterance, spoken_sentences, vocabulary

LEVEL = 1500.0               # root mean square of every utterance
SPEAKING_LIMIT = 20.0        # CPU seconds for one utterance
SHARDS = {                   # engine: (shards, utterances in each)
    'random': (1000, 60),
    'espeak': (130, 90),
    'flite': (420, 40),
    'diphone': (200, 80),
    'nothing': (40, 60),
}
# Played faster or slower: pitch, formants and speed change together.
_SPEEDS = [(1, 1)] * 6 + [(9, 10), (10, 9), (8, 9), (9, 8), (7, 8), (8, 7), (6, 7), (7, 6)]


def _espeak_speaker(engine, voice_of, rng):
    def speak(text):
        signal.setitimer(signal.ITIMER_PROF, SPEAKING_LIMIT)
        try:
            return engine.speak(text, voice_of(), rng.randrange(95, 250), rng.randrange(20, 80), rng.randrange(5, 90),
                                rng.choice([0, 0, 0, 1, 3]))
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    return speak


def _invented_speaker(folder, rng):
    """espeak-ng's data with the new voice as the only variant"""
    data = pathlib.Path(folder) / 'espeak-ng-data'
    (data / 'voices/!v').mkdir(parents=True)
    (data / 'lang').mkdir()
    (data / 'lang/gmw').symlink_to(f'{DATA}/lang/gmw')
    for path in pathlib.Path(DATA).iterdir():
        if path.is_file():
            (data / path.name).symlink_to(path)
    (data / 'voices/!v/invented').write_text(invent_voice(rng))
    return _espeak_speaker(Espeak(folder), lambda: 'en-us+invented', rng)


def _flite_speaker(voice, slowest, rng):
    def speak(text):
        pitch = voices.FLITE[voice] * rng.uniform(0.75, 1.3) if rng.random() < 0.7 else None
        return flite(text, voice, rng.uniform(0.75, slowest), pitch)
    return speak


def _nobody(rng):
    noise = np.random.default_rng(rng.randrange(2 ** 32))

    def nothing(_text):
        count = int(noise.uniform(2, 8) * RATE)
        return Utterance(to_int16(10000 * background.not_speech(noise, count)), [(SILENCE, 0.0, count / RATE)])
    return nothing


def _speaker(engine, number, folder, rng):
    """-> a function from text to Utterance"""
    if engine == 'random':
        return _invented_speaker(folder, rng)
    if engine == 'espeak':
        variants = voices.espeak_variants()
        return _espeak_speaker(
            Espeak(), lambda: 'en-us' + ('' if rng.random() < 0.2 else '+' + rng.choice(variants)), rng)
    if engine == 'flite':
        return _flite_speaker(voices.STATISTICAL[number % len(voices.STATISTICAL)], 1.4, rng)
    if engine == 'diphone':
        return _flite_speaker(voices.DIPHONE[number % len(voices.DIPHONE)], 1.7, rng)
    return _nobody(rng)


def _spoken_words(text, utterance):
    """-> [(word, phones)] where espeak-ng tells each written word's phones (it joins some, as in "of the")"""
    written = {match.start(): match.group().lower() for match in re.finditer(r"[A-Za-z']+", text)}
    if utterance.words is None or [word[0] for word in utterance.words] != sorted(written):
        return []
    return [(written[offset], phones) for offset, _, _, phones in utterance.words]


def _recorded(utterance, rng):
    """-> samples at the common level, with silence around, and [(phone index, first sample)]"""
    up, down = rng.choice(_SPEEDS)
    samples = utterance.samples.astype(np.float32)
    if up != down:
        samples = resample_poly(samples, up, down)
    samples *= LEVEL / max(1.0, np.sqrt(np.mean(samples ** 2)))
    before, after = rng.randrange(800, 8000), rng.randrange(800, 6000)
    phones = [(INDEX[SILENCE], 0)]
    for phone, start, end in utterance.phones:
        if phone == SILENCE or end - start >= 0.001:
            phones.append((INDEX[phone], before + round(start * RATE * up / down)))
    phones.append((INDEX[SILENCE], before + len(samples)))
    return to_int16(np.concatenate([np.zeros(before), samples, np.zeros(after)])), phones


def make_shard(engine, number, seed, work):
    rng = random.Random(f'{seed} {engine} {number}')
    known, sentences = vocabulary(), spoken_sentences()
    recordings, phones, count, pronunciations = [], [], 0, collections.Counter()
    with tempfile.TemporaryDirectory(dir='/dev/shm') as folder:
        speak = _speaker(engine, number, folder, rng)
        for _ in range(SHARDS[engine][1]):
            text = random_utterance(rng, known, sentences)
            try:
                utterance = speak(text)
            except SpeechError:
                continue
            for word, said in _spoken_words(text, utterance):
                pronunciations[word + ' ' + ' '.join(said)] += 1
            samples, began = _recorded(utterance, rng)
            recordings.append(samples)
            for phone, first in began:
                if phone != INDEX[SILENCE] or not phones or phones[-1][0] != phone:
                    phones.append((phone, count + first))
            count += len(samples)
    path = work / 'corpus' / f'{engine}-{number}'
    path.with_suffix('.json').write_text(json.dumps(pronunciations))
    partial = path.with_suffix('.partial.npz')
    np.savez(partial, samples=np.concatenate(recordings), phones=np.array([phone for phone, _ in phones], np.uint8),
             starts=np.array([first for _, first in phones], np.int32))
    partial.rename(path.with_suffix('.npz'))


def make_corpus(work, seed, share, jobs):
    """Makes the shards that are not there yet, of each engine the first ones up to a share of all."""
    work = pathlib.Path(work)
    (work / 'corpus').mkdir(parents=True, exist_ok=True)
    order = [(engine, number) for engine, (most, _) in SHARDS.items() for number in range(max(1, round(most * share)))]
    random.Random(seed).shuffle(order)
    todo = [(engine, number) for engine, number in order if not (work / 'corpus' / f'{engine}-{number}.npz').exists()]

    def run(shard):
        engine, number = shard
        command = [sys.executable, '-m', 'demo_model.corpus', engine, str(number), str(seed), str(work)]
        return shard, subprocess.run(command, capture_output=True, text=True)

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for done, ((engine, number), process) in enumerate(pool.map(run, todo), start=1):
            if process.returncode != 0:
                reason = process.stderr.strip().splitlines()[-1:] or [f'ended with {process.returncode}']
                print(f'corpus: left out {engine}-{number}: {reason[0]}', flush=True)
            if done % 100 == 0 or done == len(todo):
                print(f'corpus: {done} of {len(todo)} shards', flush=True)


if __name__ == '__main__':
    parser = argparse.ArgumentParser()
    parser.add_argument('engine')
    parser.add_argument('number', type=int)
    parser.add_argument('seed', type=int)
    parser.add_argument('work', type=pathlib.Path)
    arguments = parser.parse_args()
    make_shard(arguments.engine, arguments.number, arguments.seed, arguments.work)
