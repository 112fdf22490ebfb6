"""flite and festival with phone times."""
import pathlib
import subprocess
import tempfile

from .phones import INDEX, SILENCE
from .speech import SpeechError, Utterance, read_wave

_SILENCES = {'pau', 'ssil', 'h#', 'brth'}
_ALIKE = {'axr': 'er', 'ix': 'ih', 'el': 'l', 'en': 'n', 'em': 'm', 'dx': 't', 'ux': 'uw'}


def _phones(ends):
    """[(segment name, end)] -> [(phone, start, end)], neighbouring silences as one"""
    phones, start = [], 0.0
    for name, end in ends:
        phone = SILENCE if name in _SILENCES else _ALIKE.get(name, name)
        if phone not in INDEX:
            raise SpeechError('unknown segment ' + name)
        if end < start:
            raise SpeechError('several utterances')
        if phone == SILENCE and phones and phones[-1][0] == SILENCE:
            phones[-1] = (SILENCE, phones[-1][1], end)
        else:
            phones.append((phone, start, end))
        start = end
    return phones


def flite(text, voice, stretch=1.0, pitch=None):
    """stretch of durations (1 is the voice's own); pitch is the mean in Hz, or the voice's own"""
    with tempfile.NamedTemporaryFile(suffix='.wav', dir='/dev/shm') as file:
        command = ['flite', '-voice', voice, '-psdur', '--setf', f'duration_stretch={stretch:.3f}']
        if pitch:
            command += ['--setf', f'int_f0_target_mean={pitch:.1f}']
        run = subprocess.run(command + ['-t', text, '-o', file.name], capture_output=True, text=True, check=True)
        ends = [(name, float(end)) for name, end in (item.split(':')[:2] for item in run.stdout.split())]
        return Utterance(read_wave(file.name), _phones(ends))


def flite_pronunciation(word):
    run = subprocess.run(['flite', '-voice', 'kal16', '-ps', '-t', word, '-o', 'none'],
                         capture_output=True, text=True, check=True)
    return tuple(phone for phone in run.stdout.split() if phone not in _SILENCES)


def festival(texts, voice):
    """Speaks many texts in one run, because festival is slow to start."""
    with tempfile.TemporaryDirectory(dir='/dev/shm') as folder:
        folder = pathlib.Path(folder)
        script = [f'(voice_{voice})']
        for index, text in enumerate(texts):
            spoken = text.replace('"', '')
            script += [f'(set! u (utt.synth (Utterance Text "{spoken}")))',
                       f'(utt.save.segs u "{folder}/{index}.seg")', f'(utt.save.wave u "{folder}/{index}.wav" \'riff)']
        (folder / 'speak.scm').write_text('\n'.join(script))
        subprocess.run(['festival', '--batch', str(folder / 'speak.scm')], capture_output=True, check=True)
        utterances = []
        for index in range(len(texts)):
            lines = (folder / f'{index}.seg').read_text().split('#\n', 1)[1].splitlines()
            ends = [(fields[2], float(fields[0])) for fields in map(str.split, lines) if len(fields) >= 3]
            utterances.append(Utterance(read_wave(folder / f'{index}.wav'), _phones(ends)))
        return utterances
