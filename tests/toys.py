"""Toy tokenizers, and made-up news that they can cut: three outlets on two events, in four scripts."""

import re
import warnings

import pandas as pd

ENGLISH = {
    "storm": (
        "Dozens of boats were damaged and three bridges had to be shut.",
        "The mayor said the port stays shut until Friday. {} The mayor wants two years.",
        "Dockers of the port said the mayor never warned them. {} The union blames the mayor.",
        "Insurers expect great losses. {} Experts call the wall old.",
    ),
    "vote": (
        "Only every third voter came.",
        "The mayor won. The mayor thanked the dockers of the port. {}",
        "The union said the mayor gave no answer. The port stays a question.",
        "Experts said the port decided it. {} The mayor said nothing.",
    ),
}
CHINESE = {
    "storm": (
        "风暴摧毁了部分城墙许多船只受损三座桥梁也被关闭。",
        "市长说港口将关闭到星期五。{}市长表示重建需要两年。",
        "港口工人说市长没有警告他们。{}工会批评市长和政府。",
        "保险公司估计损失很大。{}专家认为城墙早已老化。",
    ),
    "vote": (
        "只有三分之一的选民投票。",
        "市长在选举中获胜。市长感谢港口工人的支持。{}",
        "工会说市长没有回答问题。港口的未来仍不确定。",
        "专家认为港口问题决定了选举。{}市长没有发表讲话。",
    ),
}
JAPANESE = {
    "storm": (
        "嵐で防波堤の一部が崩れ、多くのボートが壊れ、三つの橋も閉鎖された。",
        "市長は港を金曜日まで閉鎖すると述べた。{}市長は再建に二年かかると見ている。",
        "港の労働者は市長から警告がなかったと話した。{}組合は市長を批判した。",
        "保険会社は大きな損失を見込む。{}専門家は防波堤が古いと指摘した。",
    ),
    "vote": (
        "投票した人は三人に一人だった。",
        "市長が選挙で勝った。市長は港の労働者に感謝した。{}",
        "組合は市長が答えなかったと述べた。港の将来はまだ分からない。",
        "専門家は港の問題が選挙を決めたと話した。{}市長は何も述べなかった。",
    ),
}
THAI = {  # Thai has no full stop: a line is a sentence
    "storm": (
        "พายุพัดกำแพงพังเรือหลายลำเสียหายสะพานสามแห่งถูกปิด\n",
        "นายกกล่าวว่าท่าเรือปิดถึงวันศุกร์\n{}นายกต้องใช้สองปี",
        "คนงานท่าเรือกล่าวว่านายกไม่เตือน\n{}สหภาพวิจารณ์นายก",
        "บริษัทคาดว่าเสียหายมาก\n{}ผู้เชี่ยวชาญกล่าวว่ากำแพงเก่ามาก",
    ),
    "vote": (
        "คนลงคะแนนน้อยมาก\n",
        "นายกชนะการเลือกตั้ง\nนายกขอบคุณคนงานท่าเรือ\n{}",
        "สหภาพกล่าวว่านายกไม่ตอบ\nท่าเรือปิดหลายปี",
        "ผู้เชี่ยวชาญกล่าวว่าท่าเรือเก่า\n{}นายกไม่กล่าว",
    ),
}
_THAI_WORDS = (
    "พายุ พัด กำแพง พัง เรือ หลาย ลำ เสียหาย สะพาน สาม แห่ง ถูก ปิด นายก กล่าว ว่า ท่าเรือ ถึง วันศุกร์ ต้อง ใช้ สอง ปี คนงาน ไม่"
    " เตือน สหภาพ วิจารณ์ บริษัท คาด มาก ผู้เชี่ยวชาญ เก่า ลงคะแนน น้อย ชนะ การเลือกตั้ง ขอบคุณ คน ตอบ"
).split()
_THAI_WORD = re.compile("|".join(sorted(_THAI_WORDS, key=len, reverse=True)))


def bigrams(sentence):
    """What stands between marks, cut after every second character."""
    parts = re.findall(r"\w+", sentence)
    return [part[place : place + 2] for part in parts for place in range(0, len(part), 2)]


def by_script(sentence):
    """Runs of one of the scripts of Japanese, as spans."""
    return [match.span() for match in re.finditer(r"[぀-ゟ]+|[゠-ヿ]+|[一-鿿]+", sentence)]


def from_list(sentence):
    """The longest word of a list at each place, with a lemma of its own."""
    return [(*match.span(), f"{match[0]}x") for match in _THAI_WORD.finditer(sentence)]


def by_jieba(sentence):
    """A tokenizer of another package, which says on stderr that it loads its dictionary."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its own regular expressions
        import jieba

        jieba.setLogLevel(60)
        return jieba.lcut(sentence)


blanks = str.split

CASES = {
    "English by blanks": (ENGLISH, "blanks", "port", ["the", "mayor"]),
    "Chinese by two characters": (CHINESE, "bigrams", "市长", ["港口", "工人"]),
    "Chinese by jieba": (CHINESE, "by_jieba", "市长", ["港口", "工人"]),
    "Japanese by script": (JAPANESE, "by_script", "市長", ["港", "の"]),
    "Thai from a list": (THAI, "from_list", "นายก", ["กล่าว", "ว่า"]),
}
OUTLETS = ("Beacon", "Ledger", "Meridian")


def corpus(news):
    """The articles, with what an event's share in the place that each text has for it."""
    rows = [
        {"article_id": f"{event}-{outlet}", "event": event, "outlet": outlet, "text": text.format(shared)}
        for event, (shared, *texts) in news.items()
        for outlet, text in zip(OUTLETS, texts, strict=True)
    ]
    articles = pd.DataFrame(rows).set_index("article_id")
    days = articles["event"].map({"storm": "2024-10-18", "vote": "2024-10-25"})
    return articles.assign(published=pd.to_datetime(days, utc=True), published_precision="day")


def cut(text, tokenizer):
    """The lines that define what is counted: each sentence as a list of its words."""
    sentences = []
    for sentence in re.split(r"(?<=[。.])|\n", text):
        given = [
            word if isinstance(word, str) else sentence[word[0] : word[1]] for word in tokenizer(sentence)
        ]
        sentences.append([word.lower() for word in given if re.search(r"\w", word)])
    return [words for words in sentences if words]


def runs(sentences, n):
    """Every n words that follow one another in a sentence."""
    return [" ".join(words[i : i + n]) for words in sentences for i in range(len(words) - n + 1)]
