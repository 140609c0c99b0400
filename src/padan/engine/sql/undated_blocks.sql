-- Keys of `wide_keys` that count: somebody without a birth date, or whose day is unknown, is sought by them.
CREATE OR REPLACE TABLE undated_blocks AS
SELECT DISTINCT block FROM wide_keys WHERE undated
