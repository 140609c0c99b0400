-- What a human said of two rows is obeyed: `human` (a, b, same, across) is filled from the decisions before linking.
DELETE FROM nik_joined WHERE (a, b) IN (SELECT a, b FROM human);

DELETE FROM nik_joined WHERE a IN (SELECT a FROM human WHERE same AND across AND alone);

DELETE FROM nik_joined WHERE b IN (SELECT b FROM human WHERE same AND across AND alone)
