"""The HTML side of a message, made from its text: everything escaped, our own link the only one."""

from django.utils.html import escape

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{subject}</title></head>
<body style="margin:0;padding:24px;background:#ffffff;color:#1a1a1a;font:16px/1.5 Arial,Helvetica,sans-serif">
<div style="max-width:38em;margin:0 auto">
{body}
</div></body></html>
"""
PARAGRAPH = '<p style="margin:0 0 16px">{}</p>'
BUTTON = (
    '<p style="margin:0 0 16px"><a href="{link}" style="display:inline-block;padding:12px 20px;'
    'background:#0b5563;color:#ffffff;font-weight:bold;text-decoration:none">{label}</a></p>'
)
ADDRESS = '<p style="margin:0 0 16px;font-size:14px">Or copy this address into your browser: {link}</p>'


def page(subject: str, text: str, link: str) -> str:
    """A paragraph for each block of lines; the block that ends in the link becomes a button with its address."""
    blocks = [block.split("\n") for block in text.split("\n\n")]
    return PAGE.format(subject=escape(subject), body="\n".join(paragraph(lines, link) for lines in blocks))


def paragraph(lines: list[str], link: str) -> str:
    """One block. "Give the reference:" above the link is the label of its button."""
    if not link or lines[-1] != link:
        return PARAGRAPH.format("<br>".join(own_link(escape(line), escape(link)) for line in lines))
    *above, label = lines[:-1] or ["Open the page:"]
    before = PARAGRAPH.format("<br>".join(escape(line) for line in above)) if above else ""
    safe = escape(link)
    return before + BUTTON.format(link=safe, label=escape(label.rstrip(": "))) + ADDRESS.format(link=safe)


def own_link(line: str, link: str) -> str:
    return line.replace(link, f'<a href="{link}">{link}</a>') if link else line
