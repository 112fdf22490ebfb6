"""Run by `python3 -m unittest discover tests` in tools/demo-model."""
import math
import pathlib
import struct
import sys
import tempfile
import unittest

import numpy as np
import torch

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from demo_model import kaldi_model, texts, training, vocabulary  # noqa: E402
from demo_model.evaluation import aligned  # noqa: E402
from demo_model.hearing import Corpus, Hearing  # noqa: E402
from demo_model.kaldi_model import Affine, Layers  # noqa: E402
from demo_model.labels import STRIDE, labels_of  # noqa: E402
from demo_model.language_model import grammar_lines  # noqa: E402
from demo_model.mfcc import Mfcc  # noqa: E402
from demo_model.phones import INDEX, SILENCE, first_pdf, later_pdf, placed  # noqa: E402
from demo_model.word_times import word_times  # noqa: E402


class VocabularyTest(unittest.TestCase):
    def test_inflects_by_rule(self):
        self.assertEqual([vocabulary.plural(noun) for noun in ('loaf', 'box', 'city', 'day')],
                         ['loafs', 'boxes', 'cities', 'days'])
        self.assertEqual([vocabulary.with_ending(verb, 'ed') for verb in ('bake', 'try', 'plan', 'play', 'visit')],
                         ['baked', 'tried', 'planned', 'played', 'visited'])
        self.assertEqual([vocabulary.with_ending(verb, 'ing') for verb in ('bake', 'lie', 'see', 'run')],
                         ['baking', 'lying', 'seeing', 'running'])

    def test_knows_every_word_of_the_sentences(self):
        sentences = texts.written_sentences() + texts.sentences(texts.HELD_OUT)
        unknown = {word for text in sentences for word in texts.words_of(text)} - set(texts.vocabulary())
        self.assertEqual(unknown, set())

    def test_keeps_held_out_sentences_out_of_training(self):
        self.assertEqual(set(texts.written_sentences()) & set(texts.sentences(texts.HELD_OUT)), set())


class LabelsTest(unittest.TestCase):
    """Output frames are 30 ms, or 480 samples, apart."""

    def labels(self, phones, frames):
        corpus = [(SILENCE, 0), *phones]
        position = 480.0 * torch.arange(frames, dtype=torch.float64)[None]
        return labels_of(position, torch.tensor([INDEX[phone] for phone, _ in corpus]),
                         torch.tensor([first for _, first in corpus]))[0].tolist()

    def test_first_frame_of_a_phone_has_its_own_pdf(self):
        silence, s = INDEX[SILENCE], INDEX['s']
        self.assertEqual(self.labels([('s', 1500)], 6), [first_pdf(silence), later_pdf(silence), later_pdf(silence),
                                                         first_pdf(s), later_pdf(s), later_pdf(s)])

    def test_no_phone_is_lost_to_the_frame_rate(self):
        self.assertEqual(self.labels([('s', 480), ('t', 960), ('r', 970), ('s', 1000)], 6),
                         [first_pdf(INDEX[phone]) for phone in (SILENCE, 's', 't', 'r', 's')] + [later_pdf(INDEX['s'])])

    def test_a_stretch_that_begins_within_a_phone_does_not_begin_it(self):
        labels = labels_of(torch.tensor([[4800.0, 5280.0]], dtype=torch.float64), torch.tensor([INDEX['s']]),
                           torch.tensor([0]))
        self.assertEqual(labels[0].tolist(), [later_pdf(INDEX['s'])] * 2)


class FeaturesTest(unittest.TestCase):
    def test_level_changes_only_the_first_coefficient(self):
        noise = torch.tensor(np.random.default_rng(0).normal(0, 1000, 4000), dtype=torch.float32)
        difference = (Mfcc()(noise * 2) - Mfcc()(noise)).numpy()
        self.assertTrue(np.allclose(difference[:, 0], math.log(4) * math.sqrt(40), atol=1e-3))
        self.assertTrue(np.allclose(difference[:, 1:], 0, atol=1e-3))


class HearingTest(unittest.TestCase):
    INPUTS, CONTEXT = 94, 5

    @classmethod
    def setUpClass(cls):
        rng = np.random.default_rng(0)
        second, seconds = 16000, 40
        loud = np.concatenate([rng.normal(0, 3000 * (number % 2), second) for number in range(seconds)])
        phones = [INDEX['s'] if number % 2 else INDEX[SILENCE] for number in range(seconds)]
        cls.corpus = Corpus(torch.tensor(loud.astype(np.int16)), torch.tensor(phones),
                            second * torch.arange(seconds), torch.zeros(20 * second, dtype=torch.int16))

    def hear(self, seed):
        return Hearing(self.corpus, self.INPUTS, self.CONTEXT, seed, 'cpu').batch(32)

    def test_the_seed_alone_tells_what_is_heard(self):
        features, labels = self.hear(1)
        again, same = self.hear(1)
        self.assertTrue(torch.equal(features, again) and torch.equal(labels, same))
        self.assertFalse(torch.equal(features, self.hear(2)[0]))

    def test_labels_follow_what_is_heard_through_all_changes(self):
        features, labels = self.hear(1)
        level = features[:, self.CONTEXT:self.INPUTS - self.CONTEXT:STRIDE, 0]
        self.assertEqual(level.shape, labels.shape)
        spoken = labels >= first_pdf(INDEX['s'])
        apart = [level[i][spoken[i]].mean() - level[i][~spoken[i]].mean()
                 for i in range(32) if 3 < spoken[i].sum() < len(spoken[i]) - 3]
        self.assertGreater(len(apart), 5)
        self.assertGreater(np.median(apart), 10)


class LanguageModelTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        words = {word: number for number, word in enumerate(texts.vocabulary(), start=1)}
        classes = {name: -1 - number for number, name in enumerate(sorted(vocabulary.read_classes()))}
        cls.arcs, cls.finals = {}, set()
        for line in grammar_lines(words, classes):
            fields = line.split()
            if len(fields) <= 2:
                cls.finals.add(int(fields[0]))
            else:
                cls.arcs.setdefault(int(fields[0]), []).append(
                    (int(fields[1]), int(fields[2]), math.exp(-float(fields[4]))))

    def test_the_words_of_a_class_are_a_distribution(self):
        for arcs in self.arcs.values():
            if all(symbol > 0 for _, symbol, _ in arcs):
                self.assertAlmostEqual(sum(probability for _, _, probability in arcs), 1, places=3)

    def test_nothing_may_be_said(self):
        self.assertIn(0, self.finals)

    def test_every_word_can_be_said(self):
        said = {symbol for arcs in self.arcs.values() for _, symbol, _ in arcs if symbol > 0}
        self.assertEqual(said, set(range(1, len(texts.vocabulary()) + 1)))


class WordTimesTest(unittest.TestCase):
    def test_splits_phones_among_words_though_one_was_said_otherwise(self):
        lexicon = {'hello': [('hh', 'ax', 'l', 'ow')], 'world': [('w', 'er', 'l', 'd')]}
        names = ['hh', 'eh', 'l', 'ow', 'w', 'er', 'd']
        phones = [(name, i / 10, (i + 1) / 10) for i, name in enumerate(names)]
        self.assertEqual(word_times(['hello', 'world'], phones, lexicon), [('hello', 0.0, 0.4), ('world', 0.4, 0.7)])

    def test_alignment_counts_errors(self):
        errors, pairs = aligned('a b c d'.split(), 'a x c d e'.split())
        self.assertEqual(errors, 2)
        self.assertEqual(pairs, [(0, 0), (1, 1), (2, 2), (3, 3)])


class KaldiModelTest(unittest.TestCase):
    def test_writes_each_matrix_in_two_bytes(self):
        rng = np.random.default_rng(0)

        def affine(offsets, outputs, inputs):
            return Affine(offsets, rng.normal(0, 1, (outputs, inputs)), rng.normal(0, 1, outputs))
        layers = Layers(affine((-1, 0, 1), 4, 9), [(affine((-3, 0), 2, 8), affine((0, 3), 4, 4))], affine((0,), 5, 4))
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / 'final.mdl'
            kaldi_model.write_model(path, layers, 3, np.full(5, 0.2))
            data = path.read_bytes()
        narrow, wide = layers.blocks[0]
        for expected in (layers.first, narrow, wide, layers.output):
            data = data[data.index(b'<LinearParams> CM2 ') + len(b'<LinearParams> CM2 '):]
            least, extent, rows, columns = struct.unpack_from('<ffii', data)
            stored = np.frombuffer(data, '<u2', rows * columns, 16).reshape(rows, columns)
            self.assertTrue(np.allclose(least + extent * (stored / 65535), expected.weights, atol=1e-4))

    def test_places_phones_in_their_word(self):
        self.assertEqual(placed(('k', 'ae', 't')), ['k_B', 'ae_I', 't_E'])
        self.assertEqual(placed(('ax',)), ['ax_S'])


class TrainingTest(unittest.TestCase):
    def test_the_folded_network_computes_what_was_trained(self):
        torch.manual_seed(0)
        network, mean, deviation = training.Network(), torch.rand(40) * 9, 1 + torch.rand(40)
        features = torch.randn(4, 40, 94) * deviation[:, None] + mean[:, None]
        normal = (features - mean[:, None]) / deviation[:, None]
        network(normal)  # moves the batch normalisation's statistics
        network.eval()
        with torch.no_grad():
            expected = network(normal)[0].T.numpy()
        layers = training.folded(network, mean, deviation)

        def apply(affine, x, step):
            first = min(affine.offsets)
            shifts = [(offset - first) // step for offset in affine.offsets]
            count = len(x) - max(shifts)
            return np.concatenate([x[shift:shift + count] for shift in shifts], 1) @ affine.weights.T + affine.bias
        x = np.maximum(apply(layers.first, features[0].T.double().numpy(), 1), 0)[::STRIDE]
        for narrow, wide in layers.blocks:
            x = x[1:-1] + np.maximum(apply(wide, apply(narrow, x, STRIDE), STRIDE), 0)
        self.assertTrue(np.allclose(apply(layers.output, x, STRIDE), expected, atol=1e-3))


if __name__ == '__main__':
    unittest.main()
