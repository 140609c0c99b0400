-- Whether one name is a single word of four letters or more that stands inside the other.
CREATE OR REPLACE MACRO cut_from(v, w) AS
    (length(v) >= 4 AND NOT contains(v, ' ') AND contains(w, v)) OR (length(w) >= 4 AND NOT contains(w, ' ') AND contains(v, w))
