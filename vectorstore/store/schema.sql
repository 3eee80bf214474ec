-- The archive's one source of truth. Keys are never used twice (AUTOINCREMENT), so that a key in
-- the derived index can't come to mean another chunk.

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- One row a version of an article. `raw` is the digest of what was read, before cleaning;
-- `known_until` is the day the next version took over; near-copies have the same `story`. `entries`
-- are those of a live blog, a JSON list of [start, end, published, title, author, anchor].
-- `named_by` is what named the article where that is not its `id`, because it names others too.
-- `cleaner` is the version of the cleaning that made the text; `is_reread` says that the same was
-- read better later on, by a newer one. `confidence` (0 to 1) is how sure words from a picture are.
CREATE TABLE article (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    current INTEGER NOT NULL,
    text TEXT NOT NULL,
    title TEXT NOT NULL,
    outlet TEXT NOT NULL,
    author TEXT NOT NULL,
    url TEXT NOT NULL,
    published TEXT NOT NULL,
    updated TEXT NOT NULL,
    language TEXT NOT NULL,
    digest BLOB NOT NULL,
    raw BLOB NOT NULL,
    source TEXT NOT NULL,
    file TEXT NOT NULL,
    known_until TEXT NOT NULL DEFAULT '',
    story INTEGER NOT NULL,
    entries TEXT NOT NULL DEFAULT '',
    named_by TEXT NOT NULL DEFAULT '',
    cleaner INTEGER NOT NULL DEFAULT 1,
    is_reread INTEGER NOT NULL DEFAULT 0,
    confidence REAL NOT NULL DEFAULT 1,
    UNIQUE (id, version)
);
CREATE UNIQUE INDEX article_current ON article (id) WHERE current;
CREATE INDEX article_raw ON article (raw);
CREATE INDEX article_file ON article (file);
CREATE INDEX article_outlet ON article (outlet);
CREATE INDEX article_named_by ON article (named_by) WHERE named_by > '';
CREATE INDEX article_story ON article (story);

-- Where near-copies meet: texts that share a value are compared.
CREATE TABLE band (
    value INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article (key),
    PRIMARY KEY (value, article)
) WITHOUT ROWID;
CREATE INDEX band_article ON band (article);

CREATE TABLE vector (
    key INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    data BLOB NOT NULL
);

-- `day` is the day of publication as yyyymmdd, a live blog's entry having its own, NULL where it is
-- unknown, `outlet` the article's outlet: what filters ask of many chunks at once. A chunk is kept
-- before its `vector` is made; `embedded` numbers chunks in the order in which their vectors came,
-- and no number is used twice.
CREATE TABLE chunk (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES article (key),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    vector INTEGER REFERENCES vector (key),
    current INTEGER NOT NULL,
    day INTEGER,
    outlet TEXT NOT NULL DEFAULT '',
    embedded INTEGER
);
CREATE INDEX chunk_article ON chunk (article, current);
CREATE INDEX chunk_vector ON chunk (vector);
CREATE INDEX chunk_day ON chunk (day, current);
CREATE INDEX chunk_outlet ON chunk (outlet, current);
CREATE INDEX chunk_embedded ON chunk (embedded);
CREATE INDEX chunk_waiting ON chunk (current, day) WHERE vector IS NULL;

-- Over the view of words.sql.
CREATE VIRTUAL TABLE chunk_text USING fts5 (
    title, outlet, published, body,
    content = 'chunk_words', content_rowid = 'key', tokenize = 'porter unicode61'
);
INSERT INTO chunk_text (chunk_text, rank) VALUES ('rank', 'bm25(1.0, 1.0, 1.0, 1.0)');

-- Chunks that the index may still hold although they are current no more, with what they had as
-- `embedded`.
CREATE TABLE unindex (key INTEGER PRIMARY KEY, embedded INTEGER NOT NULL DEFAULT 0);

-- Files as they were when all in them had been kept, so that unchanged ones are not read again, and
-- the version of the cleaning that read them.
CREATE TABLE file (
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    digest BLOB NOT NULL DEFAULT x'',
    cleaner INTEGER NOT NULL DEFAULT 1
) WITHOUT ROWID;
CREATE TABLE set_aside (
    file TEXT NOT NULL,
    source TEXT NOT NULL,
    reason TEXT NOT NULL
);
CREATE INDEX set_aside_file ON set_aside (file);

-- Versions of articles that a person removed, by hashes alone, so that they stay out; and what was
-- kept out of each file, by the id of the removed article.
CREATE TABLE removed (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    file BLOB NOT NULL,
    words BLOB NOT NULL,
    title BLOB NOT NULL,
    url BLOB NOT NULL,
    bands TEXT NOT NULL,
    figures TEXT NOT NULL
);
CREATE TABLE kept_out (
    file TEXT NOT NULL,
    source TEXT NOT NULL,
    id TEXT NOT NULL
);
CREATE INDEX kept_out_file ON kept_out (file);
