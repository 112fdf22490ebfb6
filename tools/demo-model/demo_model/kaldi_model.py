"""Kaldi's binary final.mdl: a TransitionModel, then an nnet3 AmNnetSimple, written from numpy arrays and read back."""
import struct

import numpy as np

from .phones import KALDI_PHONES, first_pdf, later_pdf

# How a matrix is stored: floats, or one of Kaldi's compressed forms, which it reads wherever it reads a matrix.
FLOAT, TWO_BYTES, ONE_BYTE = 'FM', 'CM2', 'CM3'


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


def _network_config(layers, inputs):
    lines, source = [f'input-node name=input dim={inputs}'], 'input'
    for number, (offsets, _, _) in enumerate(layers):
        parts = [source if offset == 0 else f'Offset({source}, {offset})' for offset in offsets]
        spliced = parts[0] if len(parts) == 1 else 'Append(' + ', '.join(parts) + ')'
        lines.append(f'component-node name=l{number}.affine component=l{number}.affine input={spliced}')
        source = f'l{number}.affine'
        if number < len(layers) - 1:
            lines.append(f'component-node name=l{number}.relu component=l{number}.relu input={source}')
            source = f'l{number}.relu'
    lines.append(f'output-node name=output input={source} objective=linear')
    return '\n'.join(lines)


def _network(write, layers, inputs, form):
    write.token('<Nnet3>')
    write.raw(b'\n' + _network_config(layers, inputs).encode() + b'\n\n')
    write.token('<NumComponents>')
    write.integer(2 * len(layers) - 1)
    for number, (_, weights, bias) in enumerate(layers):
        write.token('<ComponentName>')
        write.token(f'l{number}.affine')
        write.token('<AffineComponent>')
        write.token('<LearningRate>')
        write.real(0.001)
        write.token('<LinearParams>')
        write.matrix(weights, form)
        write.token('<BiasParams>')
        write.vector(bias)
        write.token('</AffineComponent>')
        if number < len(layers) - 1:
            write.token('<ComponentName>')
            write.token(f'l{number}.relu')
            write.token('<RectifiedLinearComponent>')
            write.token('<Dim>')
            write.integer(len(bias))
            for statistic in ('<ValueAvg>', '<DerivAvg>'):
                write.token(statistic)
                write.vector([])
            write.token('<Count>')
            write.real(0.0)
            write.token('</RectifiedLinearComponent>')
    write.token('</Nnet3>')


def write_model(path, layers, inputs, priors, form=TWO_BYTES):
    """layers: [(frame offsets, weights[out, in * offsets], bias)], with ReLU between them; priors: of the pdfs."""
    with open(path, 'wb') as file:
        write = _Writer(file)
        _transition_model(write)
        _network(write, layers, inputs, form)
        for side in ('<LeftContext>', '<RightContext>'):
            write.token(side)
            write.integer(0)        # Kaldi computes it again
        write.token('<Priors>')
        write.vector(priors)


def _read_matrix(data, at):
    """-> the two-byte matrix whose token begins at the offset, and the offset behind it"""
    at += len(TWO_BYTES) + 1
    least, extent, rows, columns = struct.unpack_from('<ffii', data, at)
    at += 16
    stored = np.frombuffer(data, '<u2', rows * columns, at).reshape(rows, columns)
    return least + extent * (stored / 65535), at + 2 * rows * columns


def _read_vector(data, at):
    count, = struct.unpack_from('<i', data, at + len('FV ') + 1)
    return np.frombuffer(data, '<f4', count, at + len('FV ') + 5).astype(np.float64)


def read_weights(path):
    """-> [(weights, bias)] of the layers of a model that write_model wrote with two-byte matrices"""
    data = path.read_bytes()
    layers, at = [], data.index(b'<Nnet3> ')
    while (found := data.find(b'<LinearParams> ', at)) >= 0:
        weights, at = _read_matrix(data, found + len(b'<LinearParams> '))
        layers.append((weights, _read_vector(data, data.index(b'<BiasParams> ', at) + len(b'<BiasParams> '))))
    return layers
