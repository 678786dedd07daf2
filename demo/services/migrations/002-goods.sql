-- Every number follows from the row's: the same in each database.
INSERT INTO products
  SELECT id, 'product ' || id, 400 + id * 37 % 16000, repeat('sturdy and simple ', 8) FROM generate_series(1, 400) id;
INSERT INTO customers SELECT id, 'customer ' || id FROM generate_series(1, 1000) id;
INSERT INTO orders SELECT id, 1 + id * 7 % 1000, date '2024-01-01' + id % 365 FROM generate_series(1, 5000) id;
INSERT INTO lines SELECT id, 1 + (id * 11 + line * 29) % 400, 1 + line % 3
  FROM generate_series(1, 5000) id, generate_series(0, 2) line;
INSERT INTO payments SELECT id, 1 + id * 13 % 1000, 100 + id % 9000, repeat('paid by transfer ', 4)
  FROM generate_series(1, 40000) id;
ANALYZE;
