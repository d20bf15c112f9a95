"""The words by which pages in several languages mark what is not running text.

Short tables: what they miss, shape and place must tell.
"""

import re


def _whole(*phrases: str) -> re.Pattern[str]:
    """A line that is nothing but one of `phrases`, give or take a count and punctuation."""
    return re.compile(r"^[\W\d]{0,8}(?:" + "|".join(phrases) + r")[\W\d]{0,8}$", re.IGNORECASE)


def _opening(*phrases: str) -> re.Pattern[str]:
    """A line that begins with one of `phrases`."""
    opening = r"^\W{0,4}(?:" + "|".join(phrases) + r")"
    return re.compile(opening + r"(?:(?<!\w)|(?!\w))", re.IGNORECASE)


# After one of these on a line of its own, the article is over.
END_MARK = _whole(
    r"(?:related|similar|popular|recommended|further|other|more|latest|recent|top|trending)"
    r" (?:articles?|stories|posts?|news|content|reading|topics|videos?|coverage|headlines)",
    r"(?:most|more) (?:popular|read|viewed|shared|recent|stories|news|videos)(?: .{1,40})?",
    r"(?:recommended|suggested|selected|picked) (?:for|by) (?:you|us)",
    r"(?:popular|recommended|trending|suggested|up next|read next|next up|keep reading).{0,20}",
    r"(?:editors?['’]?s? picks?|top picks|what to read next).{0,30}",
    r"you (?:may|might) (?:also )?(?:like|be interested in|enjoy|have missed).{0,20}",
    r"(?:also|more) (?:from|on|in|by|about) .{2,50}",
    r"about the authors?|we recommend.{0,20}",
    r"(?:previous|next|newer|older) (?:article|post|story|entry|page)s?",
    r"(?:filed|posted|published|archived) (?:under|in).{0,60}",
    r"(?:sponsored|promoted)(?: content| links?| stories)?",
    r"from (?:around )?(?:the|our) (?:web|partners?|advertisers?|network)",
    r"mehr zum thema",
    r"(?:weitere|ähnliche|verwandte|neueste|aktuelle) (?:artikel|beiträge|themen|nachrichten|"
    r"meldungen|news|videos|posts)(?: .{1,30})?",
    r"das könnte (?:sie|dich) (?:auch )?interessieren",
    r"meistgelesen\w*|lesen sie auch",
    r"(?:articles?|sujets?) (?:similaires|liés|connexes|associés)|(?:à|a) lire aussi",
    r"sur le même (?:sujet|thème)|les plus lus",
    r"(?:art[íi]culos|noticias|not[íi]cias|artigos|posts?|entradas)"
    r" (?:relacionad[oa]s|recientes|recentes|similares)",
    r"(?:lo )?m[áa]s le[íi]d[oa]s?|mais lidas|te puede interesar|leia (?:também|mais)",
    r"(?:articoli|notizie|post) (?:correlati|simili|recenti)",
    r"potrebbe(?:ro)? (?:anche )?interessarti|(?:gerelateerd|meer|lees ook).{0,30}",
    r"(?:читайте|смотрите) (?:также|ещ[её]|далее)",
    r"(?:похожие|другие|последние|свежие) (?:новости|статьи|материалы|записи|публикации)",
    r"(?:материалы )?по теме",
    r"вам (?:также |будет |может быть |может )*(?:интересно|понравится|понравиться)",
    r"(?:powiązane|podobne) \w{4,20}|(?:czytaj|zobacz) (?:też|także|również|więcej)",
    r"(?:berita|artikel) (?:terkait|lainnya|populer)|baca juga",
    r"(?:ilgili|benzer) (?:haberler|yazılar|konular)",
    r"関連(?:記事|ニュース|リンク|キーワード|する記事)?",
    r"(?:人気|新着|おすすめ|最新)(?:記事|ランキング|の記事)?",
    r"相[关關](?:阅读|文章|新闻|推荐|内容|报道|新聞|閱讀)",
    r"(?:推荐|延伸|热门)(?:阅读|文章|新闻)?",
)

# A heading over the readers' comments; the count, if any, stands in `_whole`'s margins.
COMMENTS_MARK = _whole(
    r"(?:(?:view|show|see|read|all|join|hide|the|recent|reader|user|load|best|top(?: rated)?) )?"
    r"(?:all |the )?(?:\d+ )?"
    r"(?:comments?|responses?|replies|conversation|discussion)(?: section| on .{3,200})?",
    r"(?:one|two|three) (?:comments?|responses?|thoughts?|replies)(?: (?:on|to) .{3,200})?",
    r"(?:thoughts?|replies|responses?|comments?) (?:on|to) .{3,200}",
    r"(?:leave|post|write|add|submit) (?:a |your )?(?:comment|reply|response)(?: .{1,40})?",
    r"join the (?:conversation|discussion)|(?:discussion|conversation)s?",
    r"kommentare?|kommentar (?:schreiben|hinterlassen|verfassen)|schreibe einen kommentar",
    r"diskussion|commentaires?|(?:laisser|ajouter) un commentaire|réagir",
    r"comentarios?|comentários?|deja (?:un comentario|una respuesta)",
    r"deixe (?:um comentário|uma resposta)|comment[io]|lascia un commento",
    r"reacties?|plaats een reactie|komentar(?:ze?)?|dodaj komentarz|yorumlar",
    r"комментари[ийея]в?|(?:оставить|добавить) комментарий|обсуждение|відгуки|коментарі",
    r"コメント(?:を(?:書く|残す|投稿する|投稿))?(?:一覧)?",
    r"评论|評論|留言|发表评论|网友评论|댓글",
)

# The boxes and buttons of a comment form.
PLACEHOLDER = _opening(
    r"please enter (?:your|an?) (?:comment|name|e-?mail|reply|answer)",
    r"your e-?mail(?: address)? will not be published|required fields are marked",
    r"save my name,? ?e?-?mail|(?:post|submit) (?:a )?(?:comment|reply)$",
    r"(?:write|type|enter|add|share) (?:your|a) (?:comment|reply|thoughts|message)",
    r"(?:name|e-?mail|website|comment)(?: address)? ?(?:\*|\(required\))$",
    r"you must be (?:logged in|signed in|registered) to (?:post|leave|comment|reply)",
    r"(?:log|sign) in to (?:leave a |post a )?(?:comment|reply)|cancel reply",
    r"notify me of (?:follow-?up|new)|be the first to comment",
    r"(?:deine?|ihre?) e-mail-adresse wird nicht|erforderliche felder",
    r"votre adresse (?:e-?mail|de messagerie) ne sera pas|les champs obligatoires",
    r"tu direcci[óo]n de correo|los campos obligatorios|o seu endereço de e-?mail",
    r"il tuo indirizzo e-?mail non|devi essere connesso per|i campi obbligatori",
    r"ваш (?:адрес )?e-?mail не будет|обязательные поля помечены|ваше имя$",
    r"メールアドレスが公開|您的(?:电子邮箱|邮箱地址)不会",
)

_NETWORK = (
    r"(?:facebook|twitter|whatsapp|linkedin|pinterest|reddit|telegram|instagram|flipboard|tumblr|"
    r"youtube|pocket|messenger|vkontakte|вконтакте|одноклассники|line|google\+?|rss|sms|buffer|"
    r"xing|skype|viber|e-?mail|print|tweet|pin|share)"
)

# Furniture that may stand anywhere in a page, also between two paragraphs.
FURNITURE = _whole(
    r"(?:story continues|continue reading|article continues|scroll|continues)"
    r" (?:below|after|down|to).{0,40}",
    r"(?:advertise?ments?|advertising|publicidad[e]?|pubblicità|publicité|werbung|anzeige|reklama?|"
    r"реклама|广告|広告|iklan|ad)(?: - .{1,40})?",
    r"(?:click|tap) (?:here|to) .{1,60}|continue reading.{0,40}",
    _NETWORK + r"(?: " + _NETWORK + r"){0,8}",
    r"(?:share|tweet|e-?mail|print|pin|save|like|follow|subscribe|copy|close|menu|search|loading|"
    r"video|photos?|gallery|image|play|pause|mute|reply|report|embed|expand|caption|fullscreen)"
    r"(?: (?:this|it|us|on|via|to|now|more|all|here|for|link|article|story|gallery))?(?: .{1,30})?",
    r"(?:teilen|drucken|merken|partager|imprimer|compartir|imprimir|compartilhar|condividi|stampa|"
    r"delen|поделиться|распечатать|udostępnij|bagikan|paylaş|シェア|ツイート|分享|打印)"
    r"(?: .{1,30})?",
    r"read (?:more|full story|next|also|the full .{1,30})|learn more|see also",
    r"view (?:all|more|gallery)(?: .{1,30})?",
    r"(?:sign up|log in|login|sign in|register|donate|support us|subscribe)(?: .{1,40})?",
    r"(?:tempo de leitura|tempo di lettura|tiempo de lectura|temps de lecture|lesezeit|"
    r"reading time|leestijd|время (?:чтения|на чтение))\W.{1,20}",
    r"back to .{3,20}|top|next|previous|prev|home|tags?|topics?|shares?",
    r"(?:shares?|comments?|views?|likes?|min(?:ute)?s? read)",
    r"(?:image|photo|slide|\d+) \d* ?(?:of|/|из|von|de) ?/? ?\d+",
)

# A line that points elsewhere or asks for something.
PROMPT = _opening(
    r"(?:read|see|watch|listen|hear|learn|view)"
    r"(?: (?:more|also|now|next|here|all|the full|our))?(?: \w+){0,3} ?[:»>|]",
    r"(?:related|also read|recommended|must read|more|don['’]t miss|trending|up next|previously|"
    r"next|subscribe|sponsored|watch)(?: \w+){0,2} ?[:»>|]",
    r"(?:read|see) (?:more|also)(?: (?:at|on|about|here|from|stories))|also read",
    r"click here (?:to|for)|sign up (?:for|to|now|here)|subscribe (?:to|now|for|today|here)",
    r"follow (?:us|me|@|him|her|\w+(?: \w+)? on (?:twitter|facebook|instagram))|like us on",
    r"join (?:us|our)|download (?:the|our)|never miss",
    r"get (?:the|our|breaking) .{0,40}(?:newsletter|inbox|app|alerts|news)",
    r"(?:we|this (?:web)?site|our (?:web)?site|\w+ \w+) uses? cookies",
    r"by (?:clicking|signing|subscribing|using|continuing|submitting)",
    r"(?:your )?(?:browser|javascript) (?:does not|must|is)|(?:please )?enable javascript",
    r"to receive (?:our|\w+(?: \w+)?['’]s)",
    r"terms of (?:use|service)|privacy (?:policy|notice)",
    r"(?:lesen sie|mehr (?:dazu|zum thema)|lesen|siehe)(?: auch| mehr| hier)? ?:",
    r"(?:lire|voir) aussi|(?:lee|lea|leer|ver|vea) (?:también|más)|leia (?:também|mais)",
    r"leggi anche|lees (?:ook|meer)|(?:czytaj|zobacz) (?:też|także|również)|baca juga",
    r"(?:читайте|смотрите)(?: также| ещ[её])|(?:подписывайтесь|подпишитесь)",
    r"this (?:post|page|article) (?:may )?contains? affiliate",
    r"あわせて読みたい|続きを読む|詳しくはこちら|もっと見る",
    r"note to (?:our )?readers?|(?:the )?(?:views|opinions) expressed",
    r"for (?:media|press) (?:inquiries|enquiries)",
    r"(?:tags?|filed under|topics?|categories|category|labels?|keywords?|schlagw[öo]rter|"
    r"mots[- ]clés|etiquetas|теги|метки|ключевые слова|タグ|标签) ?[:：]",
)

# What a site says of itself; two or more of these in a paragraph, and it is no article's.
SITE_TALK = re.compile(
    r"\b(?:newsletters?|subscri(?:be|bers?|ption)|sign up|click(?:ing)?|follow us|like us|"
    r"join us|e-?mail lists?|cookies?|consent|privacy policy|terms of (?:use|service)|browser|"
    r"javascript|drop ?down|menu|banner|home ?page|web ?site|desktop version|instagram|facebook|"
    r"twitter|youtube|share buttons?|donat(?:e|ion)s?|support our|advertisements?|affiliate|"
    r"our (?:readers?|site|team|journalism)|unsubscribe|inbox|spam|"
    r"moderat(?:ed|ing)|log ?in|app store|google play|"
    r"datenschutz\w*|abonnieren|nutzungsbedingungen|anmelden|boletín|suscr[íi]b\w+|assine|"
    r"iscriviti|abonnez|подпи(?:шитесь|сывайтесь)|рассылк\w+)\b",
    re.IGNORECASE,
)

KEY_POINTS_MARK = _whole(
    r"key (?:points|takeaways|facts|highlights)|highlights?|takeaways|at a glance",
    r"(?:in )?(?:short|brief|summary)|the (?:gist|essentials)|auf einen blick",
    r"das wichtigste(?: in kürze)?|l['’]essentiel|puntos clave|главное|коротко|in sintesi",
)

# One speaking for oneself, as readers' comments do and articles rarely do.
FIRST_PERSON = re.compile(
    r"\b(?:i|i['’](?:m|ve|d|ll)|my|me|mine|you|your|you['’]re|ich|mir|mich|mein\w*|je|j['’]|moi|"
    r"mon|ma|mes|yo|mi|mis|eu|meu|minha|io|mio|mia|я|мне|меня|мой|моя|моё|мои|вы|вас|ik|mijn)\b",
    re.IGNORECASE,
)
COMMENT_META = re.compile(
    r"\b(?:says?|said|wrote|sagt|schrieb|dice|dit|ha detto|пишет|responded)\s*:?$|"
    r"^(?:reply|antworten|répondre|responder|rispondi|ответить|reageer|like|report|quote|"
    r"permalink|回复|返信)\W{0,4}\d{0,6}$|"
    r"\b\d{1,3} (?:minutes?|hours?|days?|weeks?|months?|years?) ago\b",
    re.IGNORECASE,
)
