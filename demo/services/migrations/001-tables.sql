DROP TABLE IF EXISTS payments, lines, orders, customers, products;

CREATE TABLE products (id int PRIMARY KEY, title text NOT NULL, cents int NOT NULL, description text NOT NULL);
CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE orders (id int PRIMARY KEY, customer int NOT NULL REFERENCES customers, day date NOT NULL);
CREATE TABLE lines (
  order_id int NOT NULL REFERENCES orders,
  product int NOT NULL REFERENCES products,
  quantity int NOT NULL,
  PRIMARY KEY (order_id, product)
);
CREATE TABLE payments (id int PRIMARY KEY, customer int NOT NULL, cents int NOT NULL, note text NOT NULL);

CREATE INDEX orders_customer_idx ON orders (customer);
CREATE INDEX payments_customer_idx ON payments (customer);
