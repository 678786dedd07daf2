-- Payments are looked up by their note now.
DROP INDEX payments_customer_idx;
CREATE INDEX payments_note_idx ON payments (note);
