"""Texts that would do something if a page read them as HTML, CSS, Markdown, mathematics or a template."""

# Each tells its number `{n}` when it fires: it calls `fire(7)`, asks for https://fired.invalid/7, or leaves
# an element in the page that could do so.
WRITTEN = (
    # Scripts.
    "<script>fire({n})</script>",
    "<ScRiPt >fire({n})</ScRiPt >",
    "<script src=https://fired.invalid/{n}></script>",
    "</title><script>fire({n})</script>",
    "</script><script>fire({n})</script>",
    "--><script>fire({n})</script><!--",
    "]]><script>fire({n})</script>",
    "</textarea></style></noscript><script>fire({n})</script>",
    # Elements that call back by themselves.
    "<img src=x onerror=fire({n})>",
    "<IMG SRC=x OnError='fire({n})'/>",
    "<img/src=x/onerror=fire({n})>",
    "<svg onload=fire({n})>",
    "<svg><script>fire({n})</script></svg>",
    "<svg><animate onbegin=fire({n}) attributeName=x dur=1s>",
    "<math><img src=x onerror=fire({n})></math>",
    "<body onload=fire({n})>",
    "<input autofocus onfocus=fire({n})>",
    "<details open ontoggle=fire({n})>",
    "<video><source onerror=fire({n})></video>",
    "<iframe srcdoc='<script>fire({n})</script>'></iframe>",
    "<iframe src=javascript:parent.fire({n})></iframe>",
    "<object data='data:text/html,<script src=https://fired.invalid/{n}></script>'></object>",
    "<embed src=https://fired.invalid/{n}>",
    # Out of an attribute, whichever quotation mark it has.
    '"><img src=x onerror=fire({n})>',
    "'><img src=x onerror=fire({n})>",
    '" onmouseover=fire({n}) style=position:fixed;inset:0 x="',
    "' onmouseover='fire({n})' style='position:fixed;inset:0",
    # Addresses and style.
    "<a href=javascript:fire({n})>read on</a>",
    "<a href=' java&#115;cript:fire({n})'>read on</a>",
    "<a href=data:text/html,%3Cscript%3Efire({n})%3C/script%3E>read on</a>",
    "<meta http-equiv=refresh content='9;url=https://fired.invalid/{n}'>",
    "<link rel=stylesheet href=https://fired.invalid/{n}>",
    "<style>@import url(https://fired.invalid/{n});</style>",
    "<p style='background:url(https://fired.invalid/{n})'>red</p>",
    "<form action=https://fired.invalid/{n}><button>go</button></form>",
    # Escaped once already: nothing may unescape it.
    "&lt;img src=x onerror=fire({n})&gt;",
    "&#60;img src=x onerror=fire({n})&#62;",
    # Markdown, mathematics, templates.
    "[read on](javascript:fire({n})) ![x](https://fired.invalid/{n})",
    "$\\href{{javascript:fire({n})}}{{x}}$ and $5m to $9m",
    "{{{{ {n} * 7 }}}} {{% raw %}} ${{7*7}} <%= 7*7 %>",
    # Characters that turn or hide what stands around them.
    "\u202e<img src=x onerror=fire({n})>\u2066",
    "\u200b<b\ufeff onclick=fire({n})>bold</b>",
    "<scr\0ipt>fire({n})</scr\0ipt><img src=x onerror\0=fire({n}) onclick=fire({n})>",
)
PAYLOADS = tuple(text.format(n=number) for number, text in enumerate(WRITTEN))
# Those that HTML alone does nothing with; each is planted where it would do something.
ENCODED = {n for n, text in enumerate(PAYLOADS) if text.startswith("&")}
OTHERWISE = {n for n, text in enumerate(PAYLOADS) if text.startswith(("[read", "$", "{{"))}
