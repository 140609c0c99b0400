-- Whether a cell that should hold a name holds one: not signs alone, nor words that say that there is none (`domain/blanks.py`).
CREATE OR REPLACE MACRO says_something(t) AS
    regexp_matches(t, '\pL')
        AND NOT regexp_matches(lower(t), '^\W*(kosong|null|nihil|nil|nan|none|x+|#?n/?a|#ref!|#value!|(tidak|tdk|blm|belum) (ada|tahu|diketahui|diisi|punya))\W*$')
