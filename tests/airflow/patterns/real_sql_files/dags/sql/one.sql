-- name: revenue
select 1
