"""Makes the recordings of this folder: `apt-get install flite`, `pip install numpy`, then `python make_recordings.py`.

The voices are those of Flite (https://github.com/festvox/flite), which speaks the first sentences of Moby-Dick and Walden.
"""

import io
import subprocess
import tempfile
import wave
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent / "recordings"
RATE = 16000
random = np.random.default_rng(5)


def voice(name, text):
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        subprocess.run(["flite", "-voice", name, "-t", text, "-o", file.name], check=True)
        with wave.open(file.name) as sound:
            assert (sound.getframerate(), sound.getnchannels()) == (RATE, 1)
            samples = np.frombuffer(sound.readframes(sound.getnframes()), dtype="<i2") / 32768
    return samples * 0.5 / np.abs(samples).max()


def silence(seconds):
    return np.zeros(int(seconds * RATE))


def noise(seconds, loudness):
    """Like a street from far away: most of it is low."""
    white = random.normal(size=int(seconds * RATE))
    smooth = np.convolve(white, np.ones(24) / 24, mode="same")
    return loudness * smooth / np.abs(smooth).max()


def melody(notes, seconds=0.35):
    time = np.arange(int(seconds * RATE)) / RATE
    return np.concatenate([0.3 * np.sin(2 * np.pi * note * time) * np.exp(-4 * time) for note in notes])


def write(name, *parts, background=0.003):
    sound = np.concatenate(parts)
    sound = sound + noise(len(sound) / RATE + 1, background)[: len(sound)]
    with wave.open(str(FOLDER / f"{name}.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())


FOLDER.mkdir(exist_ok=True)
write("answering-machine", melody([880, 880]), silence(0.6), voice("slt", "Call me Ishmael."), silence(1.0))
write("dictation", silence(0.8), voice("rms", "I went to the woods."), silence(1.5), voice("rms", "I wished to live deliberately."), silence(0.5))
write("interview", voice("awb", "Simplify, simplify."), silence(0.9), voice("slt", "Heaven is under our feet."), silence(0.4), background=0.04)
write("piano", melody([262, 294, 330, 349, 392, 440, 494, 523]))
write("street", noise(2.5, 0.4))
