"""Frame labels from phone times: which pdf each frame should be, without an alignment step."""
import torch

STRIDE = 3           # the network gives one output for three 10 ms frames
_MOST_PHONES = 128   # in a stretch


def labels_of(position, phones, starts):
    """-> pdfs [stretches, outputs] of output frames that begin at these samples (ascending), of stretches of a corpus.

    phones: the corpus' phones by index; starts: the first sample of each. A phone's first frame is the one nearest to
    its start. Every phone gets at least one frame of its own, or the word it is part of could not be found.
    """
    device, outputs = position.device, position.shape[1]
    middles = (position[:, 1:] + position[:, :-1]) / 2
    edges = torch.cat([2 * position[:, :1] - middles[:, :1], middles, 2 * position[:, -1:] - middles[:, -1:]], 1)
    number = torch.searchsorted(starts, position[:, :1].long(), right=True) - 1
    order = torch.arange(_MOST_PHONES, device=device)
    last = len(starts) - 1
    number, beyond = torch.clamp(number + order, max=last), number + order > last
    first = torch.searchsorted(edges, starts[number].to(edges.dtype)) - 1   # -1: begun before
    first = torch.cummax(torch.where(beyond, outputs, first) - order, 1).values + order
    frame = torch.arange(outputs, device=device).expand(len(position), -1).contiguous()
    which = torch.clamp(torch.searchsorted(first.contiguous(), frame, right=True) - 1, min=0)
    index = phones[number.gather(1, which)]
    return 2 * index + (first.gather(1, which) != frame).long()
