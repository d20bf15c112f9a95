"""The words by which pages in several languages say whose a thing is: bylines, credits, rights."""

import re

from .vocabulary import table

_AGENCY = r"getty|reuters|afp|ap|epa|shutterstock|istock|tass|bloomberg|alamy|dpa"

CREDIT_END = re.compile(
    r"\b(?:getty(?: images)?|shutterstock|istock(?:photo)?|associated press|reuters|afp|epa|alamy|"
    r"ap photo|unsplash|pixabay|wikimedia(?: commons)?|flickr|imago|dpa|риа новости|тасс|ap|"
    r"bloomberg|zuma|picture alliance)\W{0,3}$",
    re.IGNORECASE,
)
CREDIT_OPEN = re.compile(
    r"^\W{0,4}(?:(?:main |featured |cover |header |top |lead |file |stock )?"
    r"(?:image|photo|photograph|picture|fotos?|video|illustration|screenshot|graphic|фото|видео|"
    r"写真|图片?|图片来源|bild|bildquelle|crédits? photo|credits?|imagem|imagen|immagine|"
    r"afbeelding|zdjęcie)(?: credits?| source| courtesy| via| caption)? ?"
    r"(?:[:：©/|]|by |from |courtesy )|"
    r"(?:featured |main |cover |header )?(?:image|photo|picture) (?:is |was )?"
    r"(?:from|by|via|courtesy|credit|taken) |"
    r"(?:file|stock|handout) (?:photo|image|picture)\b|getty images|©|\(c\) |"
    r"photo(?:graph)?s? by )",
    re.IGNORECASE,
)
CREDIT_WITHIN = re.compile(
    r"\bcredit ?(?:\.\.\.|…|:) ?\w[^.]{2,60}$|"
    r"\((?:photo|image|foto|picture|фото|credit|photograph|illustration|ap photo|file photo|source)"
    r"s?(?: by| credit| courtesy| from|/|:)? ?[^()]{0,120}\)\W{0,2}$|"
    r"\b(?:photo|image|picture|photograph|foto|illustration|video)(?: credit| courtesy| source)? ?"
    r"(?:: ?|by |courtesy of |via )[^.]{2,80}[.)]?$|"
    rf"\((?:{_AGENCY})\b[^()]{{0,60}}\)\W{{0,2}}$|"
    r"(?:via|©) ?(?:\w+ ){0,3}(?:getty|reuters|ap|afp|images|shutterstock)\b[^.]{0,30}$|"
    rf"[/|] ?(?:{_AGENCY})\b[^.]{{0,30}}$",
    re.IGNORECASE,
)

RIGHTS = re.compile(
    r"^\W{0,3}(?:copyright\b|©|\(c\)\s|the original source of |"
    r"(?:this (?:article|piece|story|post|essay)|it) (?:was |is )?(?:originally |first )"
    r"(?:published|appeared|posted)|"
    r"(?:originally|first) (?:published|appeared|posted) (?:on|in|at|by)|"
    r"read the (?:original|full) (?:article|story|post|piece) (?:on|at|in)|"
    r"(?:this (?:article|story) is )?republished (?:with|from|under|by)|reprinted (?:with|from|by)|"
    r"disclaimer\b|alle rechte vorbehalten|tous droits réservés|todos los derechos|"
    r"todos os direitos|tutti i diritti|все права защищены|"
    r"(?:quelle|source|fuente|fonte|источник|来源|出典) ?[:：])|"
    r"contains? copyrighted material|\ball rights reserved\b|"
    r"may not be (?:published|reproduced)",
    re.IGNORECASE,
)
ORIGINAL = re.compile(
    r"(?:the original source of (?:this|the) (?:article|piece|story|text) is|"
    r"read the (?:original|full) (?:article|story|post|piece) (?:on|at|in)|"
    r"(?:this (?:article|piece|story|post|essay) )?(?:was |is )?(?:originally|first) "
    r"(?:published|appeared|posted) (?:on|in|at|by)|"
    r"(?:re)?published (?:with permission )?from|reprinted (?:with permission )?from)"
    r"(?: the website of)?:? (.{2,80})",
    re.IGNORECASE,
)
COPYRIGHT = re.compile(r"(?:\bcopyright\b|©|\(c\))", re.IGNORECASE)

BYLINE = re.compile(
    r"^\W{0,3}(?:(?:(?:article |story |review |words? |text |(?:this )?(?:story|post) )?"
    r"(?:written |posted |published |reported |authored )?by|von|par|por|door|di|tekst):? |"
    r"(?:the )?authors?:? |autore?(?:in)?s?: ?|auteurs?: ?|автор(?:ы|а)?[ :—-]+|текст[ :—-]+|"
    r"(?:作者|文|撰文|記者|记者|编辑|ライター|執筆者?) ?[:：／/|] ?|"
    r"(?:penulis|yazar|skribent|tekijä|szerző) ?: ?)(?=\S)",
    re.IGNORECASE,
)
BYLINE_ALONE = re.compile(
    r"^(?:(?:written |posted |published )?by|von|par|por|door|authors?|"
    r"autor(?:in|es)?|auteur|автор|текст)\s?:?$",
    re.IGNORECASE,
)
AUTHOR_AFTER = re.compile(
    r"^\W{0,3}(?:articles? by|more (?:articles |stories |posts )?(?:by|from)|"
    r"about (?:the author,? ?)?|written by|authors?|autore?s?|автор)(?: ?[:：] ?| )(?=\S)",
    re.IGNORECASE,
)
ABOUT = re.compile(
    r"^(?:about(?: the author)?|über|sobre|acerca de|à propos de|об авторе|over|chi è)(?:: ?| )"
    r"(.{4,50})$",
    re.IGNORECASE,
)
NAME_PARTICLES = table(
    "de da do dos das del della di du des la le van der den von zu zur zum ter ten bin ibn al "
    "el af av y e und st san"
)
NO_NAME = table(
    "staff editor editors editorial news reuters press team associated agency desk bureau "
    "correspondent reporter reporters writer writers contributor contributors photo photos "
    "guest admin administrator author authors posted published updated comments comment share "
    "email print twitter facebook follow subscribe the a an and or of for in on at to with from "
    "about this our your my home more read media times post daily weekly magazine journal today "
    "online tv radio network channel agencies afp ap bbc cnn tass redaktion redaktionsteam "
    "redacción redazione rédaction redação редакция редакции журналист группа company inc ltd "
    "llc gmbh group university institute department ministry center centre world business "
    "sports sport politics opinion science health tech technology culture entertainment "
    "lifestyle travel video videos live breaking exclusive analysis review reviews january "
    "february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday min contact privacy policy terms sign "
    "log menu search advertisement sponsored special senior chief managing digital deputy "
    "national international foreign local is was are has have how why what when who new"
)

UPDATED = re.compile(
    r"\b(?:updated?|modified|revised|edited|aktualisiert|stand|mis à jour|actualizado|atualizado|"
    r"aggiornato|bijgewerkt|обновлен\w*|更新)\b",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"\b(?:published?|posted|created|veröffentlicht|erstellt|publié|publicado|pubblicato|"
    r"gepubliceerd|опубликован\w*|发布)\b",
    re.IGNORECASE,
)
BREADCRUMB_HOME = table(
    "home start startseite accueil inicio início главная homepage beranda hjem strona 首页 ホーム "
    "トップ top"
)
SEPARATED = re.compile(r"\s+[>›»/|→•·]+\s+|\s*[>›»]\s*")
PAGE_TITLE_CUT = re.compile(r"\s+[-–—|·•:»«]\s+|\s*[|｜]\s*")

TOPIC_LABEL = re.compile(
    r"^\W{0,3}(regions?|themes?|sections?|category|categories|topics?|tags?|filed under|posted in|"
    r"kategorien?|rubrik|thema|themen|schlagw[oö]rter|rubrique|thème|catégories?|mots-clés|sección|"
    r"temas?|etiquetas|categor[íi]as?|sezione|argomenti|рубрика|тема|темы|теги|метки|регион|分类|"
    r"标签|カテゴリー?|タグ) ?[:：] ?(.+)$",
    re.IGNORECASE,
)
REGIONS = re.compile(r"^(?:regions?|регион)$", re.IGNORECASE)
SECTIONS = re.compile(
    r"^(?:sections?|filed under|posted in|rubri.*|sección|sezione|рубрика|[ck]at[eé]gor.*|分类|"
    r"カテゴリー?)$",
    re.IGNORECASE,
)
TAGS = re.compile(r"^(?:tags?|schlagw.*|mots.*|etiquetas|теги|метки|标签|タグ)$", re.IGNORECASE)
