-- What is searched of a chunk, in the letters that searches compare: `folded` is a function of
-- ours. The day stands there in figures and as people write it.
CREATE VIEW chunk_words (key, title, outlet, published, body) AS
SELECT chunk.key, folded(article.title), folded(article.outlet),
       coalesce(substr(chunk.day, 1, 4) || '-' || substr(chunk.day, 5, 2)
           || '-' || substr(chunk.day, 7, 2) || ' ' || CASE substr(chunk.day, 5, 2)
           WHEN '01' THEN 'January' WHEN '02' THEN 'February' WHEN '03' THEN 'March'
           WHEN '04' THEN 'April' WHEN '05' THEN 'May' WHEN '06' THEN 'June'
           WHEN '07' THEN 'July' WHEN '08' THEN 'August' WHEN '09' THEN 'September'
           WHEN '10' THEN 'October' WHEN '11' THEN 'November' WHEN '12' THEN 'December'
           ELSE '' END
       || ' ' || ltrim(substr(chunk.day, 7, 2), '0')
       || ' ' || substr(chunk.day, 1, 4), ''),
       folded(substr(article.text, chunk.start + 1, chunk."end" - chunk.start))
FROM chunk JOIN article ON article.key = chunk.article;
