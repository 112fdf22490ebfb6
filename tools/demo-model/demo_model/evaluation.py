"""Word error rate, word times and speed of a model, as the real Vosk recognises the test sets."""
import json
import pathlib
import subprocess

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent.parent
_ARTIFACTS = ('com.alphacephei:vosk:0.3.45', 'net.java.dev.jna:jna:5.7.0')


def _class_path(folder):
    jars = []
    for artifact in _ARTIFACTS:
        _, name, version = artifact.split(':')
        jar = folder / f'{name}-{version}.jar'
        if not jar.exists():
            subprocess.run(['mvn', '-q', '-B', 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy',
                            f'-Dartifact={artifact}', f'-DoutputDirectory={folder}'], check=True)
        jars.append(str(jar))
    return ':'.join(jars)


def aligned(expected, heard):
    """-> edit distance and the pairs (index expected, index heard) it lines up"""
    distance = np.zeros((len(expected) + 1, len(heard) + 1), int)
    distance[:, 0], distance[0] = range(len(expected) + 1), range(len(heard) + 1)
    for i in range(1, len(expected) + 1):
        for j in range(1, len(heard) + 1):
            distance[i, j] = min(distance[i - 1, j - 1] + (expected[i - 1] != heard[j - 1]),
                                 distance[i - 1, j] + 1, distance[i, j - 1] + 1)
    i, j, pairs = len(expected), len(heard), []
    while i and j:
        if distance[i, j] == distance[i - 1, j - 1] + (expected[i - 1] != heard[j - 1]):
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif distance[i, j] == distance[i - 1, j] + 1:
            i -= 1
        else:
            j -= 1
    return int(distance[-1, -1]), pairs[::-1]


def _recognise(model, waves, work):
    class_path = _class_path(work / 'java')
    words = work / 'recognised.jsonl'
    run = subprocess.run(['java', '-cp', class_path, str(HERE / 'Decode.java'), str(model), str(words), *waves],
                         capture_output=True, text=True)
    if run.returncode != 0:
        raise RuntimeError(run.stderr[-2000:])
    recognised = [[word for result in json.loads(line) for word in result.get('result', [])]
                  for line in words.read_text().splitlines()]
    return recognised, float(run.stdout)


def measure(model, test_set, work, show_errors=False):
    """-> a table row: set, WER, errors/words, mean and 95th percentile word-start error, real-time factor"""
    recordings = test_set['recordings']
    recognised, real_time = _recognise(model, [recording['wave'] for recording in recordings], work)
    errors, total, late = 0, 0, []
    for recording, heard in zip(recordings, recognised):
        expected = [word for word, _, _ in recording['words']]
        words = [word['word'] for word in heard]
        wrong, pairs = aligned(expected, words)
        errors, total = errors + wrong, total + len(expected)
        if show_errors and wrong and len(expected) < 60:
            print('  said ', ' '.join(expected), '\n  heard', ' '.join(words))
        late += [heard[j]['start'] - recording['words'][i][1] for i, j in pairs
                 if expected[i] == words[j] and recording['words'][i][1] is not None]
    off = 1000 * np.abs(late)
    return (f'| {test_set["name"]} | {100 * errors / total:.1f} % | {errors}/{total} | {off.mean():.0f} ms | '
            f'{np.percentile(off, 95):.0f} ms | {real_time:.4f} |')


def evaluate(model, work, only=None, show_errors=False):
    print('| set | WER | errors/words | mean word-start error | 95th percentile | x real time |')
    print('|---|---|---|---|---|---|')
    for path in sorted((work / 'test').glob('*.json')):
        test_set = json.loads(path.read_text())
        if not only or any(part in test_set['name'] for part in only):
            print(measure(model, test_set, work, show_errors), flush=True)
