"""The decoding graph HCLG, composed by OpenFst's command-line tools, and the tables beside it.

Phones are modelled without context, so C is trivial. H puts each phone's forward transition id on the graph's arcs;
self loops are added after minimisation, each with its state's loop transition id.
"""
import collections
import math
import subprocess

from .language_model import grammar_lines
from .phones import KALDI_ID, KALDI_PHONES, SILENCE, forward_transition, loop_transition, placed
from .vocabulary import read_classes

SILENCE_PROBABILITY = 0.2        # of a pause after a word
_FIRST_SILENCE_PROBABILITY = 0.5


def _log(probability):
    return -math.log(probability)


class Symbols:
    """Integer ids: words, the backoff symbols of classes, and disambiguation symbols on the side of phones."""

    def __init__(self, lexicon):
        self.words = {word: index for index, word in enumerate(['<eps>', *sorted(lexicon), '#0', '<s>', '</s>'])}
        classes = sorted(read_classes())
        self.class_as_word = {name: len(self.words) + i for i, name in enumerate(classes)}
        self.last_phone = len(KALDI_PHONES)
        self.class_as_phone = {name: self.last_phone + 1 + i for i, name in enumerate(classes)}
        self.no_silence = self.last_phone + len(classes) + 1

    def homophone(self, index):
        return self.no_silence + 1 + index


def lexicon_lines(lexicon, symbols):
    """-> lines of the transducer L: 0 starts, 1 is between words, 2 owes a silence"""
    silence = KALDI_ID[SILENCE]
    pause, no_pause = _log(SILENCE_PROBABILITY), _log(1 - SILENCE_PROBABILITY)
    lines = [f'0 1 {symbols.no_silence} 0 {_log(1 - _FIRST_SILENCE_PROBABILITY)}',
             f'0 1 {silence} 0 {_log(_FIRST_SILENCE_PROBABILITY)}',
             f'2 1 {silence} 0', '1']
    lines += [f'1 1 {symbols.class_as_phone[name]} {word}' for name, word in symbols.class_as_word.items()]
    spelled_alike, states = collections.Counter(), 3
    for word, pronunciations in sorted(lexicon.items()):
        for phones, cost in pronunciations.items():
            path = [KALDI_ID[name] for name in placed(phones)]
            if spelled_alike[phones]:
                path.append(symbols.homophone(spelled_alike[phones] - 1))
            spelled_alike[phones] += 1
            source, output = 1, symbols.words[word]
            for symbol in path[:-1]:
                lines.append(f'{source} {states} {symbol} {output} {cost}')
                source, output, cost, states = states, 0, 0.0, states + 1
            lines.append(f'{source} 1 {path[-1]} {output} {cost + no_pause}')
            lines.append(f'{source} 2 {path[-1]} {output} {cost + pause}')
    return lines


def with_transitions(printed, last_phone):
    """Turns the printed LG into HCLG: transition ids for phones, nothing for disambiguation symbols, self loops."""
    arcs, finals, arriving, states = [], [], collections.defaultdict(set), 0
    for line in printed:
        fields = line.split()
        if len(fields) <= 2:
            finals.append(line)
            states = max(states, int(fields[0]) + 1)
            continue
        source, target, phone, word = map(int, fields[:4])
        phone = phone if phone <= last_phone else 0
        arcs.append((source, target, phone, word, float(fields[4]) if len(fields) > 4 else 0.0))
        arriving[target].add(phone)
        states = max(states, source + 1, target + 1)
    start, looping, graph = arcs[0][0], {}, []
    for source, target, phone, word, cost in arcs:
        if phone == 0:
            graph.append((source, target, 0, word, cost))
            continue
        if (target, phone) not in looping:
            # A state that only this phone enters can loop itself; another gets a looping state in front of it.
            alone = len(arriving[target]) == 1 and target != start
            looping[target, phone] = target if alone else states
            if not alone:
                graph.append((states, target, 0, 0, 0.0))
                states += 1
            graph.append((looping[target, phone], looping[target, phone], loop_transition(phone), 0, 0.0))
        graph.append((source, looping[target, phone], forward_transition(phone), word, cost))
    graph.sort(key=lambda arc: (arc[0] != start, arc[0]))
    return ['%d %d %d %d %.4f' % arc for arc in graph] + finals


def _shell(script, folder):
    subprocess.run(['bash', '-euo', 'pipefail', '-c', script], cwd=folder, check=True)


def make_graph(lexicon, work, target):
    """Writes HCLG.fst, words.txt and phones/word_boundary.int, as Vosk wants them, to the target folder."""
    work.mkdir(parents=True, exist_ok=True)
    (target / 'phones').mkdir(parents=True, exist_ok=True)
    symbols = Symbols(lexicon)
    (target / 'words.txt').write_text(''.join(f'{word} {index}\n' for word, index in symbols.words.items()))
    (target / 'phones/word_boundary.int').write_text(
        ''.join(f'{index} {kind}\n' for index, (_, _, kind) in enumerate(KALDI_PHONES, start=1)))
    (work / 'L.txt').write_text('\n'.join(lexicon_lines(lexicon, symbols)) + '\n')
    (work / 'G.txt').write_text('\n'.join(grammar_lines(symbols.words, symbols.class_as_word)) + '\n')
    _shell('''
        fstcompile L.txt | fstarcsort --sort_type=olabel > L.fst
        fstcompile G.txt | fstconnect | fstarcsort --sort_type=ilabel > G.fst
        fstcompose L.fst G.fst | fstconnect | fstdeterminize | fstrmepsilon > LG.fst
        fstencode --encode_labels LG.fst labels.codec | fstminimize --allow_nondet \
            | fstencode --decode - labels.codec | fstprint > LG.txt''', work)
    printed = (work / 'LG.txt').read_text().splitlines()
    (work / 'HCLG.txt').write_text('\n'.join(with_transitions(printed, symbols.last_phone)) + '\n')
    _shell('fstcompile HCLG.txt | fstconnect | fstarcsort --sort_type=ilabel | fstconvert --fst_type=const > HCLG.fst',
           work)
    (work / 'HCLG.fst').replace(target / 'HCLG.fst')
