"""What exports call the fields of an article, in the languages in which newsrooms name columns.

Names are compared in small letters without punctuation and accents: publishedAt, published_at and
"Published At" are one, and so are "título" and "Titulo". Of several names of one field the first
counts.
"""

from __future__ import annotations

import re
import unicodedata

NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "content", "maintext", "article", "articlebody", "articletext",
        "fulltext", "bodytext", "plaintext", "storytext", "document", "story",
        "contenthtml", "contenttext", "contentencoded", "textcontent", "bodyhtml", "htmlbody",
        "textbody", "articlecontent", "newscontent", "newstext", "newsbody", "fullarticle",
        "articlefulltext", "fullcontent", "rawtext", "cleantext", "cleanedtext", "storybody",
        "contents", "contentelements", "paragraphs", "blocks",
        "volltext", "artikeltext", "artikel", "inhalt", "beitrag",
        "texte", "texteintegral", "textecomplet", "contenu", "corps", "corpsdutexte",
        "texto", "textocompleto", "textointegral", "contenido", "cuerpo", "articulo", "noticia",
        "conteudo", "corpo", "artigo", "materia",
        "testo", "testocompleto", "testointegrale", "contenuto", "articolo", "tekst",
    ),
    "id": ("id", "guid", "uuid", "articleid", "docid", "documentid", "identifier"),
    "title": (
        "title", "headline", "headlines", "webtitle", "heading", "articletitle", "articleheadline",
        "newstitle", "storytitle", "titel", "uberschrift", "ueberschrift", "schlagzeile", "titre",
        "titulo", "titular", "manchete", "titolo",
    ),
    "outlet": (
        "outlet", "publisher", "publication", "publicationname", "publicationtitle", "pubtitle",
        "medianame", "outletname", "namesource",
        "source", "sourcename", "sourcetitle", "sitename", "newspaper", "mediaoutlet", "media",
        "newsoutlet", "newssource",
        "zeitung", "medium", "quelle", "publikation", "journal", "medio", "periodico", "fuente",
        "veiculo", "jornal", "testata", "giornale", "quotidiano", "diario", "fonte", "krant",
        "sourcedomain", "domain", "site", "feed", "mediaurl",
    ),
    "author": (
        "author", "authors", "byline", "authorsbyline", "creator", "by", "writer", "journalist",
        "reporter", "reporters",
        "autor", "autorin", "autoren", "verfasser", "verfasserin", "auteur", "auteurs", "auteure",
        "journaliste", "autora", "autores", "periodista", "jornalista", "autore", "autori",
        "autrice", "giornalista",
    ),
    "url": (
        "url", "link", "weburl", "canonicalurl", "canonicallink", "requestedurl", "permalink",
        "sourceurl", "articleurl", "newsurl", "storyurl", "href", "lien", "enlace", "vinculo",
        "ligacao", "collegamento", "adresse", "webadresse", "endereco", "indirizzo",
    ),
    # When something was made, fetched, indexed, seen or printed is no day of publication.
    "published": (
        "published", "publishedat", "publisheddate", "publisheddatetime", "datepublished",
        "datepublish", "publishdate", "publishtime", "publishedtime", "publishedon",
        "publicationdate", "publicationdatetime", "dateofpublication", "datetimepub", "pubdate",
        "webpublicationdate", "firstpublicationdate", "firstpublished", "firstpublishedat",
        "firstpublishdate", "displaydate", "issuedate", "dateissued", "articledate", "newsdate",
        "firstcreated", "postdate", "postedat", "postedon", "date", "datetime",
        "erscheinungsdatum", "veroffentlichungsdatum", "veroeffentlichungsdatum", "erschienen",
        "erschienenam", "veroffentlicht", "veroffentlichtam", "veroeffentlicht", "datum",
        "datedepublication", "datepublication", "publiele", "parution", "datedeparution",
        "fechadepublicacion", "fechapublicacion", "publicado", "publicadoel", "fecha",
        "datadepublicacao", "datapublicacao", "publicadoem", "datadipubblicazione",
        "datapubblicazione", "pubblicato", "pubblicatoil", "data",
    ),
    "updated": (
        "updated", "updatedat", "modified", "modifiedat", "datemodified", "datemodify",
        "lastmodified", "lastmod", "lastupdated", "versioncreated", "modifieddate", "updateddate",
        "aktualisiert", "aktualisiertam", "zuletztaktualisiert", "geandert", "geaendert",
        "misajour", "datedemiseajour", "modifiele", "actualizado", "fechadeactualizacion",
        "atualizado", "atualizadoem", "datadeatualizacao", "aggiornato", "aggiornatoil",
    ),
    "language": ("language", "lang", "inlanguage", "languagecode", "sprache", "langue", "idioma",
                 "lingua"),
}  # fmt: skip
# What stands in for a text that is not there. An abstract is mostly the library's words: it comes
# last, and not at all where a record has a place for the article's own first words.
OWN_WORDS = ("leadparagraph",)
SUMMARIES = (
    "description", "summary", "shortdescription", "desc", "snippet", "excerpt", "teaser",
    "trailtext", "vorspann", "zusammenfassung", "beschreibung", "chapeau", "chapo", "resume",
    "resumen", "resumo", "entradilla", "sommario", "riassunto", "descripcion", "descricao",
    "descrizione",
)  # fmt: skip
ABSTRACT = "abstract"
# Given name and family name, where they stand apart.
APART = (
    ("givenname", "familyname"), ("given", "family"), ("firstname", "lastname"),
    ("first", "last"), ("authorfirstname", "authorlastname"), ("authorfirst", "authorlast"),
    ("vorname", "nachname"), ("prenom", "nom"), ("nombre", "apellido"), ("nombre", "apellidos"),
    ("nome", "sobrenome"), ("nome", "cognome"),
)  # fmt: skip

_FIELDS = {name: field for field, names in reversed(NAMES.items()) for name in reversed(names)}


def normalised(name: object) -> str:
    """A field's name as names are compared."""
    folded = unicodedata.normalize("NFKD", str(name))
    plain = "".join(mark for mark in folded if not unicodedata.combining(mark))
    return re.sub(r"[\W_]+", "", plain).casefold()


def field_of(name: str) -> str:
    """The field that a column's name says, "" where it says none; "text" also for a summary."""
    known = normalised(name)
    return _FIELDS.get(known) or ("text" if known in (*OWN_WORDS, *SUMMARIES, ABSTRACT) else "")
