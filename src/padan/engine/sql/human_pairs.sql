-- What a human said of two rows is obeyed: `human` (a, b, same, across) is filled from the decisions before linking. A row
-- of which somebody said whose it is is nobody else's by its NIK.
DELETE FROM nik_joined WHERE (a, b) IN (SELECT a, b FROM human);

DELETE FROM nik_joined WHERE a IN (SELECT a FROM human WHERE same AND across);

DELETE FROM nik_joined WHERE b IN (SELECT b FROM human WHERE same AND across)
