"""What the network hears in training: stretches of the corpus as if said by others, elsewhere, over other equipment.

Every batch is drawn anew, so no stretch sounds twice the same. All of it is done with tensors, on a GPU if there is one.
"""
import dataclasses

import numpy as np
import torch
from torch.nn import functional

from . import background
from .corpus import LEVEL
from .labels import STRIDE, labels_of
from .mfcc import BINS, HERTZ, SHIFT, SPECTRUM, WINDOW, Mfcc
from .phones import PHONES
from .speech import RATE

_ROOMS, _ECHO = 1500, 12000              # how many rooms there are; samples that one sounds on
_SLOWEST = 1.45                          # how much longer than it was a stretch may be said
_KNOTS = torch.tensor([0., 300., 700., 1200., 1900., 2700., 3800., 5200., 8000.])  # Hz, of curves over the spectrum
_MOVABLE = torch.tensor([0., 1., 1., 1., 1., 1., 1., 1., 0.])


@dataclasses.dataclass
class Corpus:
    samples: torch.Tensor  # int16, all recordings in a row
    phones: torch.Tensor   # which phones are said
    starts: torch.Tensor   # .. and the first sample of each
    nothing: torch.Tensor  # int16, what is no speech: also part of the samples

    @staticmethod
    def load(folder, device):
        samples, phones, starts, nothing, count = [], [], [], [], 0
        for path in sorted(folder.glob('*.npz')):
            with np.load(path) as shard:
                samples.append(shard['samples'])
                phones.append(shard['phones'].astype(np.int64))
                starts.append(shard['starts'].astype(np.int64) + count)
                count += len(samples[-1])
                if path.name.startswith('nothing'):
                    nothing.append(samples[-1])
        return Corpus(*(torch.from_numpy(np.concatenate(part)).to(device) for part in (samples, phones, starts, nothing)))


class Hearing:
    def __init__(self, corpus, inputs, context, seed, device):
        """inputs: 10 ms frames of a stretch, of which the first and last few are the context of its first label"""
        self._corpus, self._inputs, self._context, self._device = corpus, inputs, context, device
        self._random = torch.Generator(device).manual_seed(seed)
        self._mfcc = Mfcc(device)
        self._length = int(inputs * SHIFT * _SLOWEST) + WINDOW
        rng = np.random.default_rng(seed)
        rooms = np.stack([background.room(rng, _ECHO) for _ in range(_ROOMS)])
        self._rooms = torch.tensor(rooms, dtype=torch.float32, device=device)
        hertz, knots = torch.tensor(HERTZ, dtype=torch.float32), _KNOTS
        above = torch.clamp(torch.searchsorted(knots, hertz, right=True), 1, len(knots) - 1)
        part = (hertz - knots[above - 1]) / (knots[above] - knots[above - 1])
        curve = torch.zeros(len(knots), SPECTRUM)  # values at the knots -> values at all frequencies
        columns = torch.arange(SPECTRUM)
        curve[above - 1, columns], curve[above, columns] = 1 - part, part
        self._curve, self._hertz = curve.to(device), hertz.to(device)
        self._knots, self._movable = _KNOTS.to(device), _MOVABLE.to(device)

    def hours(self):
        """of recordings in the corpus"""
        return len(self._corpus.samples) / RATE / 3600

    def batch(self, count):
        """-> MFCCs [count, inputs, 40], labels [count, outputs]"""
        first = self._whole(0, len(self._corpus.samples) - _ECHO - self._length, (count, 1))
        samples = self._said(first)
        position = self._pace(count)
        frames = samples.gather(1, (position.long()[:, :, None] + torch.arange(WINDOW, device=self._device))
                                .flatten(1)).view(count, self._inputs, WINDOW)
        position = position.double() + first + _ECHO  # a float does not hold a sample's number
        phone = torch.searchsorted(self._corpus.starts, position.long(), right=True) - 1
        power = self._mfcc.power(frames)
        power = self._as_another(power, self._corpus.phones[phone])
        power = self._over_equipment(power)
        cepstra = self._mfcc.cepstra(self._with_gaps(self._mfcc.log_mel(power)))
        outputs = position[:, self._context:self._inputs - self._context:STRIDE]
        return cepstra, labels_of(outputs, self._corpus.phones, self._corpus.starts)

    def _number(self, low, high, shape):
        return low + (high - low) * torch.rand(shape, generator=self._random, device=self._device)

    def _whole(self, low, high, shape):
        return torch.randint(low, high, shape, generator=self._random, device=self._device)

    def _normal(self, *shape):
        return torch.randn(shape, generator=self._random, device=self._device)

    def _some(self, share, count, *ones):
        """-> 1 for that share of the stretches, 0 for the others"""
        return (self._number(0, 1, (count,) + (1,) * len(ones)) < share).float()

    def _cut(self, source, first, length):
        return source[first + torch.arange(length, device=self._device)].float()

    def _said(self, first):
        """-> samples [count, length]: speech in a room, with what else is heard, as 16-bit numbers"""
        count, corpus = len(first), self._corpus
        samples = self._cut(corpus.samples, first, _ECHO + self._length)
        loud = 10 ** (self._number(-28, -8, (count, 1)) / 20) * self._some(0.08, count, 1)
        others = self._whole(0, len(corpus.samples) - samples.shape[1], (count, 1))
        samples = samples + loud * self._cut(corpus.samples, others, samples.shape[1])
        room = self._rooms[self._whole(0, _ROOMS, (count,))]
        room[:, 1:] *= self._some(0.45, count, 1)
        size = 1 << (samples.shape[1] - 1).bit_length()  # the echo wraps into the part that is cut off
        samples = torch.fft.irfft(torch.fft.rfft(samples, size) * torch.fft.rfft(room, size), size)
        samples = samples[:, _ECHO:_ECHO + self._length]
        noise = self._cut(corpus.nothing, self._whole(0, len(corpus.nothing) - self._length, (count, 1)), self._length)
        noise = noise / (noise.square().mean(1, keepdim=True).sqrt() + 1)
        quieter = self._number(5, 40, (count, 1))
        samples = samples + noise * LEVEL * 10 ** (-quieter / 20) * self._some(0.6, count, 1)
        faint = self._some(0.2, count, 1)
        decibels = self._number(-20, 8, (count, 1)) * (1 - faint) + self._number(-38, -20, (count, 1)) * faint
        samples = samples * 10 ** (decibels / 20)
        samples = samples + self._normal(*samples.shape) * self._number(0.2, 4, (count, 1)) * self._some(0.5, count, 1)
        return torch.clamp(torch.round(samples), -32768, 32767)

    def _pace(self, count):
        """-> where in its samples each frame of a stretch begins, slower here and faster there than it was said"""
        pace = self._normal(count, 1, self._inputs // 12 + 2)
        pace = functional.interpolate(pace, size=self._inputs, mode='linear', align_corners=True)[:, 0]
        pace = torch.exp((0.15 * pace + self._number(-0.2, 0.2, (count, 1))) * self._some(0.75, count, 1))
        position = torch.cumsum(SHIFT * pace, 1) - SHIFT * pace[:, :1]
        most = self._length - WINDOW
        return position * torch.clamp(most / position[:, -1:], max=1.0)

    def _of_phones(self, values, phone):
        """values [count, phones, knots] -> [count, inputs, knots], changing gradually from phone to phone"""
        values = values.gather(1, phone[:, :, None].expand(-1, -1, values.shape[2]))
        return functional.avg_pool1d(values.transpose(1, 2), 7, 1, 3, count_include_pad=False).transpose(1, 2)

    def _as_another(self, power, phone):
        """Another mouth: moves the formants, those of all phones and those of each phone, and their strengths."""
        count, knots = len(power), len(self._knots)
        tract = self._number(-0.2, 0.2, (count, 1, 1)) + 0.06 * self._normal(count, 1, knots)
        own = self._of_phones(0.06 * self._normal(count, len(PHONES), knots), phone)
        moved = self._knots * torch.exp((tract + own) * self._movable * self._some(0.85, count, 1, 1))
        source = torch.clamp((moved @ self._curve) * (SPECTRUM / (RATE / 2)), 0, SPECTRUM - 1.001)
        below = source.long()
        part = source - below
        power = power.gather(2, below) * (1 - part) + power.gather(2, below + 1) * part
        own = self._of_phones(3 * self._normal(count, len(PHONES), knots), phone)
        return power * 10 ** ((own * self._some(0.7, count, 1, 1)) @ self._curve / 10)

    def _over_equipment(self, power):
        """Tilt and colour of microphones, upper and lower limits of telephones and codecs, and what codecs leave out"""
        count, hertz = len(power), self._hertz
        decibels = 4.5 * self._normal(count, 1, len(self._knots)) * self._some(0.6, count, 1, 1)
        tilt = self._number(-4, 4, (count, 1, 1)) * self._some(0.6, count, 1, 1)
        gain = 10 ** ((decibels @ self._curve + tilt * torch.log2(torch.clamp(hertz, min=100) / 1000)) / 10)
        upper = 9000 + (self._number(3200, 7600, (count, 1, 1)) - 9000) * self._some(0.25, count, 1, 1)
        gain = gain / (1 + (hertz / upper) ** 24)
        lower = self._number(60, 300, (count, 1, 1)) * self._some(0.25, count, 1, 1) + 1
        gain = gain * ((hertz / lower) ** 4 / (1 + (hertz / lower) ** 4))
        power = power * gain
        inaudible = power.amax(2, keepdim=True) * 10 ** -self._number(3.5, 6.5, (count, 1, 1))
        return torch.where((power < inaudible) & (self._some(0.1, count, 1, 1) > 0), torch.zeros_like(power), power)

    def _with_gaps(self, log_mel):
        """A band or a moment unheard, so that the network does not rely on any one"""
        count = len(log_mel)
        mean = log_mel.mean(1, keepdim=True)
        for axis, most, share in ((2, 7, 0.4), (1, 12, 0.5)):
            size = log_mel.shape[axis]
            first = self._whole(0, size, (count, 1))
            last = first + self._whole(1, most, (count, 1)) * self._some(share, count, 1).long()
            index = torch.arange(size, device=self._device)
            gap = (index >= first) & (index < last)
            log_mel = torch.where(gap[:, None, :] if axis == 2 else gap[:, :, None], mean, log_mel)
        return log_mel
