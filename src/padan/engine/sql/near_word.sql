-- Whether a typing error explains two words: no edit in words of up to three letters, one up to six, else two.
CREATE OR REPLACE MACRO near_word(v, w) AS
    v = w OR (length(v) >= 3 AND length(w) >= 3 AND length(v) + length(w) >= 7 AND abs(length(v) - length(w)) < 3
        AND damerau_levenshtein(v, w) <= CASE WHEN length(v) < 7 AND length(w) < 7 THEN 1 ELSE 2 END)
