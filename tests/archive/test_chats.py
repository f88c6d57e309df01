"""Exports of chats: one document for each message with words; members are numbered and not named."""

import datetime as dt
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.archive.readers.intake import UnreadableError
from cenotaph.archive.readers.telegram import is_telegram
from cenotaph.archive.readers.whatsapp import is_whatsapp
from tests.archive.reading import list_faults, list_remarks, load, read


def test_a_telegram_channel() -> None:
    intake = read(load("telegram.json"), "telegram", "result.json")
    assert [(d.id, d.publisher, str(d.published)) for d in intake.documents] == [
        ("result.json#2", "Town news", "2016-05-03"),
        ("result.json#3", "Salt Gate", "2016-05-04"),
        ("result.json#5", None, "2016-05-04"),
    ]
    assert intake.documents[0].text == "Nine people were killed in the market of Kaltana."
    assert intake.documents[1].text == "قتل سبعة أشخاص في البلدة."
    assert list_faults(intake) == []
    assert list_remarks(intake) == [
        "holds what was not read: notices of the program (1), photos (1), videos (1).",
        "has messages that were changed after they were posted (3): their words may be of a later day.",
        "writes days by the clock of the computer that exported it (UTC+03:00).",
    ]


def test_a_telegram_group_names_nobody() -> None:
    export = json.loads(load("telegram.json"))
    export["type"] = "private_group"
    export["messages"] = [
        {"id": n, "type": "message", "date": "2016-05-03T10:00:00", "from": sender, "text": "Nine were killed."}
        for n, sender in enumerate(["Huda Salman", "Omar", "Huda Salman"])
    ]
    intake = read(json.dumps(export), "telegram")
    publishers = [document.publisher for document in intake.documents]
    assert publishers == ["member 1 of Town news", "member 2 of Town news", "member 1 of Town news"]
    assert "Huda" not in str(intake)


def test_a_whole_telegram_account() -> None:
    chat = json.loads(load("telegram.json"))
    intake = read(json.dumps({"about": "…", "chats": {"about": "…", "list": [chat, chat]}}), "telegram")
    assert [document.id for document in intake.documents][2:4] == ["given#5", "given#2.2"]
    assert len({document.id for document in intake.documents}) == 6


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (5, "is not built like a message"),
        ([1], "is not built like a message"),
        ({"id": 9, "type": "message", "text": "Two."}, r"has no day that can be read"),
        ({"id": 9, "type": "message", "date": "soon", "text": "Two."}, r"has no day that can be read \('soon'\)"),
        ({"id": 9, "type": "message", "x": [0] * 30_000}, "is not built like a message"),
    ],
)
def test_a_message_that_is_none_is_named_and_the_others_read(message: object, fault: str) -> None:
    export = json.loads(load("telegram.json"))
    export["messages"].insert(1, message)
    intake = read(json.dumps(export), "telegram")
    assert len(intake.documents) == 3
    ((_, text),) = list_faults(intake)
    assert re.search(fault, text)


def test_a_telegram_export_that_is_cut_off() -> None:
    intake = read(load("telegram.json")[:-150], "telegram")
    assert [document.id for document in intake.documents] == ["given#2", "given#3"]
    assert "is cut off or damaged" in list_faults(intake)[-1][1]


@pytest.mark.parametrize("data", ["", "{", "[1]", '{"name": "x"}', "[" * 200_000, "\0", '{"messages": 5}'])
def test_what_is_no_telegram_export(data: str) -> None:
    with pytest.raises(UnreadableError, match=r"is no Telegram export|is nested more deeply"):
        read(data, "telegram")


def test_a_telegram_export_is_told_from_other_json() -> None:
    assert is_telegram(load("telegram.json"))
    assert is_telegram(b'{\n "about": "Here is the data')
    assert not is_telegram(b'{"documents": [')


def test_whatsapp_from_android() -> None:
    intake = read(load("whatsapp_android.txt"), "whatsapp", "chat.txt")
    assert [(d.id, d.text, d.publisher, str(d.published)) for d in intake.documents] == [
        ("chat.txt#3", "Nine killed in Kaltana\nthree of them children", "member 1 of chat.txt", "2016-04-03"),
        ("chat.txt#6", "Two hurt here", "member 2 of chat.txt", "2016-04-05"),
        ("chat.txt#9", "Ten now", "member 1 of chat.txt", "2016-05-02"),
    ]
    assert "Salma" not in str(intake)
    assert "555" not in str(intake)
    assert list_faults(intake) == []


def test_whatsapp_in_arabic() -> None:
    intake = read(load("whatsapp_arabic.txt"), "whatsapp")
    (document,) = intake.documents
    assert (document.text, document.published) == ("قتل سبعة في كلتانا", dt.date(2016, 5, 12))
    assert "holds what was not read: photos, films and recordings (1), notices of the program (1)." in list_remarks(
        intake
    )


def test_whatsapp_days_that_nothing_settles() -> None:
    intake = read(load("whatsapp_iphone.txt"), "whatsapp")
    assert [(d.text, d.published) for d in intake.documents] == [("Seven killed", None), ("Eight", None)]
    ((_, text),) = list_faults(intake)
    assert "may have the day or the month first, and nothing in the file settles which" in text


def test_whatsapp_days_of_two_orders() -> None:
    chat = "13/05/2016, 10:00 - A: Nine killed\n05/13/2016, 10:00 - A: Ten killed\n"
    intake = read(chat, "whatsapp")
    assert {document.published for document in intake.documents} == {None}
    assert "are not of one order" in list_faults(intake)[0][1]


def test_an_export_is_told_from_a_report() -> None:
    assert is_whatsapp(load("whatsapp_android.txt").decode())
    assert is_whatsapp(load("whatsapp_arabic.txt").decode())
    assert is_whatsapp(load("whatsapp_iphone.txt").decode())
    assert not is_whatsapp("12/05/2016, 23:15 - Kaltana: Nine people were killed, a doctor said.\nFour were hurt.\n")
    assert not is_whatsapp("")


@given(st.text(alphabet="[]12/:,- \nA\u200eم", max_size=120))
def test_any_text_is_a_chat_or_refused(text: str) -> None:
    try:
        intake = read(text, "whatsapp")
    except UnreadableError:
        return
    assert all(document.text.strip() for document in intake.documents)


def test_short_messages_are_in_the_language_of_the_chat() -> None:
    words = "Nine people were killed in the market of the town on Tuesday, and four were hurt, the doctor said"
    chat = [f"13/05/2016, 10:00 - A: {words}", "13/05/2016, 10:01 - A: Ten now", "13/05/2016, 10:02 - B: 👍"]
    intake = read("\n".join([*chat, "13/05/2016, 10:02 - B: قتل سبعة"]), "whatsapp")
    assert [(document.text, document.language) for document in intake.documents[1:]] == [
        ("Ten now", "en"),
        ("قتل سبعة", "ar"),
    ]
    assert "holds what was not read: messages without words (1)." in list_remarks(intake)


def test_short_messages_of_another_chat_are_left_to_themselves() -> None:
    words = "Au moins neuf personnes ont été tuées mardi dans le marché de la ville, selon un médecin de l'hôpital."
    intake = read(f"13/05/2016, 10:00 - A: {words}\n13/05/2016, 10:01 - A: Dix morts\n", "whatsapp")
    assert {document.language for document in intake.documents} == {None}
