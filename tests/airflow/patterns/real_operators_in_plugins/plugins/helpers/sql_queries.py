class SqlQueries:
    songplay_table_insert = ("""
        SELECT 1
    """)
