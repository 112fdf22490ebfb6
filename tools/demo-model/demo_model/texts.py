"""Sentences for training, and random utterances that put every word into many contexts."""
import re

from .vocabulary import TEXT, read_classes

TALKS = ('talk_bread', 'talk_planets', 'talk_bicycle')
HELD_OUT = 'heldout'
FUNCTION_WORDS = (
    'the a an of to in on at for with and but or is are was were be it he she you we they i this '
    'that there not do does have has had will would can could should from by as if so what who how '
    'when').split()


def words_of(sentence):
    return re.findall(r"[a-z']+", sentence.lower())


def sentences(name):
    return [line.strip() for line in (TEXT / f'{name}.txt').read_text().splitlines() if line.strip()]


def spoken_sentences():
    """What the training voices say, beside random words."""
    return [sentence for name in (*TALKS, 'general') for sentence in sentences(name)]


def written_sentences():
    """What the language model learns from."""
    return spoken_sentences() + sentences('conversation')


def vocabulary():
    """Every known word, sorted. All sentences, the held-out ones too, are spelled with these."""
    return sorted({word for words in read_classes().values() for word in words})


def random_utterance(rng, known, spoken):
    """A training sentence, a piece of one, or a random string of words with now and then a comma."""
    if rng.random() < 0.3:
        sentence = rng.choice(spoken)
        words = sentence.split()
        if len(words) > 9 and rng.random() < 0.5:
            first = rng.randrange(0, len(words) - 5)
            sentence = ' '.join(words[first:first + rng.randrange(4, 9)])
        return sentence
    count = rng.randrange(2, 10)
    words = []
    for index in range(count):
        word = rng.choice(FUNCTION_WORDS if rng.random() < 0.3 else known)
        words.append(word + (',' if rng.random() < 0.06 and index < count - 1 else ''))
    return ' '.join(words) + rng.choice(['.', '.', '.', '?', ''])
