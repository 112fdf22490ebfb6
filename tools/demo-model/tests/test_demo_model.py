"""Run by `python3 -m unittest discover tests` in tools/demo-model."""
import math
import pathlib
import sys
import tempfile
import unittest

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from demo_model import kaldi_model, texts, vocabulary  # noqa: E402
from demo_model.evaluation import aligned  # noqa: E402
from demo_model.labels import STRIDE, frame_labels  # noqa: E402
from demo_model.language_model import grammar_lines  # noqa: E402
from demo_model.mfcc import mfcc  # noqa: E402
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
    def test_first_frame_of_a_phone_has_its_own_pdf(self):
        labels = frame_labels([(SILENCE, 0.0, 0.09), ('s', 0.09, 0.18)], 18)
        silence, s = INDEX[SILENCE], INDEX['s']
        self.assertEqual(list(labels[::STRIDE]), [first_pdf(silence), later_pdf(silence), later_pdf(silence),
                                                  first_pdf(s), later_pdf(s), later_pdf(s)])

    def test_no_phone_is_lost_to_the_frame_rate(self):
        labels = frame_labels([('s', 0.0, 0.05), ('t', 0.05, 0.06), ('r', 0.06, 0.15)], 15)
        for phase in range(STRIDE):
            self.assertIn(first_pdf(INDEX['t']), labels[phase::STRIDE])

    def test_refuses_more_phones_than_frames(self):
        self.assertIsNone(frame_labels([('s', 0.0, 0.01), ('t', 0.01, 0.02), ('r', 0.02, 0.03)], 3))


class FeaturesTest(unittest.TestCase):
    def test_a_warp_moves_a_tone(self):
        tone = 5000 * np.sin(2 * np.pi * 1000 * np.arange(4000) / 16000)
        self.assertGreater(np.abs(mfcc(tone, 1.1) - mfcc(tone)).max(), 1)

    def test_level_changes_only_the_first_coefficient(self):
        noise = np.random.default_rng(0).normal(0, 1000, 4000)
        difference = mfcc(noise * 2) - mfcc(noise)
        self.assertTrue(np.allclose(difference[:, 0], math.log(4) * math.sqrt(40), atol=1e-3))
        self.assertTrue(np.allclose(difference[:, 1:], 0, atol=1e-3))


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
    def test_reads_the_weights_it_wrote(self):
        rng = np.random.default_rng(0)
        layers = [((0,), rng.normal(0, 1, (4, 3)), rng.normal(0, 1, 4)), ((0,), rng.normal(0, 1, (5, 4)), np.ones(5))]
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / 'final.mdl'
            kaldi_model.write_model(path, layers, 3, np.full(5, 0.2))
            weights = kaldi_model.read_weights(path)
        for (_, matrix, bias), (read_matrix, read_bias) in zip(layers, weights):
            self.assertTrue(np.allclose(read_matrix, matrix, atol=1e-4))
            self.assertTrue(np.allclose(read_bias, bias, atol=1e-6))

    def test_places_phones_in_their_word(self):
        self.assertEqual(placed(('k', 'ae', 't')), ['k_B', 'ae_I', 't_E'])
        self.assertEqual(placed(('ax',)), ['ax_S'])


class TrainingTest(unittest.TestCase):
    def test_an_adopted_network_computes_what_it_was_given(self):
        from demo_model import training
        rng = np.random.default_rng(0)
        mean, deviation = rng.normal(0, 5, 40).astype(np.float32), rng.uniform(1, 3, 40).astype(np.float32)
        features = (rng.normal(0, 1, (300, 40)) * deviation + mean).astype(np.float16)
        given = [(weight, bias) for _, weight, bias in training.folded(training.Network(), mean, deviation)]
        network = training.Network()
        training.adopt(network, given, mean, deviation, features)
        for (weight, bias), (_, kept_weight, kept_bias) in zip(given, training.folded(network, mean, deviation)):
            self.assertTrue(np.allclose(kept_weight, weight, atol=1e-4))
            self.assertTrue(np.allclose(kept_bias, bias, atol=1e-3))


if __name__ == '__main__':
    unittest.main()
