-- Settled rows that an open row of their side may be: a key that too many of them share is left to the narrower keys.
CREATE OR REPLACE TABLE dead_settled AS
SELECT block FROM settled_keys GROUP BY block HAVING count(*) > 30
