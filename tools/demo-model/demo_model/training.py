"""Trains the network with PyTorch, on a GPU if there is one: a time-delay network whose layers have a narrow middle."""
import copy
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from .hearing import Corpus, Hearing
from .kaldi_model import Affine, Layers
from .labels import STRIDE
from .mfcc import BINS
from .phones import PDF_COUNT

WIDTH, NARROW, LAYERS = 512, 128, 8      # units of a layer, of its middle; layers after the first
FIRST_OFFSETS = (-3, -2, -1, 0, 1, 2, 3)
_CONTEXT = 3 + STRIDE * LAYERS           # 10 ms frames seen on either side
_OUTPUTS = 56                            # output frames of a stretch
_INPUTS = STRIDE * (_OUTPUTS - 1) + 2 * _CONTEXT + 1
_RATE, _WARM_UP = 2e-3, 500              # highest learning rate, and steps until it is reached
_COOL_DOWN = 0.6                         # last part of the steps, in which the rate falls to nothing
_AVERAGED = 0.999                        # how much the averaged network keeps of itself in a step
_REPORT = 500
_CALIBRATION = 20                        # batches that tell the features' mean and deviation


class _Block(nn.Module):
    """Adds to what comes in: (-3, 0) to few units, (0, 3) to many."""

    def __init__(self):
        super().__init__()
        self.narrow = nn.Conv1d(WIDTH, NARROW, 2, bias=False)
        self.wide = nn.Conv1d(NARROW, WIDTH, 2)
        self.norm = nn.BatchNorm1d(WIDTH)

    def forward(self, x):
        return x[:, :, 1:-1] + functional.relu(self.norm(self.wide(self.narrow(x))))


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv1d(BINS, WIDTH, len(FIRST_OFFSETS), stride=STRIDE)
        self.norm = nn.BatchNorm1d(WIDTH)
        self.blocks = nn.ModuleList([_Block() for _ in range(LAYERS)])
        self.output = nn.Conv1d(WIDTH, PDF_COUNT, 1)

    def forward(self, x):
        x = functional.relu(self.norm(self.first(x)))
        for block in self.blocks:
            x = block(functional.dropout(x, 0.05, self.training))
        return self.output(functional.dropout(x, 0.1, self.training))


def _array(tensor):
    return tensor.detach().double().cpu().numpy()


def _normed(convolution, norm, bias):
    """-> weights[out, offsets * in] and bias with the batch normalisation as part of them"""
    scale = _array(norm.weight) / np.sqrt(_array(norm.running_var) + norm.eps)
    weights = _array(convolution.weight) * scale[:, None, None]
    return (weights.transpose(0, 2, 1).reshape(len(weights), -1),
            (bias - _array(norm.running_mean)) * scale + _array(norm.bias))


def folded(network, mean, deviation):
    """-> the network as kaldi_model writes it: feature and batch normalisation become part of the weights"""
    mean, deviation = _array(mean), _array(deviation)
    weights, bias = _normed(network.first, network.norm, _array(network.first.bias))
    weights = weights / np.tile(deviation, len(FIRST_OFFSETS))
    first = Affine(FIRST_OFFSETS, weights, bias - weights @ np.tile(mean, len(FIRST_OFFSETS)))
    blocks = []
    for block in network.blocks:
        narrow = _array(block.narrow.weight).transpose(0, 2, 1).reshape(NARROW, -1)
        wide = _normed(block.wide, block.norm, _array(block.wide.bias))
        blocks.append((Affine((-STRIDE, 0), narrow, np.zeros(NARROW)), Affine((0, STRIDE), *wide)))
    return Layers(first, blocks, Affine((0,), _array(network.output.weight)[:, :, 0], _array(network.output.bias)))


def _statistics(hearing, batch):
    features = torch.cat([hearing.batch(batch)[0].flatten(0, 1) for _ in range(_CALIBRATION)]).double()
    return features.mean(0).float(), features.std(0).float()


def _rate(step, steps):
    left = (1 - step / steps) / _COOL_DOWN
    return min(1.0, (step + 1) / _WARM_UP) * (1.0 if left >= 1 else max(left, 0.0))


def train(corpus, steps, batch, seed, threads):
    """batch: stretches of speech a step. -> (Layers, priors of the pdfs)"""
    device = 'cuda' if torch.cuda.is_available() else 'cpu'
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    hearing = Hearing(Corpus.load(corpus, device), _INPUTS, _CONTEXT, seed, device)
    mean, deviation = _statistics(hearing, batch)
    network = Network().to(device)
    averaged = copy.deepcopy(network)
    optimizer = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    counts, losses = torch.ones(PDF_COUNT, device=device), torch.zeros((), device=device)
    print(f'training: {hearing.hours():.0f} h on {device}, {steps * batch * _OUTPUTS * STRIDE / 360000:.0f} h to hear, '
          f'{sum(p.numel() for p in network.parameters())} parameters', flush=True)
    began = time.time()
    for step in range(1, steps + 1):
        with torch.no_grad():
            features, labels = hearing.batch(batch)
            features = ((features - mean) / deviation).transpose(1, 2).contiguous()
            counts += torch.bincount(labels.flatten(), minlength=PDF_COUNT)
        with torch.autocast(device, torch.bfloat16):
            scores = network(features)
        loss = functional.cross_entropy(scores.float(), labels)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimizer.step()
        schedule.step()
        _follow(averaged, network, min(_AVERAGED, step / (step + 10)))
        losses += loss.detach()
        if step % _REPORT == 0 or step == steps:
            print(f'training: step {step} of {steps}, loss {losses.item() / ((step - 1) % _REPORT + 1):.4f}, '
                  f'{time.time() - began:.0f} s', flush=True)
            losses.zero_()
    return folded(averaged, mean, deviation), _array(counts / counts.sum())


@torch.no_grad()
def _follow(averaged, network, kept):
    mine, others = list(averaged.state_dict().values()), list(network.state_dict().values())
    floats = [index for index, tensor in enumerate(mine) if tensor.is_floating_point()]
    kept_values = [mine[i] for i in floats]
    torch._foreach_mul_(kept_values, kept)
    torch._foreach_add_(kept_values, [others[i] for i in floats], alpha=1 - kept)
