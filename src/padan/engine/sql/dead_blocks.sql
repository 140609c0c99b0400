-- A key that more rows share than a person can have lookalikes is left to the narrower keys.
CREATE OR REPLACE TABLE dead_blocks AS
SELECT block FROM open_blocks WHERE rows > 40;

CREATE OR REPLACE TABLE dead_settled AS
SELECT block FROM settled_keys GROUP BY block HAVING count(*) > 30
