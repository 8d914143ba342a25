-- Lists every id of the catalogue.
SELECT kind_id
FROM activity_kinds
