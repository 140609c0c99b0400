-- Whether a typing error explains two names as written, their words joined: no edit in names of up to four letters, one up to
-- eight, else two, and the head or the tail as it was. A slip can make letters that a key folds (SH in WSHYU, for WAHYU), so that the keys lie further apart.
CREATE OR REPLACE MACRO near_name(v, w) AS
    length(v) >= 5 AND length(w) >= 5 AND abs(length(v) - length(w)) <= 2 AND (substr(v, 1, 2) = substr(w, 1, 2) OR right(v, 3) = right(w, 3))
        AND damerau_levenshtein(v, w) <= CASE WHEN length(v) < 9 AND length(w) < 9 THEN 1 ELSE 2 END
