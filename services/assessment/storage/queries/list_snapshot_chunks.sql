-- Lists the chunks in order.
SELECT bytes
FROM snapshot_chunks
ORDER BY chunk_index
