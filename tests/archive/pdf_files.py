"""Making small PDFs whose letters stand where a test says, in whatever order it says."""

from collections.abc import Sequence

Glyph = tuple[str, float, float]
_WIDTH = 6.0


def set_line(text: str, y: float) -> list[Glyph]:
    """The glyphs of a line from left to right."""
    return [(char, 50 + _WIDTH * place, y) for place, char in enumerate(text)]


def set_arabic(text: str, y: float, as_read: bool = False) -> list[Glyph]:
    """The glyphs of a line from right to left, its numbers from left to right; "لا" is one glyph.

    They are drawn in the order in which they stand on the page, as browsers do, or `as_read`, as Word does.
    """
    x, glyphs = 550.0, []
    for word in text.replace("لا", "\x01").split(" "):
        units = [unit.replace("\x01", "لا") for unit in word]
        places = [(x - _WIDTH * (place + 1), unit) for place, unit in enumerate(units)]
        if word[:1].isdecimal():
            places = [(x - _WIDTH * (len(units) - place), unit) for place, unit in enumerate(units)]
        glyphs += [(unit, left, y) for left, unit in places]
        x -= _WIDTH * (len(units) + 1)
    return glyphs if as_read else sorted(glyphs, key=lambda glyph: glyph[1])


def make_pdf(pages: Sequence[Sequence[Glyph]], title: str = "", made: str = "D:20160512101500Z") -> bytes:
    """A PDF of these pages; a page without glyphs has a drawing in place of them."""
    codes = {unit: code for code, unit in enumerate(sorted({unit for page in pages for unit, _, _ in page}), start=1)}
    names = [f"/g{code}" for code in codes.values()]
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        # A font that draws each glyph as a box: only where it stands and what it is said to mean matter.
        "<< /Type /Font /Subtype /Type3 /Name /F /FontBBox [0 0 500 700] /FontMatrix [0.001 0 0 0.001 0 0]"
        f" /Encoding << /Type /Encoding /Differences [1 {' '.join(names)}] >> /FirstChar 1 /LastChar {len(codes)}"
        f" /CharProcs << {' '.join(f'{name} 4 0 R' for name in names)} >> /Resources << >>"
        f" /Widths [{'500 ' * len(codes)}] /ToUnicode 6 0 R >>",
        _stream("500 0 d0 0 0 500 700 re f"),
        "null",
        _stream(_map_codes(codes)),
        f"<< /Title {_word(title)} /CreationDate ({made}) >>",
    ]
    kids = []
    for page in pages:
        drawn = "".join(f"BT /F 12 Tf 1 0 0 1 {x:g} {y:g} Tm <{codes[unit]:02X}> Tj ET\n" for unit, x, y in page)
        objects.append(_stream(drawn or "0 0 100 100 re f\n"))
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R"
            " /Resources << /Font << /F 3 0 R >> >> >>"
        )
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>"
    return join_objects(objects)


def _map_codes(codes: dict[str, int]) -> str:
    rows = "".join(f"<{code:02X}> <{unit.encode('utf-16-be').hex()}>\n" for unit, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Given def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <FF> endcodespacerange\n{len(codes)} beginbfchar\n{rows}endbfchar\n"
        "endcmap end end"
    )


def _word(text: str) -> str:
    marked = "\ufeff" + text
    return f"<{marked.encode('utf-16-be').hex()}>" if text else "()"


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def join_objects(objects: Sequence[str]) -> bytes:
    """A PDF of these objects, numbered from 1: the catalogue is the first, what it says of itself the seventh."""
    data, offsets = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{each}\nendobj\n".encode("ascii")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    about = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info 7 0 R >>"
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n{about}"
    return data + f"{end}\nstartxref\n{len(data)}\n%%EOF\n".encode("ascii")
