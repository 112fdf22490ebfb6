"""The words the model knows and their word classes, from text/vocabulary.txt."""
import pathlib
import re

TEXT = pathlib.Path(__file__).resolve().parent.parent / 'text'
VOWELS = 'aeiou'
# Verbs and adjectives of one stressed closing syllable that double their last letter ("plan": "planned").
DOUBLING = set('''beg chat dig drag drop drum fit forget get grab hit hug jog kid knit let nod pat pin plan plot pop put
quit rob rub run set shop shut sit skip slip spin spit split step stir stop strip swim tap tip trap trim trip whip win
wrap cut begin admit commit control forbid occur permit prefer prefer refer regret transfer submit upset
big hot fat sad thin wet mad flat red'''.split())


def plural(noun):
    if re.search(r'(s|x|z|ch|sh)$', noun):
        return noun + 'es'
    if noun[-1] == 'y' and noun[-2] not in VOWELS:
        return noun[:-1] + 'ies'
    return noun + 's'


def with_ending(word, ending):
    """'bake' + 'ed' -> 'baked', 'plan' + 'ing' -> 'planning', 'try' + 'ed' -> 'tried'"""
    if word in DOUBLING:
        return word + word[-1] + ending
    if word.endswith('ie') and ending == 'ing':
        return word[:-2] + 'ying'
    if word.endswith('e') and not (ending == 'ing' and word.endswith(('ee', 'oe', 'ye'))):
        return word[:-1] + ending
    if word[-1] == 'y' and word[-2] not in VOWELS and ending != 'ing':
        return word[:-1] + 'i' + ending
    return word + ending


def _nouns(item):
    if item.endswith('-'):
        return {'noun': [item[:-1]]}
    one, _, many = item.partition('/')
    return {'noun': [one], 'nouns': [many or plural(one)]}


def _verbs(item):
    base, *irregular = item.split('/')
    past, participle = irregular or [with_ending(base, 'ed')] * 2
    third = {'go': 'goes', 'do': 'does'}.get(base) or plural(base)
    return {'verb': [base], 'verb_s': [third], 'past': [past], 'participle': [participle],
            'verb_ing': [with_ending(base, 'ing')]}


def _adjectives(item):
    if item.endswith('+'):
        base = item[:-1]
        return {'adjective': [base], 'comparative': [with_ending(base, 'er')],
                'superlative': [with_ending(base, 'est')]}
    base, *compared = item.split('/')
    classes = {'adjective': [base]}
    if compared:
        classes['comparative'] = compared[:1]
        classes['superlative'] = compared[1:]
    return classes


_FORMS = {'nouns': _nouns, 'verbs': _verbs, 'adjectives': _adjectives}


def read_classes(path=TEXT / 'vocabulary.txt'):
    """-> {class: sorted words}; a word may be of several classes"""
    classes, name = {}, None
    for line in path.read_text().splitlines():
        if line.startswith('#'):
            continue
        if line.startswith('['):
            name = line.strip('[]')
            continue
        for item in line.split():
            for kind, words in _FORMS.get(name, lambda word: {name: [word]})(item).items():
                classes.setdefault(kind, set()).update(words)
    return {kind: sorted(words) for kind, words in sorted(classes.items())}
