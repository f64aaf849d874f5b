"""Twenty news pages of our own, each by another template, and the paragraphs of their articles."""

import json

HARBOUR = (
    "Lowmere council closes harbour after storm tears sea wall",
    [
        "The council of Lowmere closed the harbour on Monday after the storm tore a hole of twelve metres into"
        " the sea wall and left two fishing boats on the quay.",
        "“Nobody goes out until the divers have looked at the wall,” the harbour master, Dana Holt, told"
        " reporters beside the fish market. She expects the divers to need three days.",
        "Forty crews wait for word. Most of them had hoped to leave for the cod grounds on Tuesday, the first"
        " day on which this year's quota may be fished.",
        "The mayor, Petra Lang, said the town would pay for the repair out of its reserve and ask the province"
        " for the rest. A spokesman for the province said that no request had come in yet.",
        "In 2011 a similar breach cost the town four million crowns and kept the port shut for five weeks.",
    ],
)
BRIDGE = (
    "Engineers warn that old river bridge could fail within a year",
    [
        "The bridge over the Tarn at Ostrey is losing more steel than anybody had assumed, a team of engineers"
        " told the district assembly on Thursday evening.",
        "Rust has eaten a fifth of the lower chord, according to the report, which the assembly published after"
        " a vote of nine to four. Lorries of more than twelve tonnes should not use the bridge, it says.",
        "Bus drivers said they had noticed nothing. “It has always trembled a bit,” said Jerry Lamb, who has"
        " driven line 14 for twenty years.",
        "Norvane, whose works stand on the far bank, sends three hundred lorries a day over it. A detour by"
        " Hallin would add an hour to every trip, a manager of the firm said.",
        "The district wants to decide on a new bridge in spring. It has put the price at ninety million.",
        "Until then two engineers will measure the chord every month, and a lamp will turn red if it bends.",
    ],
)
SCHOOL = (
    "Teachers in Northshore return to work with a smaller rise than they asked for",
    [
        "Schools in the whole of Northshore open again on Friday: after eleven days on strike the teachers"
        " accepted a rise of three and a half per cent, their union said.",
        "They had asked for six. The province offered two when the talks began, and a bonus for those who teach"
        " in the islands, which stays in the agreement.",
        "Ilse Brandt, who led the talks for the union, called it “a result that nobody will frame and hang on a"
        " wall”. Six in ten members voted for it.",
        "Parents' groups welcomed the end of the strike but asked how the lost lessons would be made up. The"
        " ministry answered that each school may decide for itself.",
        "The agreement runs for two years. Talks about the size of classes are to begin in autumn.",
    ],
)
HOSPITAL = (
    "Stolen patient files turn up on a market stall",
    [
        "A box with the files of two hundred patients of Lindmouth hospital has been found under a stall of the"
        " weekly market, the police confirmed on Wednesday.",
        "A dealer in old radios had bought the box unseen, together with three desks from the hospital's store."
        " He opened it at home and rang the police.",
        "The files are from the years before 2009 and hold names, addresses and diagnoses. The hospital says it"
        " has written to all patients who could be reached.",
        "“This should not have happened, and it will not happen again,” said the hospital's director, Maya"
        " Lindquist. The commissioner for data protection has opened an inquiry.",
        "How the box came to be among the furniture is not known. The store was cleared in March by a firm from"
        " Hallin, whose manager did not want to comment.",
    ],
)
GERMAN = (
    "Gemeinderat von Tannweiler stimmt für den Bau der Umgehungsstraße",
    [
        "Der Gemeinderat von Tannweiler hat am Dienstagabend mit elf gegen sechs Stimmen für den Bau der"
        " Umgehungsstraße gestimmt, über die seit acht Jahren gestritten wird.",
        "„Damit kommt endlich Ruhe in die Hauptstraße“, sagte Bürgermeisterin Petra Lang nach der Sitzung. Täglich"
        " fahren dort nach einer Zählung vom Frühjahr mehr als neuntausend Wagen.",
        "Die Gegner kündigten an, vor Gericht zu ziehen. Sie fürchten um das Moor am Rand des Dorfes, in dem nach"
        " Angaben des Naturvereins drei seltene Vogelarten brüten.",
        "Gebaut werden soll ab dem kommenden Herbst. Die Kosten von vierzehn Millionen trägt zu zwei Dritteln das"
        " Land, den Rest die Gemeinde.",
    ],
)
FRENCH = (
    "À Port-Vallin, les pêcheurs bloquent la criée pour la troisième journée",
    [
        "Une cinquantaine de pêcheurs bloquent depuis lundi l'entrée de la criée de Port-Vallin pour protester"
        " contre la hausse du prix du gazole.",
        "« Nous ne partirons pas sans une réponse écrite », a déclaré mercredi leur porte-parole, Hugo Marcellin,"
        " devant une centaine de personnes réunies sur le quai.",
        "La préfecture a proposé une rencontre jeudi matin. Les mareyeurs, eux, disent perdre chaque jour plus de"
        " trente mille euros et demandent l'intervention de l'État.",
        "Le port avait déjà été fermé pendant neuf jours en 2018. À l'époque, une aide exceptionnelle avait mis fin"
        " au mouvement.",
    ],
)
TEASERS = [
    "Ferry company cuts routes to the islands", "Storm tears roof off school in Hallin",
    "Ten recipes for the first cold days", "Why the price of cod keeps rising",
]  # fmt: skip


def _p(paragraphs, **attributes):
    given = "".join(f' {name.strip("_")}="{value}"' for name, value in attributes.items())
    return "\n".join(f"<p{given}>{paragraph}</p>" for paragraph in paragraphs)


def _links(titles, inner="li"):
    return "".join(f'<{inner}><a href="/story/{n}">{title}</a></{inner}>' for n, title in enumerate(titles))


def _ld(**fields):
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


def _meta(**tags):
    return "".join(
        f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in tags.items()
    )


def _page(head, body, language="en"):
    return f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def _graph():
    title, body = HARBOUR
    graph = [
        {"@type": "NewsMediaOrganization", "@id": "https://beacon.example/#us", "name": "Lowmere Beacon"},
        {"@type": "Person", "@id": "https://beacon.example/#roe", "name": "Jane Roe"},
        {
            "@type": "NewsArticle", "headline": title, "datePublished": "2024-10-21T18:05:00+02:00",
            "dateModified": "2024-10-22T09:00:00+02:00", "publisher": {"@id": "https://beacon.example/#us"},
            "author": [{"@id": "https://beacon.example/#roe"}], "url": "https://beacon.example/harbour",
        },
    ]  # fmt: skip
    ld = f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>'
    inner = (
        f"<nav><ul>{_links(['Home', 'News', 'Sport', 'Weather'])}</ul></nav><main><article><h1>{title}</h1>"
    )
    inner += f"{_p(body)}</article></main><aside><h2>Most read</h2><ol>{_links(TEASERS)}</ol></aside>"
    return _page(
        f"<title>{title} | Lowmere Beacon</title>{ld}", f"{inner}<footer>© 2024 Lowmere Press</footer>"
    ), body


def _amp():
    title, body = BRIDGE
    head = f"<title>{title}</title><link rel=canonical href='https://ledger.example/bridge'>"
    head += _ld(**{"@type": "Article"}, headline=title, datePublished="2024-11-07", author="Staff",
                publisher={"@type": "Organization", "name": "The Ledger"})  # fmt: skip
    inner = (
        f'<amp-sidebar><a href="/">Home</a></amp-sidebar><article><h1>{title}</h1><amp-img src=x></amp-img>'
    )
    inner += f"<amp-ad></amp-ad>{_p(body[:3])}<amp-ad>Advertisement</amp-ad>{_p(body[3:])}</article>"
    return _page(head, inner).replace("<html", "<html amp"), body


def _blog():
    title, body = SCHOOL
    head = f"<title>{title} – Northshore Notes</title>" + _meta(
        og__site_name="Northshore Notes", og__title=title, article__published_time="2025-01-31T07:00:00+00:00"
    )
    inner = f"<div id=header><a href='/'>Northshore Notes</a></div><div class=post><h2 class=entry-title>{title}</h2>"
    inner += f"<div class=meta>Posted on January 31, 2025 by <a href='/author/ib'>I. Brown</a></div>"
    inner += f"<div class='entry-content'>{_p(body)}<p class=tags>Filed under: <a href='/t/school'>school</a></p></div>"
    inner += "<div id=comments><h3>2 comments</h3><p>Anna says: At last, my children were bored stiff.</p>"
    inner += "<p>Tom says: Six in ten is not much of a majority, is it, if you ask me.</p></div></div>"
    return _page(
        head, f"{inner}<div id=sidebar><h3>Archive</h3><ul>{_links(['May', 'June'])}</ul></div>"
    ), body


def _tabloid():
    title, body = HOSPITAL
    head = f"<title>{title}</title>" + _meta(og__site_name="Daily Blaze", og__title=title.upper())
    box = "<div class='related-box'><a href='/x'><b>READ MORE</b> {}</a></div>"
    inner = f"<div class=topnav>{_links(TEASERS[:2], 'div')}</div><h1>{title}</h1><div class='share'>Share Tweet Pin</div>"
    inner += "<div class='article-body'>" + body[0].join(["<p>", "</p>"]) + box.format(TEASERS[0])
    inner += "".join(f"<p>{p}</p>" for p in body[1:3]) + box.format(TEASERS[1]) + _p(body[3:]) + "</div>"
    inner += "<div class='trending'>" + "".join(
        f"<div><a href='/t'><img src=x alt=''><h3>{teaser}</h3><p>Our reporter found out what nobody wanted to say.</p></a></div>"
        for teaser in TEASERS
    )
    return _page(head, inner + "</div>"), body


def _ticker():
    title, body = HARBOUR
    head = f"<title>Live: {title}</title>" + _ld(
        **{"@type": "LiveBlogPosting"}, headline=f"Live: {title}", datePublished="2024-10-21T09:00:00Z"
    )
    posts = "".join(
        f"<div class='post' id='p{n}'><time datetime='2024-10-21T1{n}:15:00Z'>1{n}.15</time><div class='post-body'><p>{p}</p></div></div>"
        for n, p in enumerate(body)
    )
    inner = f"<header><a href='/'>The Ledger</a></header><main><h1>Live: {title}</h1><div class='liveblog'>{posts}</div></main>"
    return _page(
        head, inner + "<footer><a href='/imprint'>Imprint</a> <a href='/privacy'>Privacy</a></footer>"
    ), body


def _german():
    title, body = GERMAN
    head = f"<title>{title} - Hafenkurier</title>" + _meta(og__site_name="Hafenkurier", og__title=title)
    head += '<meta name="date" content="2025-03-04T21:40:00+01:00"><meta name="author" content="Uwe Kranz">'
    inner = f"<nav>{_links(['Start', 'Politik', 'Sport'], 'span')}</nav><article><h1>{title}</h1>"
    inner += "<p class='author'>Von Uwe Kranz</p><div class='social'>Teilen Merken Drucken</div>" + _p(body)
    inner += (
        "<p class='hint'><strong>Mehr zum Thema:</strong> <a href='/a'>Streit um das Moor</a></p></article>"
    )
    inner += "<section class='newsletter'><h3>Newsletter</h3><p>Jeden Morgen das Wichtigste aus der Region.</p></section>"
    return _page(head, inner, "de"), body


def _french():
    title, body = FRENCH
    head = f"<title>{title}</title>" + _ld(
        **{"@type": "NewsArticle"}, headline=title, datePublished="2024-03-06T12:00:00+01:00", inLanguage="fr",
        author={"@type": "Person", "name": "Claire Aubin"}, publisher={"@type": "Organization", "name": "La Vigie"},
    )  # fmt: skip
    inner = f"<div class='fil'>{_links(['Accueil', 'Région'], 'span')}</div><article><h1>{title}</h1>"
    inner += f"<p class='chapo'>{body[0]}</p><p class='publish'>Publié le 6 mars 2024 à 12h00</p>{_p(body[1:])}</article>"
    inner += f"<div class='outbrain'><h4>À lire aussi</h4><ul>{_links(['Le prix du gazole', 'La météo'])}</ul></div>"
    return _page(head, inner, "fr"), body


def _captions():
    title, body = BRIDGE
    figure = "<figure><img src=b.jpg><figcaption>The bridge at Ostrey on a grey day. Photo: Tom Reed / Halyard</figcaption></figure>"
    head = f"<title>{title}</title>" + _meta(og__title=title, og__url="https://meridian.example/b")
    inner = f"<article><h1>{title}</h1>{figure}{_p(body[:2])}{figure}{_p(body[2:])}</article>"
    return _page(head, inner), body


def _paywalled():
    title, body = SCHOOL
    head = f"<title>{title}</title>" + _ld(
        **{"@type": "NewsArticle"}, headline=title, isAccessibleForFree=False, datePublished="2025-01-30"
    )
    wall = "<div class='paywall'><h3>Subscribe to continue reading</h3><p>Already a subscriber? <a href='/in'>Log in</a></p></div>"
    return _page(head, f"<main><article><h1>{title}</h1>{_p(body[:2])}{wall}</article></main>"), body[:2]


def _divs():
    title, body = HOSPITAL
    head = f"<title>{title} - The Lantern</title>"
    inner = f"<div class='page'><div class='menu'>{_links(['News', 'Life'], 'span')}</div><div class='headline'>{title}</div>"
    inner += f"<div class='byline'>By Jane Roe</div><div class='text'>{'<br><br>'.join(body)}</div></div>"
    return _page(head, inner + "<div class='foot'>All rights reserved</div>"), body


def _subheads():
    title, body = BRIDGE
    heads = ["A fifth is gone", "Who would pay"]
    head = f"<title>{title}</title>" + _meta(og__site_name="The Lantern", og__title=title)
    inner = f"<article><header><h1>{title}</h1><p class='standfirst'>{body[0]}</p></header>{_p(body[1:3])}"
    inner += f"<h2>{heads[0]}</h2>{_p(body[3:4])}<h2>{heads[1]}</h2>{_p(body[4:])}</article>"
    return _page(head, inner), [*body, *heads]


def _microdata():
    title, body = HARBOUR
    inner = (
        "<div itemscope itemtype='http://schema.org/NewsArticle'><h1 itemprop='headline'>" + title + "</h1>"
    )
    inner += "<time itemprop='datePublished' datetime='2024-10-21'>21 Oct</time><span itemprop='author'>Jane Roe</span>"
    inner += f"<div itemprop='articleBody'>{_p(body)}</div></div><div id='cookie'>We use cookies. <button>Accept</button></div>"
    return _page(f"<title>{title} | Beacon</title>", inner), body


def _old():
    title, body = HARBOUR
    inner = (
        "<table width='100%'><tr><td width=150><font size=1><a href='/'>Home</a><br><a href='/n'>News</a><br>"
    )
    inner += f"<a href='/s'>Sport</a></font></td><td><font size=5><b>{title}</b></font><br><font size=2>{_p(body)}</font>"
    return _page(f"<title>{title}</title>", inner + "</td></tr></table>"), body


def _wire():
    title, body = BRIDGE
    head = f"<title>{title}</title>" + _meta(og__site_name="Meridian", og__title=title)
    text = [f"OSTREY, Nov. 7 (Meridian) -- {body[0]}", *body[1:]]
    inner = f"<main><h1>{title}</h1><div class='story'>{_p(text)}<p>(END)</p></div></main>"
    return _page(head, inner + f"<ul class='ranking'>{_links(TEASERS)}</ul>"), [*text, "(END)"]


def _list():
    title, body = SCHOOL
    points = [
        "Schools open again on Friday in the whole province.",
        "The rise is three and a half per cent.",
        "Talks on classes follow.",
    ]
    inner = f"<article><h1>{title}</h1><ul class='keypoints'>{''.join(f'<li>{p}</li>' for p in points)}</ul>{_p(body)}</article>"
    return _page(f"<title>{title}</title>", inner), [*points, *body]


def _quote():
    title, body = HOSPITAL
    quotation = "The letter came on a Friday, and I did not sleep that night, said one of the patients."
    inner = f"<article><h1>{title}</h1>{_p(body[:3])}<blockquote><p>{quotation}</p></blockquote>{_p(body[3:])}</article>"
    embed = "<div class='embed'><iframe src='https://video.example/1'></iframe></div>"
    return _page(f"<title>{title}</title>", inner.replace("<blockquote>", embed + "<blockquote>")), [
        *body,
        quotation,
    ]


def _classes():
    title, body = BRIDGE
    words = "".join(f"<div class='css-1x{n}'><p class='css-at{n}'>{p}</p></div>" for n, p in enumerate(body))
    state = f"<script>window.__STATE__ = {json.dumps({'body': body, 'teasers': TEASERS})}</script>"
    inner = f"<div id='root'><div class='css-0'><h1 class='css-h'>{title}</h1><section name='articleBody'>{words}</section></div>"
    inner += f"<div class='css-9'><h2>More from Ostrey</h2>{_links(TEASERS, 'div')}</div></div>{state}"
    return _page(f"<title>{title} - The Ledger</title>", inner), body


def _short():
    title, body = HARBOUR
    inner = f"<header><nav>{_links(['Home', 'World', 'Local'], 'span')}</nav></header><article><h1>{title}</h1>{_p(body[:1])}</article>"
    return _page(f"<title>{title}</title>", f"{inner}<footer>Contact Imprint</footer>"), body[:1]


def _inline():
    title, body = HARBOUR
    linked = [
        p.replace("harbour", "<a href='/tag/harbour'>har<b>bour</b></a>").replace("Lang", "<span>Lang</span>")
        for p in body
    ]
    ad = "<div class='ad'><span>Advertisement</span><p>Scroll down to continue</p></div>"
    inner = f"<article><h1>{title}</h1>{_p(linked[:2])}{ad}{_p(linked[2:])}<p><em>Jane Roe covers the coast.</em></p></article>"
    return _page(f"<title>{title} | Beacon</title>", inner), body


def _german_bar():
    title, body = GERMAN
    inner = "<div class='consent'>Mit Werbung weiterlesen oder Abo abschließen</div><main><div class='kicker'>Verkehr</div>"
    inner += f"<h1>{title}</h1><span class='date'>04.03.2025, 21:40 Uhr</span>{_p(body, class_='article__p')}"
    inner += (
        "<figure><img src=x><figcaption>Die Hauptstraße am Morgen. Foto: Kranz</figcaption></figure></main>"
    )
    return _page(
        f"<title>{title} | Talbote</title>",
        inner + f"<div class='mehr'>{_links(['Moor', 'Rathaus'])}</div>",
        "de",
    ), body


PAGES = {
    template.__name__.strip("_"): template()
    for template in (
        _graph, _amp, _blog, _tabloid, _ticker, _german, _french, _captions, _paywalled, _divs,
        _subheads, _microdata, _old, _wire, _list, _quote, _classes, _short, _inline, _german_bar,
    )
}  # fmt: skip
