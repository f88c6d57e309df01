"""Making small Word files and other ZIP archives."""

import io
import zipfile

_SPACE = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}"/></Types>'
)


def zip_members(members: dict[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    return f"<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>{''.join(runs)}</w:p>"


def table(*rows: list[str]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(run(cell))}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def make_part(kind: str, body: str) -> str:
    return f'<?xml version="1.0"?><w:{kind} {_SPACE}>{body}</w:{kind}>'


def make_word(*body: str, others: dict[str, bytes | str] | None = None) -> bytes:
    """A Word file with this body, and other members."""
    document = make_part("document", f"<w:body>{''.join(body)}</w:body>")
    return zip_members({"[Content_Types].xml": TYPES, "word/document.xml": document, **(others or {})})
