-- The orders of one day; Airflow's logical date is handed in as :day.
SELECT order_id, customer, amount
FROM orders
WHERE ordered_at >= :day
  AND ordered_at < :day + INTERVAL '1 day'
ORDER BY order_id;
