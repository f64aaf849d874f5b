import pytest

from toolkit.text.languages import language_named, language_of

GERMAN = "Nach dem Sturm bleibt der Hafen bis Freitag zu. Das teilte die Stadt am Montag mit."
TEXTS = {
    "German": GERMAN,
    "French": "Le port restera fermé après la tempête qui a détruit une partie de la digue, selon la mairie.",
    "Spanish": "El puerto seguirá cerrado hasta el viernes tras la tormenta que destruyó parte del muro.",
    "Italian": "Il porto resterà chiuso dopo la tempesta che ha distrutto una parte della diga.",
    "Portuguese": "O porto ficará fechado até sexta depois da tempestade que destruiu parte do muro.",
    "Dutch": "De haven blijft tot vrijdag dicht na de storm die een deel van de muur heeft verwoest.",
    "Swedish": "Hamnen är stängd efter stormen som förstörde en del av muren, och det är inte första gången.",
    "Polish": "Port jest zamknięty po burzy, która zniszczyła część muru, i to nie jest pierwszy raz.",
    "Turkish": "Liman bir fırtına için kapalı, ancak bu ilk değil ve daha çok zarar var.",
    "Russian": "Это не первый шторм, который разрушил стену, и порт был закрыт после него.",
    "Cyrillic script": "Пристанището остава затворено",
    "Korean": "항구는 폭풍으로 벽의 일부가 무너진 뒤 금요일까지 폐쇄된다고 밝혔다.",
    "Japanese": "嵐で壁の一部が壊れたため、港は金曜日まで閉鎖される。",
    "Chinese": "风暴摧毁了部分城墙,港口将关闭到星期五。",
    "Arabic": "وقال رئيس البلدية إن الميناء سيبقى مغلقا حتى يوم الجمعة بعد العاصفة التي دمرت جزءا من الجدار.",
    "English": "The harbour stays shut until Friday after the storm that tore part of the wall.",
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items(), ids=TEXTS)
def test_one_sentence_tells_its_language(language, text):
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "Storm Ida", "Hafen zu", "12,000 45 3.5", "Roe Pike Lang Reed"])
def test_a_text_that_is_too_short_or_holds_no_grammar_is_untold(text):
    assert language_of(text) == ""


def test_four_words_of_grammar_tell_a_language_and_three_do_not():
    assert language_of("der die das") == ""
    assert language_of("der die der die") == ""  # three of them must differ
    assert language_of("der die das der") == "German"


def test_words_that_languages_share_speak_for_none():
    assert language_of("in was war so die an in was") == ""


def test_the_tail_of_a_page_in_another_script_changes_nothing():
    assert language_of(TEXTS["English"] + " 저작권자 무단 전재 금지") == "English"


def test_a_long_text_without_grammar_of_any_list_is_in_another_language():
    words = "nyumba bahari watu mji meli dhoruba".split()
    assert language_of(" ".join(words * 10)) == "another language"
    assert language_of(" ".join(words * 9)) == ""


def test_three_in_twenty_words_of_grammar_are_enough():
    grammar, names = "the of and to the of".split(), "Roe Pike Lang Reed Hart Gray Holt Ida".split() * 5
    assert language_of(" ".join(grammar + names[:34])) == "English"
    assert language_of(" ".join(grammar + names[:35])) == ""


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("de", "German"), ("DEU", "German"), ("de-AT", "German"), ("German", "German"), ("en_US", "English"),
        ("ENGLISH; ANGLAIS", "English"), ("fi", "Finnish"), ("und", ""), ("", ""), ("Twi ", "Twi"),
    ],
)  # fmt: skip
def test_codes_and_names_of_languages_are_known(given, name):
    assert language_named(given) == name
