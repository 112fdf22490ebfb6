"""The training corpus: spoken, augmented and turned into features, in shards that depend on the seed alone.

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

import numpy as np

from . import background, voices
from .augment import augmented, random_warp, with_margins
from .espeak import Espeak, invent_voices
from .festival import flite
from .labels import STRIDE, frame_labels
from .mfcc import mfcc
from .phones import SILENCE
from .speech import RATE, SpeechError, Utterance
from .texts import random_utterance, spoken_sentences, vocabulary

COPIES = 2                   # differently augmented copies of every utterance
SPEAKING_LIMIT = 20.0        # CPU seconds for one utterance
SHARDS = {                   # engine: (most shards, utterances in each)
    'random': (voices.RANDOM_SPEAKERS, 70),
    'espeak': (140, 90),
    'flite': (180, 75),
    'diphone': (40, 75),
    'nothing': (14, 90),
}


def _espeak_speaker(work, rng, voice_of):
    engine = Espeak(work / 'espeak')

    def speak(text):
        signal.setitimer(signal.ITIMER_PROF, SPEAKING_LIMIT)
        try:
            return engine.speak(text, voice_of(), rng.randrange(95, 250), rng.randrange(20, 80), rng.randrange(20, 90),
                                rng.choice([0, 0, 0, 1, 3]))
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    return speak


def _speaker(engine, number, work, rng):
    """-> a function from text to Utterance"""
    if engine == 'random':
        return _espeak_speaker(work, rng, lambda: f'en-us+random{number}')
    if engine == 'espeak':
        variants = voices.espeak_variants()
        return _espeak_speaker(work, rng, lambda: 'en-us' + ('' if rng.random() < 0.2 else '+' + rng.choice(variants)))
    if engine in ('flite', 'diphone'):
        voice = 'kal16' if engine == 'diphone' else ['slt', 'rms', 'awb', 'slt', 'rms', 'awb', 'kal16'][number % 7]
        slowest = 1.7 if engine == 'diphone' else 1.4

        def speak(text):
            pitch = voices.FLITE[voice] * rng.uniform(0.8, 1.25) if rng.random() < 0.6 else None
            return flite(text, voice, rng.uniform(0.75, slowest), pitch)
        return speak
    noise = np.random.default_rng(rng.randrange(2 ** 32))

    def nothing(_text):
        count = int(noise.uniform(1.5, 5) * RATE)
        return Utterance(20000 * background.not_speech(noise, count), [(SILENCE, 0.0, count / RATE)])
    return nothing


def _spoken_words(text, utterance):
    """-> [(word, phones)] where espeak-ng tells each written word's phones (it joins some, as in "of the")"""
    written = {match.start(): match.group().lower() for match in re.finditer(r"[A-Za-z']+", text)}
    if utterance.words is None or [word[0] for word in utterance.words] != sorted(written):
        return []
    return [(written[offset], phones) for offset, _, _, phones in utterance.words]


def _features(utterance, rng, others):
    babble = None
    if rng.random() < 0.15:
        voices_behind = np.concatenate([others[i].samples for i in rng.integers(0, len(others), 3)]).astype(np.float32)
        babble = voices_behind + np.roll(voices_behind, len(voices_behind) // 2)
    samples, phones = with_margins(utterance.samples, utterance.phones, rng)
    features = mfcc(augmented(samples, rng, babble), random_warp(rng))
    frames = len(features) // STRIDE * STRIDE
    labels = frame_labels(phones, frames) if frames > 4 * STRIDE else None
    return None if labels is None else (features[:frames].astype(np.float16), labels)


def make_shard(engine, number, seed, work):
    rng = random.Random(f'{seed} {engine} {number}')
    speak = _speaker(engine, number, work, rng)
    known, sentences = vocabulary(), spoken_sentences()
    utterances, pronunciations = [], collections.Counter()
    for _ in range(SHARDS[engine][1]):
        text = random_utterance(rng, known, sentences)
        try:
            utterance = speak(text)
        except SpeechError:
            continue
        utterances.append(utterance)
        for word, phones in _spoken_words(text, utterance):
            pronunciations[word + ' ' + ' '.join(phones)] += 1
    noise = np.random.default_rng(rng.randrange(2 ** 32))
    pairs = [_features(utterance, noise, utterances) for _ in range(COPIES) for utterance in utterances]
    pairs = [pair for pair in pairs if pair is not None]
    path = work / 'corpus' / f'{engine}-{number}'
    path.with_suffix('.json').write_text(json.dumps(pronunciations))
    partial = path.with_suffix('.partial.npz')
    np.savez(partial, features=np.concatenate([f for f, _ in pairs]), labels=np.concatenate([l for _, l in pairs]))
    partial.rename(path.with_suffix('.npz'))


def make_corpus(work, seed, shards, jobs):
    """Makes the first shards of a random order, those that are not there yet."""
    work = pathlib.Path(work)
    (work / 'corpus').mkdir(parents=True, exist_ok=True)
    if not (work / 'espeak').exists():
        invent_voices(work / 'espeak', voices.RANDOM_SPEAKERS, seed)
    order = [(engine, number) for engine, (most, _) in SHARDS.items() for number in range(most)]
    random.Random(seed).shuffle(order)
    todo = [(engine, number) for engine, number in order[:shards]
            if not (work / 'corpus' / f'{engine}-{number}.npz').exists()]

    def run(shard):
        engine, number = shard
        command = [sys.executable, '-m', 'demo_model.corpus', engine, str(number), str(seed), str(work)]
        return shard, subprocess.run(command, capture_output=True, text=True)

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for done, ((engine, number), process) in enumerate(pool.map(run, todo), start=1):
            if process.returncode != 0:
                reason = process.stderr.strip().splitlines()[-1:] or [f'ended with {process.returncode}']
                print(f'corpus: left out {engine}-{number}: {reason[0]}', flush=True)
            if done % 10 == 0 or done == len(todo):
                print(f'corpus: {done} of {len(todo)} shards', flush=True)


if __name__ == '__main__':
    parser = argparse.ArgumentParser()
    parser.add_argument('engine')
    parser.add_argument('number', type=int)
    parser.add_argument('seed', type=int)
    parser.add_argument('work', type=pathlib.Path)
    arguments = parser.parse_args()
    make_shard(arguments.engine, arguments.number, arguments.seed, arguments.work)
