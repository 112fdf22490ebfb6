"""The phone set: 39 ARPAbet-like phones with reduced vowels kept apart, and silence.

Every phone has four Kaldi variants by its place in the word (begin, end, internal, single), which share their two
pdfs: one for the phone's first frame, one for the frames after it.
"""
SILENCE = 'SIL'
SPOKEN = ('aa ae ah ao aw ax ay b ch d dh eh er ey f g hh ih iy jh k l m n ng '
          'ow oy p r s sh t th uh uw v w y z zh').split()
PHONES = [SILENCE] + SPOKEN
INDEX = {phone: index for index, phone in enumerate(PHONES)}
PDF_COUNT = 2 * len(PHONES)

_PLACES = {'B': 'begin', 'E': 'end', 'I': 'internal', 'S': 'singleton'}


def first_pdf(index):
    return 2 * index


def later_pdf(index):
    return 2 * index + 1


# Kaldi's phones, whose integer ids count from 1: (name, index of the phone, kind for word_boundary.int)
KALDI_PHONES = [(SILENCE, 0, 'nonword')] + [(f'{phone}_{place}', INDEX[phone], kind)
                                            for phone in SPOKEN for place, kind in _PLACES.items()]
KALDI_ID = {name: number for number, (name, _, _) in enumerate(KALDI_PHONES, start=1)}


def placed(pronunciation):
    """('k', 'ae', 't') -> ['k_B', 'ae_I', 't_E']"""
    if len(pronunciation) == 1:
        return [pronunciation[0] + '_S']
    first, *middle, last = pronunciation
    return [first + '_B', *(phone + '_I' for phone in middle), last + '_E']


# Kaldi gives each phone's only emitting state two transition ids.
def loop_transition(kaldi_id):
    return 2 * kaldi_id - 1


def forward_transition(kaldi_id):
    return 2 * kaldi_id
