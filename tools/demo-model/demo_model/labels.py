"""Frame labels from phone times: which pdf each frame should be, without an alignment step."""
import numpy as np

from .phones import INDEX, SILENCE, first_pdf, later_pdf

STRIDE = 3           # the network gives one output for three 10 ms frames
_OUTPUT = 0.01 * STRIDE


def _merged(phones):
    runs = []
    for phone, start, end in phones:
        if phone == SILENCE and runs and runs[-1][0] == SILENCE:
            runs[-1][2] = end
        elif phone != SILENCE or end - start >= 0.001:
            runs.append([phone, start, end])
    return runs


def frame_labels(phones, frames):
    """-> int16 pdfs of the 10 ms frames, or None when there are more phones than output frames.

    label[t], t = 3 i + phase, is the pdf of output frame i of an utterance that is read from that phase on. Every
    phone gets at least one output frame, or the word it is part of could not be found.
    """
    runs = _merged(phones)
    if not runs:
        return None
    index = [INDEX[phone] for phone, _, _ in runs]
    begin = np.array([start for _, start, _ in runs])
    labels = np.zeros(frames, np.int16)
    for phase in range(STRIDE):
        count = len(range(phase, frames, STRIDE))
        starts = np.rint((begin - 0.01 * phase) / _OUTPUT).astype(int)
        starts[0] = 0
        for i in range(1, len(starts)):
            starts[i] = max(starts[i], starts[i - 1] + 1)
        latest = count
        for i in range(len(starts) - 1, 0, -1):
            latest = min(latest - 1, starts[i])
            starts[i] = latest
        if len(starts) > count or (np.diff(starts) < 1).any():
            return None
        outputs = np.empty(count, np.int16)
        for i, start in enumerate(starts):
            outputs[start:starts[i + 1] if i + 1 < len(starts) else count] = later_pdf(index[i])
            outputs[start] = first_pdf(index[i])
        labels[phase::STRIDE] = outputs
    return labels
