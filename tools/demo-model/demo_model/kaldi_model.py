"""Kaldi's binary final.mdl: a TransitionModel, then an nnet3 AmNnetSimple, written from numpy arrays."""
import dataclasses
import struct

import numpy as np

from .phones import KALDI_PHONES, first_pdf, later_pdf

# How a matrix is stored: floats, or one of Kaldi's compressed forms, which it reads wherever it reads a matrix.
FLOAT, TWO_BYTES, ONE_BYTE = 'FM', 'CM2', 'CM3'


@dataclasses.dataclass
class Affine:
    offsets: tuple        # 10 ms frames that are seen, relative to the output's
    weights: np.ndarray   # [outputs, offsets * inputs]
    bias: np.ndarray


@dataclasses.dataclass
class Layers:
    first: Affine         # then ReLU
    blocks: list          # [(narrow Affine, wide Affine)]: what comes in + ReLU of one after the other
    output: Affine


class _Writer:
    """Kaldi's binary conventions: a token ends with one space; a number carries its size in a byte before it."""

    def __init__(self, file):
        self._file = file
        self.raw(b'\0B')

    def raw(self, data):
        self._file.write(data)

    def token(self, name):
        self.raw(name.encode() + b' ')

    def integer(self, value):
        self.raw(b'\x04' + struct.pack('<i', value))

    def real(self, value):
        self.raw(b'\x04' + struct.pack('<f', value))

    def integers(self, values):
        """The size byte is that of an element; the count that follows has none."""
        self.raw(b'\x04' + struct.pack('<i', len(values)) + np.asarray(values, '<i4').tobytes())

    def vector(self, values):
        self.token('FV')
        self.integer(len(values))
        self.raw(np.asarray(values, '<f4').tobytes())

    def matrix(self, values, form):
        values = np.asarray(values, np.float64)
        self.token(form)
        if form == FLOAT:
            self.integer(values.shape[0])
            self.integer(values.shape[1])
            self.raw(values.astype('<f4').tobytes())
            return
        least = values.min()
        extent = max(values.max() - least, 1e-5)
        steps, kind = (65535, '<u2') if form == TWO_BYTES else (255, 'u1')
        # The header of a compressed matrix is raw: its numbers carry no size.
        self.raw(struct.pack('<ffii', least, extent, *values.shape))
        self.raw(np.clip(np.rint((values - least) / extent * steps), 0, steps).astype(kind).tobytes())


def _transition_model(write):
    count = len(KALDI_PHONES)
    write.token('<TransitionModel>')
    write.token('<Topology>')
    write.integers(list(range(1, count + 1)))
    write.integers([-1] + [0] * count)
    write.integer(-1)               # the extended form: a state's self loop has a pdf of its own
    write.integer(1)                # one topology for all phones ..
    write.integer(2)                # .. of an emitting state and the final one
    for number in (0, 1, 2):        # pdf class of entering, of looping; number of transitions
        write.integer(number)
    write.integer(0)
    write.real(0.5)
    write.integer(1)
    write.real(0.5)
    for number in (-1, -1, 0):      # the final state has neither pdfs nor transitions
        write.integer(number)
    write.token('</Topology>')
    write.token('<Tuples>')
    write.integer(count)
    for number, (_, phone, _) in enumerate(KALDI_PHONES, start=1):  # in order: Kaldi searches them by bisection
        for value in (number, 0, first_pdf(phone), later_pdf(phone)):
            write.integer(value)
    write.token('</Tuples>')
    write.token('<LogProbs>')
    write.vector([0.0] + [np.log(0.5)] * (2 * count))  # ids count from 1
    write.token('</LogProbs>')
    write.token('</TransitionModel>')


def _appended(affine, source):
    parts = [source if offset == 0 else f'Offset({source}, {offset})' for offset in affine.offsets]
    return parts[0] if len(parts) == 1 else 'Append(' + ', '.join(parts) + ')'


def _components(layers):
    """-> [(name, its input, writer of the component)] in the order of computation"""
    source = 'first.relu'
    components = [('first.affine', _appended(layers.first, 'input'), layers.first),
                  (source, 'first.affine', len(layers.first.bias))]
    for number, (narrow, wide) in enumerate(layers.blocks, start=1):
        name = f'block{number}'
        components += [(f'{name}.narrow', _appended(narrow, source), narrow),
                       (f'{name}.wide', _appended(wide, f'{name}.narrow'), wide),
                       (f'{name}.relu', f'{name}.wide', len(wide.bias)),
                       (f'{name}.sum', f'Sum({source}, {name}.relu)', None)]
        source = f'{name}.sum'
    components.append(('output.affine', _appended(layers.output, source), layers.output))
    return components


def _network_config(components, inputs):
    lines = [f'input-node name=input dim={inputs}']
    lines += [f'component-node name={name} component={name} input={source}' for name, source, _ in components]
    return '\n'.join(lines + ['output-node name=output input=output.affine objective=linear'])


def _affine(write, affine, form):
    write.token('<AffineComponent>')
    write.token('<LearningRate>')
    write.real(0.001)
    write.token('<LinearParams>')
    write.matrix(affine.weights, form)
    write.token('<BiasParams>')
    write.vector(affine.bias)
    write.token('</AffineComponent>')


def _relu(write, size):
    write.token('<RectifiedLinearComponent>')
    write.token('<Dim>')
    write.integer(size)
    for statistic in ('<ValueAvg>', '<DerivAvg>'):
        write.token(statistic)
        write.vector([])
    write.token('<Count>')
    write.real(0.0)
    write.token('</RectifiedLinearComponent>')


def _same(write, size):
    write.token('<NoOpComponent>')
    write.token('<Dim>')
    write.integer(size)
    write.token('<BackpropScale>')
    write.real(1.0)
    write.token('</NoOpComponent>')


def _network(write, layers, inputs, form):
    components = _components(layers)
    write.token('<Nnet3>')
    write.raw(b'\n' + _network_config(components, inputs).encode() + b'\n\n')
    write.token('<NumComponents>')
    write.integer(len(components))
    for name, _, content in components:
        write.token('<ComponentName>')
        write.token(name)
        if isinstance(content, Affine):
            _affine(write, content, form)
        elif name.endswith('.relu'):
            _relu(write, content)
        else:
            _same(write, len(layers.first.bias))
    write.token('</Nnet3>')


def write_model(path, layers, inputs, priors, form=TWO_BYTES):
    """inputs: dimension of the features; priors: of the pdfs"""
    with open(path, 'wb') as file:
        write = _Writer(file)
        _transition_model(write)
        _network(write, layers, inputs, form)
        for side in ('<LeftContext>', '<RightContext>'):
            write.token(side)
            write.integer(0)        # Kaldi computes it again
        write.token('<Priors>')
        write.vector(priors)
