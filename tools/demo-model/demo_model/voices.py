"""Which voices speak for training and which are kept out of it."""
import os

from .espeak import DATA

# espeak-ng variants for the test of an unseen variant of a seen engine.
HELD_OUT_VARIANTS = ('f5', 'm7', 'klatt3', 'Andy', 'linda')
# Variants that are no likely speaker: whispers, robots, croaks, effects.
_NOT_HUMAN = {'whisper', 'whisperf', 'Demonic', 'Storm', 'Tweaky', 'UniRobot', 'robosoft', 'robosoft2', 'robosoft3',
              'robosoft4', 'robosoft5', 'robosoft6', 'robosoft7', 'robosoft8', 'anikaRobot', 'croak', 'fast',
              'Mr serious', 'Nguyen', 'kaukovalta'}
FLITE = {'slt': 175, 'rms': 95, 'awb': 130, 'kal16': 105, 'kal': 105}  # voice: its mean pitch in Hz
STATISTICAL, DIPHONE = ('slt', 'rms', 'awb'), ('kal16', 'kal16', 'kal16', 'kal')
# festival is the engine kept out of training altogether.
FESTIVAL = ('ked_diphone', 'cmu_us_slt_arctic_hts')


def espeak_variants():
    return sorted(set(os.listdir(f'{DATA}/voices/!v')) - _NOT_HUMAN - set(HELD_OUT_VARIANTS))
