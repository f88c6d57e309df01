"""Word files: the words that are printed, in order, and what is said of the others."""

import pytest

from cenotaph.archive.readers.intake import UnreadableError
from tests.archive.office_files import TYPES, make_part, make_word, paragraph, run, table, zip_members
from tests.archive.reading import list_remarks, read


def take(*body: str, **others: dict) -> str:
    (document,) = read(make_word(*body, **others), "docx").documents
    return document.text


def test_paragraphs_and_breaks() -> None:
    broken = "<w:r><w:t>5</w:t><w:br/><w:t>3</w:t><w:tab/><w:t>x</w:t><w:noBreakHyphen/><w:t>y</w:t></w:r>"
    text = take(paragraph(run("Nine were "), run("killed.")), paragraph(), paragraph(broken))
    # A break parts two numbers: they are not 53.
    assert text == "Nine were killed.\n5\n3\tx-y"


def test_rows_of_tables_are_lines() -> None:
    cells = f"<w:tc>{table(['a', 'b'])}{paragraph(run('c'))}</w:tc><w:tc>{paragraph(run('d'))}</w:tc>"
    inner = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    text = take(table(["Town", "Killed"], ["Kaltana", "12"]), paragraph(run("End")), inner)
    assert text == "Town\tKilled\nKaltana\t12\nEnd\na\tb c\td"


def test_what_is_not_printed_is_not_read() -> None:
    changed = (
        f"<w:ins>{run('nine')}</w:ins><w:del><w:r><w:delText>ten</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('moved away')}</w:moveFrom>"
    )
    hidden = run("unseen", "<w:vanish/>") + run("seen", '<w:vanish w:val="0"/>')
    intake = read(make_word(paragraph(changed), paragraph(hidden)), "docx")
    assert intake.documents[0].text == "nine\nseen"
    assert list_remarks(intake) == [
        "has tracked changes: inserted words were read, deleted ones were not; has hidden words, which were not read."
    ]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph(run('In a box'))}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert take(paragraph(f"<w:r>{both}</w:r>", run("beside"))) == "In a box\nbeside"


def test_footnotes_and_properties() -> None:
    intake = read(
        make_word(
            paragraph(run("Nine were killed.")),
            others={
                "word/footnotes.xml": make_part(
                    "footnotes", f"<w:footnote>{paragraph(run('A doctor said so.'))}</w:footnote>"
                ),
                "word/comments.xml": make_part("comments", paragraph(run("Sure?"))),
                "word/media/image1.png": b"\x89PNG",
                "docProps/core.xml": '<p xmlns:dc="a" xmlns:t="b"><dc:title> Bulletin </dc:title>'
                "<dc:creator>Huda</dc:creator><t:modified>2016-05-12T10:00:00Z</t:modified></p>",
            },
        ),
        "docx",
    )
    (document,) = intake.documents
    assert document.text == "Nine were killed.\nA doctor said so."
    assert (document.title, document.published, document.publisher) == ("Bulletin", None, None)
    assert list_remarks(intake) == [
        "has comments, which were not read; holds pictures (1), which were not read; was last saved on 2016-05-12, "
        "which is not taken for its day of publication."
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is no whole ZIP archive"),
        (make_word(paragraph(run("x")))[:-30], "is no whole ZIP archive"),
        (zip_members({"a.txt": "x"}), "is no Word file"),
        (zip_members({"[Content_Types].xml": TYPES}), "it has no document in it"),
        (zip_members({"[Content_Types].xml": TYPES, "word/document.xml": "<w:p"}), "no whole XML"),
        (zip_members({"[Content_Types].xml": TYPES, "word/document.xml": "\0\0"}), "no whole XML"),
        (make_word(paragraph()), "holds no words"),
    ],
)
def test_what_cannot_be_read(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read(data, "docx")
