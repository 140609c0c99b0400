-- Whether two names may be one with words cut to their first letters: MUHAMAD D and M DONI.
CREATE OR REPLACE MACRO initials_alike(v, w) AS
    substr(v, 1, 1) = substr(w, 1, 1)
        AND (NOT contains(v, ' ') OR NOT contains(w, ' ') OR substr(split_part(v, ' ', 2), 1, 1) = substr(split_part(w, ' ', 2), 1, 1))
