"""Trains the network (a TDNN) on frame labels, with PyTorch on the CPU."""
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from .labels import STRIDE
from .mfcc import BINS
from .phones import PDF_COUNT

WIDTH, LAYERS = 256, 5                 # units a layer; layers after the first
FIRST_OFFSETS, OFFSETS = (-3, -2, -1, 0, 1, 2, 3), (-3, 0, 3)
_CONTEXT = 3 + STRIDE * LAYERS         # 10 ms frames seen on either side
_OUTPUTS, _BATCH = 48, 64              # output frames of a training chunk, chunks in a batch
_INPUTS = STRIDE * (_OUTPUTS - 1) + 2 * _CONTEXT + 1
_RATE, _WARM_UP = 2e-3, 200            # highest learning rate, and steps until it is reached
_COOL_DOWN = 0.35                      # last part of the steps, in which the rate falls to nothing
_REPORT = 500
_CALIBRATION = 120000                  # frames from which an adopted network's statistics are taken
_HELD_OUT = 60000                      # frames not trained on, to watch for overfitting


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.convolutions = nn.ModuleList([nn.Conv1d(BINS, WIDTH, len(FIRST_OFFSETS), stride=STRIDE)] +
                                          [nn.Conv1d(WIDTH, WIDTH, len(OFFSETS)) for _ in range(LAYERS)])
        self.norms = nn.ModuleList([nn.BatchNorm1d(WIDTH) for _ in self.convolutions])
        self.output = nn.Conv1d(WIDTH, PDF_COUNT, 1)

    def forward(self, x):
        for convolution, norm in zip(self.convolutions, self.norms):
            x = functional.relu(norm(convolution(x)))
        return self.output(functional.dropout(x, 0.1, self.training))


def load_corpus(folder):
    """-> features [frames, 40] as float16 and labels, all shards in a row"""
    shards = [np.load(path) for path in sorted(folder.glob('*.npz'))]
    return (np.concatenate([shard['features'] for shard in shards]),
            np.concatenate([shard['labels'] for shard in shards]))


def folded(network, mean, deviation):
    """-> layers for kaldi_model: feature and batch normalisation become part of the weights"""
    layers = []
    for number, (convolution, norm) in enumerate(zip(network.convolutions, network.norms)):
        weight = convolution.weight.detach().double().numpy()    # [out, in, offset]
        bias = convolution.bias.detach().double().numpy()
        if number == 0:
            weight = weight / deviation[None, :, None]
            bias = bias - (weight * mean[None, :, None]).sum((1, 2))
        scale = (norm.weight / torch.sqrt(norm.running_var + norm.eps)).detach().double().numpy()
        bias = (bias - norm.running_mean.double().numpy()) * scale + norm.bias.detach().double().numpy()
        weight = (weight * scale[:, None, None]).transpose(0, 2, 1).reshape(WIDTH, -1)
        layers.append((FIRST_OFFSETS if number == 0 else OFFSETS, weight, bias))
    layers.append(((0,), network.output.weight.detach().double().numpy()[:, :, 0],
                   network.output.bias.detach().double().numpy()))
    return layers


def adopt(network, weights, mean, deviation, features):
    """Makes the network compute what folded weights compute. Its batch norms, which folding dissolved, get the
    statistics of the features as their own, so that they change nothing to begin with."""
    x = torch.from_numpy(((features.astype(np.float32) - mean) / deviation).T[None].copy())
    with torch.no_grad():
        for number, (convolution, norm) in enumerate(zip(network.convolutions, network.norms)):
            weight, bias = weights[number]
            weight = weight.reshape(WIDTH, convolution.kernel_size[0], -1).transpose(0, 2, 1)
            if number == 0:
                bias = bias + (weight * mean[None, :, None]).sum((1, 2))
                weight = weight * deviation[None, :, None]
            convolution.weight.copy_(torch.from_numpy(weight.copy()))
            convolution.bias.copy_(torch.from_numpy(bias))
            x = convolution(x)
            norm.running_mean.copy_(x.mean((0, 2)))
            norm.running_var.copy_(x.var((0, 2)))
            norm.bias.copy_(norm.running_mean)
            norm.weight.copy_(torch.sqrt(norm.running_var + norm.eps))
            x = functional.relu(x)
        network.output.weight.copy_(torch.from_numpy(weights[-1][0][:, :, None].copy()))
        network.output.bias.copy_(torch.from_numpy(weights[-1][1]))


def _batch(features, labels, mean, deviation, rng):
    starts = rng.integers(_CONTEXT, len(features) - _INPUTS - _CONTEXT, _BATCH)
    x = np.stack([features[start - _CONTEXT:start - _CONTEXT + _INPUTS] for start in starts]).astype(np.float32)
    x = (x - mean) / deviation
    if rng.random() < 0.5:  # a short stretch unheard
        masked = rng.integers(0, _INPUTS - 12)
        x[:, masked:masked + rng.integers(3, 12)] = 0
    y = np.stack([labels[start:start + STRIDE * _OUTPUTS:STRIDE] for start in starts]).astype(np.int64)
    return torch.from_numpy(x.transpose(0, 2, 1).copy()), torch.from_numpy(y)


def train(corpus, steps, seed, threads, start_from=None):
    """start_from: weights as kaldi_model.read_weights gives them, or None. -> (layers, priors of the pdfs)"""
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    features, labels = load_corpus(corpus)
    sample = features[::37].astype(np.float64)
    mean, deviation = sample.mean(0), sample.std(0)
    narrow = mean.astype(np.float32), deviation.astype(np.float32)
    counts = np.bincount(labels, minlength=PDF_COUNT) + 1.0
    seen = len(features) - _HELD_OUT
    network = Network()
    if start_from:
        adopt(network, start_from, *narrow, features[:_CALIBRATION])
    rate = _RATE / 2 if start_from else _RATE
    optimizer = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / _WARM_UP, (1 - step / steps) / _COOL_DOWN))
    print(f'training: {len(features) / 360000:.1f} h, {steps * _BATCH * _OUTPUTS * STRIDE / len(features):.1f} epochs, '
          f'{sum(p.numel() for p in network.parameters())} parameters', flush=True)
    began, loss_sum = time.time(), 0.0
    for step in range(1, steps + 1):
        x, y = _batch(features[:seen], labels[:seen], *narrow, rng)
        with torch.autocast('cpu', torch.bfloat16):
            scores = network(x)
        loss = functional.cross_entropy(scores.float(), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        loss_sum += loss.item()
        if step % _REPORT == 0:
            print(f'training: step {step} of {steps}, loss {loss_sum / _REPORT:.4f}, {time.time() - began:.0f} s',
                  flush=True)
            loss_sum = 0.0
    network.eval()
    _report_held_out(network, features[seen - _CONTEXT:], labels[seen:], narrow)
    return folded(network, mean, deviation), counts / counts.sum()


def _report_held_out(network, features, labels, narrow):
    mean, deviation = narrow
    x = (features.astype(np.float32) - mean) / deviation
    with torch.no_grad():
        best = network(torch.from_numpy(x.T[None].copy()))[0].argmax(0).numpy()
    expected = labels[::STRIDE][:len(best)]
    print(f'training: {100 * (best[:len(expected)] == expected).mean():.1f} % of held-out frames right', flush=True)
