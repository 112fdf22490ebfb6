#!/usr/bin/env python3
"""Makes speech.wav and speech.json: four spoken sentences and when each word begins.

apt-get install --no-install-recommends espeak-ng libespeak-ng1 ffmpeg
"""
import ctypes
import json
import subprocess
import wave

VOICE, WORDS_A_MINUTE, PAUSE, LEAD = b"en-us", 160, 0.6, 0.3
SENTENCES = [
    "good morning everyone and welcome to this workshop",
    "our solar system has eight planets and all of them travel around the sun",
    "does anyone have a question about the dough",
    "spread a thin layer of glue wait three minutes and press the patch",
]
RETRIEVAL, RATE_PARAMETER, POSITION_CHARACTER, CHARS_UTF8 = 1, 1, 1, 1
EVENT_END, EVENT_WORD = 0, 1


class Event(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("unique", ctypes.c_uint), ("text_position", ctypes.c_int),
                ("length", ctypes.c_int), ("audio_position", ctypes.c_int), ("sample", ctypes.c_int),
                ("user_data", ctypes.c_void_p), ("id", ctypes.c_longlong)]


espeak = ctypes.CDLL("libespeak-ng.so.1")
rate = espeak.espeak_Initialize(RETRIEVAL, 0, None, 0)
espeak.espeak_SetVoiceByName(VOICE)
espeak.espeak_SetParameter(RATE_PARAMETER, WORDS_A_MINUTE, 0)


def speak(sentence):
    pcm, starts = bytearray(), {}

    @ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event))
    def hear(samples, count, events):
        if samples and count > 0:
            pcm.extend(ctypes.string_at(samples, count * 2))
        i = 0
        while events[i].type != EVENT_END:
            if events[i].type == EVENT_WORD and events[i].text_position > 0:
                starts[events[i].text_position] = events[i].audio_position / 1000
            i += 1
        return 0

    espeak.espeak_SetSynthCallback(hear)
    text = sentence.encode()
    espeak.espeak_Synth(text, len(text) + 1, 0, POSITION_CHARACTER, 0, CHARS_UTF8, None, None)
    espeak.espeak_Synchronize()
    return bytes(pcm), [starts[p] for p in sorted(starts)]


def silence(seconds):
    return bytes(2 * int(seconds * rate))


sound, words = silence(LEAD), []
for sentence in SENTENCES:
    pcm, starts = speak(sentence)
    offset = len(sound) / 2 / rate
    spoken = sentence.split()
    assert len(spoken) == len(starts), (spoken, starts)
    words += [{"word": w, "start": round(offset + s, 3)} for w, s in zip(spoken, starts)]
    sound += pcm + silence(PAUSE)

resample = ["ffmpeg", "-v", "error", "-f", "s16le", "-ar", str(rate), "-ac", "1", "-i", "pipe:0",
            "-ar", "16000", "-f", "s16le", "pipe:1"]
out = subprocess.run(resample, input=sound, stdout=subprocess.PIPE, check=True).stdout
with wave.open("speech.wav", "wb") as f:
    f.setnchannels(1)
    f.setsampwidth(2)
    f.setframerate(16000)
    f.writeframes(out)
with open("speech.json", "w") as f:
    json.dump(words, f, indent=0)
    f.write("\n")
