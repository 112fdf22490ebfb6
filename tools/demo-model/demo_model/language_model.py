"""A bigram language model that backs off to word classes, so that a rare word is expected where its class is.

P(word | previous) mixes the pairs of the training sentences (absolute discounting) with
sum over classes of P(class | previous class) P(word | class). Words have several classes; their weights come from
expectation-maximisation (Baum-Welch) over the training sentences, started from the grammar of text/grammar.txt.
"""
import collections
import math

import numpy as np

from .texts import written_sentences, vocabulary, words_of
from .vocabulary import TEXT, read_classes

START, END = 'start', 'end'
DISCOUNT = 0.5
_ITERATIONS = 8
_GRAMMAR_COUNT = 60.0                   # how many observations a class's line of the grammar weighs
_COMMON_COUNT, _RARE_COUNT = 0.5, 0.08  # what each known word weighs in its classes, observed or not
_LEAST = 1e-4                           # of any class after any other


class ClassModel:
    def __init__(self):
        members = read_classes()
        self.classes = sorted(members)
        self.words = vocabulary()
        self._number = {word: index for index, word in enumerate(self.words)}
        listed = (TEXT / 'common.txt').read_text()
        common = set(words_of(listed)).union(*map(words_of, written_sentences()))
        self._prior = np.zeros((len(self.words), len(self.classes)))
        for column, name in enumerate(self.classes):
            for word in members[name]:
                self._prior[self._number[word], column] = _COMMON_COUNT if word in common else _RARE_COUNT
        unclassed = [word for word, row in zip(self.words, self._prior) if not row.any()]
        if unclassed:
            raise ValueError('give these words a class in text/vocabulary.txt: ' + ' '.join(unclassed))
        self._sentences = [[self._number[word] for word in words_of(text)] for text in written_sentences()]
        self._read_grammar()
        self._train()

    def _read_grammar(self):
        """Rows: the classes and start; columns: the classes and end."""
        index = {name: i for i, name in enumerate(self.classes)}
        size = len(self.classes)
        rows, columns = {**index, START: size}, {**index, END: size}
        self._grammar = np.full((size + 1, size + 1), _LEAST)
        for line in (TEXT / 'grammar.txt').read_text().splitlines():
            if not line.startswith('#'):
                name, following = line.split(':')
                for item in following.split(','):
                    after, weight = item.split()
                    self._grammar[rows[name], columns[after]] += float(weight)
        self._grammar /= self._grammar.sum(1, keepdims=True)

    def _train(self):
        self.transition = self._grammar                                    # P(next class | class)
        self.emission = self._prior / self._prior.sum(0)                   # P(word | class), a column for each class
        for _ in range(_ITERATIONS):
            following = _GRAMMAR_COUNT * self._grammar
            emitted = self._prior.copy()
            for words in self._sentences:
                self._count(words, following, emitted)
            self.transition = following / following.sum(1, keepdims=True)
            self.emission = emitted / emitted.sum(0)
            self.class_of = emitted / emitted.sum(1, keepdims=True)        # P(class | word), a row for each word

    def _count(self, words, following, emitted):
        """Adds one sentence's expected counts (forward-backward, normalised at each word)."""
        inner = self.transition[:-1, :-1]
        forward, scale = [], []
        state = self.transition[-1, :-1]
        for word in words:
            state = state * self.emission[word]
            scale.append(state.sum())
            state = state / scale[-1]
            forward.append(state)
            state = state @ inner
        backward = self.transition[:-1, -1] / (forward[-1] @ self.transition[:-1, -1])
        for t in range(len(words) - 1, -1, -1):
            posterior = forward[t] * backward
            emitted[words[t]] += posterior
            if t == len(words) - 1:
                following[:-1, -1] += posterior
            arriving = self.emission[words[t]] * backward / scale[t]
            if t == 0:
                following[-1, :-1] += posterior
            else:
                following[:-1, :-1] += forward[t - 1][:, None] * inner * arriving
                backward = inner @ arriving


def _pairs():
    counts = collections.defaultdict(collections.Counter)
    for text in written_sentences():
        words = words_of(text)
        for previous, word in zip([START] + words, words + [END]):
            counts[previous][word] += 1
    return counts


def _cost(probability):
    return f'{-math.log(probability):.5f}'


class _Grammar:
    """Collects the lines of the acceptor G."""

    def __init__(self, word_ids, class_symbols):
        self._words, self._symbols = word_ids, class_symbols
        self._model, self._pairs = ClassModel(), _pairs()
        self._number = {word: index for index, word in enumerate(self._model.words)}
        self._states = {('word', START): 0}
        self._lines = []

    def lines(self):
        for previous, followers in self._pairs.items():
            self._add_pairs(previous, followers)
        for row, name in enumerate(self._model.classes):
            self._add_class(row, name)
        self._lines.sort(key=lambda line: not line.startswith('0 '))  # fstcompile starts at the first line's source
        return self._lines

    def _state(self, kind, name):
        return self._states.setdefault((kind, name), len(self._states))

    def _say(self, source, target, word, probability):
        number = self._words[word]
        self._lines.append(f'{source} {target} {number} {number} {_cost(probability)}')

    def _back_off(self, source, kind, name, probability):
        self._lines.append(f'{source} {self._state(kind, name)} {self._symbols[name]} 0 {_cost(probability)}')

    def _end(self, source, probability):
        self._lines.append(f'{source} {_cost(probability)}')

    def _add_pairs(self, previous, followers):
        model, source, total = self._model, self._state('word', previous), sum(followers.values())
        kept = DISCOUNT * len(followers) / total
        origin = np.zeros(len(model.classes) + 1)  # which class, or the start, the next word's class follows
        if previous == START:
            origin[-1] = 1
        else:
            origin[:-1] = model.class_of[self._number[previous]]
        ahead = origin @ model.transition
        for word, count in followers.items():
            seen = (count - DISCOUNT) / total
            if word == END:
                self._end(source, seen + kept * ahead[-1])
            else:
                by_class = ahead[:-1] @ model.emission[self._number[word]]
                self._say(source, self._state('word', word), word, seen + kept * by_class)
        if previous == START:  # nothing may have been said at all
            self._end(source, kept * ahead[-1])
        kind, onward = ('emit', ahead) if previous == START else ('after', origin)
        for column, name in enumerate(model.classes):
            if onward[column] > 0:
                self._back_off(source, kind, name, kept * onward[column])

    def _add_class(self, row, name):
        model, source = self._model, self._state('after', name)
        self._end(source, model.transition[row, -1])
        for column, following in enumerate(model.classes):
            self._back_off(source, 'emit', following, model.transition[row, column])
        for index in np.flatnonzero(model.emission[:, row]):
            word = model.words[index]
            target = self._state('word', word) if word in self._pairs else source
            self._say(self._state('emit', name), target, word, model.emission[index, row])


def grammar_lines(word_ids, class_symbols):
    """-> lines of the acceptor G for fstcompile, from {word: id} and {class: id of its backoff symbol}.

    States: one per word that begins a known pair (and the start); "after" and "emit", one each per class. A backoff
    symbol leads from a word to the classes it may be of, and from there to the class of the next word; it is read as
    input, which keeps the graph deterministic, and has no output.
    """
    return _Grammar(word_ids, class_symbols).lines()
