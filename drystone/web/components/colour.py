"""An alliance's colour, made readable: text in it, and white text on it, always have enough contrast."""

# The darkest of the light grounds on which links stand, and the ratio asked by WCAG 2.2 AA for text.
GROUND = (236, 236, 231)
ENOUGH = 4.5
Colour = tuple[int, int, int]


def shades(colour: str) -> dict[str, str]:
    """The shades that the stylesheet of one alliance needs, from `#rrggbb`.

    `mark` is the colour as it was given, for edges and drawings without text. `ink` is the same hue, darkened
    as far as it must be to be read on a light ground; `deep` is for hovering, `wash` a light ground of its own.
    """
    given = parse(colour)
    ink = readable(given)
    return {
        "mark": text(given),
        "ink": text(ink),
        "deep": text(mix(ink, (0, 0, 0), 0.32)),
        "wash": text(mix(ink, (255, 255, 255), 0.92)),
        "line": text(mix(ink, (255, 255, 255), 0.7)),
    }


def readable(colour: Colour) -> Colour:
    """The colour, darkened in small steps until text in it can be read."""
    while contrast(colour, GROUND) < ENOUGH:
        colour = mix(colour, (0, 0, 0), 0.04)
    return colour


def contrast(one: Colour, other: Colour) -> float:
    """The ratio of WCAG 2.2, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mix(colour: Colour, into: Colour, share: float) -> Colour:
    red, green, blue = (int(a + (b - a) * share) for a, b in zip(colour, into, strict=True))
    return red, green, blue


def parse(colour: str) -> Colour:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def text(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
