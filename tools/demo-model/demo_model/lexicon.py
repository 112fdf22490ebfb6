"""Pronunciations, from the text-to-speech programs themselves.

espeak-ng: what it said for the word in the corpus, in context; flite: the word alone. The commonest short words are
reduced in running speech in ways that neither shows, so those are listed here.
"""
import collections
import json
import math

from .festival import flite_pronunciation
from .phones import INDEX
from .texts import vocabulary

_REDUCED = {
    'the': ['dh ax', 'dh iy'], 'a': ['ax', 'ey'], 'to': ['t ax', 't uw'], 'and': ['ax n d', 'ae n d'],
    'of': ['ax v', 'ah v'], 'for': ['f er', 'f ao r'], 'an': ['ax n', 'ae n'], 'in': ['ih n'], 'you': ['y uw'],
    'or': ['er', 'ao r'], 'as': ['ax z', 'ae z'], 'at': ['ax t', 'ae t'], 'from': ['f r ax m', 'f r ah m'],
    'are': ['aa r', 'er'], 'that': ['dh ae t', 'dh ax t'], 'can': ['k ae n', 'k ax n'],
    'was': ['w aa z', 'w ax z', 'w ah z']}
_KEPT, _MOST = 0.12, 4     # a variant's least share of what was heard, and how many are kept
_LEAST_LIKELY = 0.05


def make_lexicon(corpus, path):
    """Writes lines 'word likelihood phone phone ..', where a word's likeliest pronunciation has 1."""
    heard = collections.defaultdict(collections.Counter)
    for shard in sorted(corpus.glob('*.json')):
        for spoken, count in json.loads(shard.read_text()).items():
            word, *phones = spoken.split()
            heard[word][tuple(phones)] += count
    lines = []
    for word in vocabulary():
        variants, counts = {}, heard[word]
        for phones, count in counts.most_common(_MOST):
            if count == max(counts.values()) or count >= max(2, _KEPT * sum(counts.values())):
                variants[phones] = max(count / max(counts.values()), _LEAST_LIKELY)
        alone = flite_pronunciation(word)
        if alone and all(phone in INDEX for phone in alone):
            variants[alone] = 1.0
        for reduced in _REDUCED.get(word, []):
            variants.setdefault(tuple(reduced.split()), 0.5)
        if not variants:
            raise ValueError('no pronunciation for ' + word)
        lines += [f'{word} {likelihood:.3f} ' + ' '.join(phones) for phones, likelihood in variants.items()]
    path.write_text('\n'.join(lines) + '\n')


def read_lexicon(path):
    """-> {word: {phones: cost}} with costs as negative natural logarithms"""
    lexicon = {}
    for line in path.read_text().splitlines():
        word, likelihood, *phones = line.split()
        lexicon.setdefault(word, {})[tuple(phones)] = -math.log(float(likelihood))
    return lexicon
