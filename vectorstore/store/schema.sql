-- The archive's one source of truth. Keys are never used twice (AUTOINCREMENT), so that a key in
-- the derived index can't come to mean another chunk.

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- One row a version of an article. `raw` is the digest of what was read, before cleaning;
-- `known_until` is the day the next version took over; near-copies have the same `story`. `named_by`
-- is what named the article where that is not its `id`, because it names others too. `cleaner` is the
-- version of the cleaning that made the text; `is_reread` says that the same was read better
-- later on, by a newer one.
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
    named_by TEXT NOT NULL DEFAULT '',
    cleaner INTEGER NOT NULL DEFAULT 1,
    is_reread INTEGER NOT NULL DEFAULT 0,
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

-- `day` is the article's day of publication as yyyymmdd, NULL where it is unknown, `outlet` its
-- outlet: what filters ask of many chunks at once.
CREATE TABLE chunk (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES article (key),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    vector INTEGER NOT NULL REFERENCES vector (key),
    current INTEGER NOT NULL,
    day INTEGER,
    outlet TEXT NOT NULL DEFAULT ''
);
CREATE INDEX chunk_article ON chunk (article, current);
CREATE INDEX chunk_vector ON chunk (vector);
CREATE INDEX chunk_day ON chunk (day, current);
CREATE INDEX chunk_outlet ON chunk (outlet, current);

-- What is searched of a chunk. The day stands there in figures and as people write it.
CREATE VIEW chunk_words (key, title, outlet, published, body) AS
SELECT chunk.key, article.title, article.outlet,
       substr(article.published, 1, 10) || ' ' || CASE substr(article.published, 6, 2)
           WHEN '01' THEN 'January' WHEN '02' THEN 'February' WHEN '03' THEN 'March'
           WHEN '04' THEN 'April' WHEN '05' THEN 'May' WHEN '06' THEN 'June'
           WHEN '07' THEN 'July' WHEN '08' THEN 'August' WHEN '09' THEN 'September'
           WHEN '10' THEN 'October' WHEN '11' THEN 'November' WHEN '12' THEN 'December'
           ELSE '' END
       || ' ' || ltrim(substr(article.published, 9, 2), '0')
       || ' ' || substr(article.published, 1, 4),
       substr(article.text, chunk.start + 1, chunk."end" - chunk.start)
FROM chunk JOIN article ON article.key = chunk.article;

CREATE VIRTUAL TABLE chunk_text USING fts5 (
    title, outlet, published, body,
    content = 'chunk_words', content_rowid = 'key', tokenize = 'porter unicode61'
);
INSERT INTO chunk_text (chunk_text, rank) VALUES ('rank', 'bm25(1.0, 1.0, 1.0, 1.0)');

-- Chunks that the index may still hold although they are current no more.
CREATE TABLE unindex (key INTEGER PRIMARY KEY);

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
