"""The results as a picture: bars, readable on a light and on a dark page."""

import math
from html import escape

from cases import BARE, OURS
from words import significant

WIDTH, NAME_WIDTH, BAR_WIDTH, ROW, GAP = 800, 265, 430, 24, 46
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #24292f }
.title { font-weight: 600; font-size: 15px }
.value { fill: #57606a }
.ours { fill: #1a7f37 } .bare { fill: #8c959f } .peer { fill: #9ec1ea }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .value { fill: #9198a1 }
  .ours { fill: #3fb950 } .bare { fill: #6e7681 } .peer { fill: #31598a }
}
"""


def svg(results):
    photos = [row for row in results.rows("W1") if row.label != "decode"]
    panels = [
        ("Photos decoded, resized and batched a second: more is better", photos, lambda row: row.rate, "", False),
        ("CPU time an item takes when its work is nothing: less is better; logarithmic", results.rows("W2"),
         lambda row: row.cpu, " µs", True),
        ("Memory of all processes, for the photos: less is better", photos, lambda row: row.memory, " MB", False),
    ]
    body, y = [], 8
    for title, rows, value, unit, is_logarithmic in panels:
        if rows:
            best_first = sorted(rows, key=value, reverse=not unit)
            body += bars(title, [(row, value(row)) for row in best_first], unit, is_logarithmic, y)
            y += GAP + ROW * len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" width="{WIDTH}" height="{y}" role="img">\n'
        f"<title>Graphbook for Swift beside its peers and a bare C loop</title>\n<style>{STYLE}</style>\n"
        + "\n".join(body) + "\n</svg>\n")


def bars(title, values, unit, is_logarithmic, y):
    """A panel: a line of text, and a bar for each row and its value, in units."""
    least, most = min(value for _, value in values), max(value for _, value in values)
    parts = [f'<text class="title" x="8" y="{y + 18}">{escape(title)}</text>']
    for row, value in values:
        y += ROW
        share = math.log(2 * value / least) / math.log(2 * most / least) if is_logarithmic else value / most
        kind = {OURS: "ours", BARE: "bare"}.get(row.peer, "peer")
        parts += [
            f'<text x="{NAME_WIDTH}" y="{y + 20}" text-anchor="end">{escape(row.name)}</text>',
            f'<rect class="{kind}" x="{NAME_WIDTH + 8}" y="{y + 7}" width="{max(2, share * BAR_WIDTH):.0f}" '
            f'height="{ROW - 7}" rx="2"/>',
            f'<text class="value" x="{NAME_WIDTH + 14 + max(2, share * BAR_WIDTH):.0f}" y="{y + 20}">'
            f"{significant(value)}{unit}</text>"]
    return parts
