"""The moving picture of the sample lecture: a slide, an illustration that moves, and who is speaking."""
import math
import random

import cairo
import numpy as np

WIDTH, HEIGHT, FPS = 960, 540, 25
TAU = 2 * math.pi
PALETTES = [  # background top and bottom, accent
    ((0.22, 0.13, 0.09), (0.42, 0.25, 0.14), (0.98, 0.76, 0.40)),
    ((0.03, 0.05, 0.13), (0.09, 0.13, 0.30), (0.55, 0.75, 1.00)),
    ((0.05, 0.18, 0.16), (0.10, 0.34, 0.28), (0.60, 0.93, 0.66)),
]
LABELS = {'lecturer': 'Lecturer', 'anna': 'Question from the audience', 'mark': 'Question from the audience'}


def text(draw, x, y, words, size, colour, bold=False):
    draw.select_font_face('DejaVu Sans', cairo.FONT_SLANT_NORMAL,
                          cairo.FONT_WEIGHT_BOLD if bold else cairo.FONT_WEIGHT_NORMAL)
    draw.set_font_size(size)
    draw.set_source_rgba(*colour)
    draw.move_to(x, y)
    draw.show_text(words)


def wrapped(draw, words, size, width):
    draw.select_font_face('DejaVu Sans', cairo.FONT_SLANT_NORMAL, cairo.FONT_WEIGHT_BOLD)
    draw.set_font_size(size)
    lines = ['']
    for word in words.split():
        longer = (lines[-1] + ' ' + word).strip()
        if draw.text_extents(longer).width > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def rounded(draw, x, y, width, height, radius):
    draw.new_sub_path()
    for cx, cy, quarter in ((x + width - radius, y + radius, 3), (x + width - radius, y + height - radius, 0),
                            (x + radius, y + height - radius, 1), (x + radius, y + radius, 2)):
        draw.arc(cx, cy, radius, quarter * TAU / 4, (quarter + 1) * TAU / 4)
    draw.close_path()


def disc(draw, x, y, radius, colour):
    draw.arc(x, y, radius, 0, TAU)
    draw.set_source_rgba(*colour)
    draw.fill()


def slide(number, topic, points):
    """The part of the picture that stands still until the next point."""
    surface = cairo.ImageSurface(cairo.FORMAT_RGB24, WIDTH, HEIGHT)
    draw = cairo.Context(surface)
    top, bottom, accent = PALETTES[number]
    shade = cairo.LinearGradient(0, 0, 0, HEIGHT)
    shade.add_color_stop_rgb(0, *top)
    shade.add_color_stop_rgb(1, *bottom)
    draw.set_source(shade)
    draw.paint()
    text(draw, 48, 74, f'PART {number + 1} OF {len(PALETTES)}', 16, (*accent, 1), bold=True)
    y = 122
    for line in wrapped(draw, topic['title'], 36, 440):
        text(draw, 48, y, line, 36, (1, 1, 1, 1), bold=True)
        y += 46
    y += 26
    for index, point in enumerate(points):
        newest = index == len(points) - 1
        disc(draw, 57, y - 7, 5, (*accent, 1 if newest else 0.5))
        text(draw, 78, y, point, 22, (1, 1, 1, 1 if newest else 0.6))
        y += 42
    return surface


def bread(draw, t):
    draw.translate(700, 290)
    draw.set_line_width(7)
    for index in range(3):  # steam
        x = (index - 1) * 70
        for step in range(24):
            height = step / 24
            wave = 14 * math.sin(6 * height + 2.2 * t + index)
            following = 14 * math.sin(6 * (height + 1 / 24) + 2.2 * t + index)
            draw.set_source_rgba(1, 1, 1, 0.35 * math.sin(math.pi * height))
            draw.move_to(x + wave, -70 - 120 * height)
            draw.line_to(x + following, -75 - 120 * height)
            draw.stroke()
    draw.set_line_cap(cairo.LINE_CAP_ROUND)
    rise = 1 + 0.04 * math.sin(0.8 * t)
    draw.save()
    draw.scale(1, rise)
    draw.move_to(-150, 70)
    draw.curve_to(-190, -30, -130, -90, 0, -92)
    draw.curve_to(130, -90, 190, -30, 150, 70)
    draw.close_path()
    crust = cairo.LinearGradient(0, -92, 0, 70)
    crust.add_color_stop_rgb(0, 0.89, 0.62, 0.29)
    crust.add_color_stop_rgb(1, 0.64, 0.37, 0.14)
    draw.set_source(crust)
    draw.fill()
    draw.set_line_width(12)
    draw.set_source_rgb(0.97, 0.84, 0.60)
    for x in (-75, 0, 75):
        draw.move_to(x - 22, 5)
        draw.curve_to(x - 12, -30, x + 8, -45, x + 26, -58)
        draw.stroke()
    draw.restore()
    rounded(draw, -190, 70, 380, 22, 11)
    draw.set_source_rgb(0.85, 0.80, 0.74)
    draw.fill()


def planets(draw, t):
    draw.translate(690, 275)
    stars = random.Random(4)
    for _ in range(70):
        x, y, phase = stars.uniform(-240, 260), stars.uniform(-250, 190), stars.uniform(0, TAU)
        disc(draw, x, y, 1.3, (1, 1, 1, 0.45 + 0.25 * math.sin(0.7 * t + phase)))
    glow = cairo.RadialGradient(0, 0, 8, 0, 0, 60)
    glow.add_color_stop_rgba(0, 1, 0.85, 0.40, 1)
    glow.add_color_stop_rgba(1, 1, 0.65, 0.15, 0)
    draw.arc(0, 0, 60, 0, TAU)
    draw.set_source(glow)
    draw.fill()
    disc(draw, 0, 0, 24, (1, 0.83, 0.35, 1))
    system = [(46, 4, 1.6, (.75, .70, .66)), (66, 7, 1.15, (.95, .80, .55)), (88, 7, 0.9, (.40, .65, 1)),
              (110, 5, 0.72, (.92, .42, .28)), (145, 15, 0.42, (.88, .72, .56)), (182, 12, 0.3, (.93, .85, .62)),
              (212, 9, 0.22, (.62, .90, .92)), (238, 9, 0.17, (.38, .52, .96))]
    for index, (distance, radius, speed, colour) in enumerate(system):
        draw.save()
        draw.scale(1, 0.62)
        draw.arc(0, 0, distance, 0, TAU)
        draw.restore()
        draw.set_source_rgba(1, 1, 1, 0.16)
        draw.set_line_width(1.2)
        draw.stroke()
        angle = speed * t + 1.9 * index
        x, y = distance * math.cos(angle), 0.62 * distance * math.sin(angle)
        disc(draw, x, y, radius, (*colour, 1))
        if index == 5:
            draw.save()
            draw.translate(x, y)
            draw.scale(1, 0.35)
            draw.arc(0, 0, 20, 0, TAU)
            draw.restore()
            draw.set_source_rgba(.93, .85, .62, 0.9)
            draw.set_line_width(2.5)
            draw.stroke()


def bicycle(draw, t):
    draw.translate(695, 300)
    draw.set_line_cap(cairo.LINE_CAP_ROUND)
    draw.set_source_rgba(1, 1, 1, 0.35)
    draw.set_line_width(4)
    for index in range(7):  # the road passes by
        x = -240 + (index * 80 - 90 * t) % 560
        draw.move_to(x, 108)
        draw.line_to(min(x + 40, 260), 108)
        draw.stroke()
    for cx in (-110, 110):
        draw.set_source_rgb(0.10, 0.12, 0.13)
        draw.set_line_width(9)
        draw.arc(cx, 25, 76, 0, TAU)
        draw.stroke()
        draw.set_source_rgba(0.9, 0.95, 0.95, 0.8)
        draw.set_line_width(1.5)
        for spoke in range(12):
            angle = 1.2 * t + spoke * TAU / 12
            draw.move_to(cx, 25)
            draw.line_to(cx + 71 * math.cos(angle), 25 + 71 * math.sin(angle))
            draw.stroke()
        disc(draw, cx, 25, 6, (0.9, 0.95, 0.95, 1))
    draw.set_source_rgb(0.95, 0.45, 0.30)
    draw.set_line_width(8)
    for path in ([(-110, 25), (-50, -75), (70, -75), (-5, 28), (-110, 25)], [(-5, 28), (-62, -100)],
                 [(110, 25), (66, -95)]):
        draw.move_to(*path[0])
        for point in path[1:]:
            draw.line_to(*point)
        draw.stroke()
    draw.set_source_rgb(0.12, 0.13, 0.14)
    draw.set_line_width(11)
    for (ax, ay), (bx, by) in (((-88, -104), (-42, -104)), ((66, -97), (98, -112))):
        draw.move_to(ax, ay)
        draw.line_to(bx, by)
        draw.stroke()
    angle = 1.2 * t
    draw.set_line_width(5)
    draw.move_to(-5 - 32 * math.cos(angle), 28 - 32 * math.sin(angle))
    draw.line_to(-5 + 32 * math.cos(angle), 28 + 32 * math.sin(angle))
    draw.stroke()
    disc(draw, -5, 28, 13, (0.85, 0.88, 0.9, 1))


def speaker_badge(draw, who, accent, levels):
    draw.set_source_rgba(0, 0, 0, 0.28)
    rounded(draw, 40, 438, 400, 50, 25)
    draw.fill()
    for index, level in enumerate(levels):
        height = 4 + 26 * level
        rounded(draw, 64 + 9 * index, 463 - height / 2, 5, height, 2)
        draw.set_source_rgba(*accent, 1)
        draw.fill()
    if who:
        text(draw, 128, 470, LABELS[who], 19, (1, 1, 1, 1))


def progress(draw, done, starts, accent):
    draw.set_source_rgba(1, 1, 1, 0.18)
    draw.rectangle(0, HEIGHT - 6, WIDTH, 6)
    draw.fill()
    draw.set_source_rgba(*accent, 1)
    draw.rectangle(0, HEIGHT - 6, WIDTH * done, 6)
    draw.fill()
    draw.set_source_rgba(1, 1, 1, 0.8)
    for start in starts:
        draw.rectangle(WIDTH * start - 1, HEIGHT - 6, 2, 6)
        draw.fill()


def frames(topics, speech, hertz):
    """One BGR0 picture for every 1/25 s of the speech."""
    seconds = len(speech) / hertz
    window = hertz // FPS
    loudness = np.sqrt(np.convolve(speech ** 2, np.ones(window) / window, 'same')[::window])
    loudness = np.clip(loudness / 0.12, 0, 1)
    illustrations = (bread, planets, bicycle)
    starts = [topic['start'] / seconds for topic in topics[1:]]
    shown, background = None, None
    for index in range(math.ceil(seconds * FPS)):
        t = index / FPS
        number = max(i for i, topic in enumerate(topics) if i == 0 or t >= topic['start'] - 0.8)
        sentences = topics[number]['sentences']
        begun = [s for s in sentences if s['start'] <= t]
        points = begun[-1]['points'] if begun else []
        if shown != (number, len(points)):
            shown, background = (number, len(points)), slide(number, topics[number], points)
        surface = cairo.ImageSurface(cairo.FORMAT_RGB24, WIDTH, HEIGHT)
        draw = cairo.Context(surface)
        draw.set_source_surface(background)
        draw.paint()
        draw.save()
        illustrations[number](draw, t)
        draw.restore()
        speaking = next((s['speaker'] for s in sentences if s['start'] <= t <= s['end'] + 0.2), None)
        accent = PALETTES[number][2]
        levels = [loudness[max(0, min(index - lag, len(loudness) - 1))] for lag in (4, 3, 2, 1, 0)]
        speaker_badge(draw, speaking, accent, levels)
        progress(draw, t / seconds, starts, accent)
        yield bytes(surface.get_data())
