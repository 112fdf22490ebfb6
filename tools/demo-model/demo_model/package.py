"""Puts the parts together as a Vosk model, with a manifest of checksums."""
import hashlib
import itertools
import shutil

import numpy as np

from .graph import make_graph
from .kaldi_model import TWO_BYTES, Affine, Layers, write_model
from .mfcc import BINS, CONFIG

_LEAST_PRIOR = 2e-4  # a pdf that hardly ever occurs must not become likely by the division by its prior
# Vosk's recogniser: Kaldi's search options, and when an utterance has ended (seconds of silence after speech). Rule 5
# ends one for its length alone, be it within a word, so that is put beyond the usual distance of two pauses.
_RECOGNISER = '''\
--min-active=200
--max-active=3000
--beam=13.0
--lattice-beam=6.0
--acoustic-scale=0.5
--frame-subsampling-factor=3
--frames-per-chunk=51
--endpoint.silence-phones=1
--endpoint.rule2.min-trailing-silence=0.35
--endpoint.rule3.min-trailing-silence=0.75
--endpoint.rule4.min-trailing-silence=1.0
--endpoint.rule5.min-utterance-length=40
'''


def save_network(path, layers, priors):
    """The layers in order: first, narrow and wide of each block, output."""
    arrays = {}
    for number, affine in enumerate([layers.first, *itertools.chain(*layers.blocks), layers.output]):
        arrays |= {f'offsets{number}': affine.offsets, f'weights{number}': affine.weights.astype(np.float32),
                   f'bias{number}': affine.bias.astype(np.float32)}
    np.savez(path, priors=priors, **arrays)


def load_network(path):
    stored = np.load(path)
    first, *middle, output = (Affine(tuple(stored[f'offsets{n}']), stored[f'weights{n}'], stored[f'bias{n}'])
                              for n in range(sum(name.startswith('offsets') for name in stored.files)))
    return Layers(first, list(zip(middle[::2], middle[1::2])), output), stored['priors']


def write_manifest(model):
    """Beside the model's folder, as sha256sum prints it from within."""
    manifest = model.with_name(f'{model.name}.sha256')
    files = sorted(path for path in model.rglob('*') if path.is_file())
    manifest.write_text(''.join(f'{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(model)}\n'
                                for path in files))


def package(network, lexicon, work, model):
    """Writes the model folder anew from the saved network and the lexicon."""
    shutil.rmtree(model, ignore_errors=True)
    for folder in ('am', 'conf', 'graph'):
        (model / folder).mkdir(parents=True)
    layers, priors = load_network(network)
    priors = np.maximum(priors, _LEAST_PRIOR)
    write_model(model / 'am/final.mdl', layers, BINS, priors / priors.sum(), TWO_BYTES)
    (model / 'conf/mfcc.conf').write_text(CONFIG)
    (model / 'conf/model.conf').write_text(_RECOGNISER)
    make_graph(lexicon, work / 'graph', model / 'graph')
    write_manifest(model)
