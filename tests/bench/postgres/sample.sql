-- The accounts of sample_accounts.cc: 20, and one more to be written to, each
-- with 20 contacts, 10 members, a plan of 30 actions and 10 interactions.

CREATE FUNCTION words(bytes int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT left(repeat(
    'reviewed the delivery figures of the quarter with the plant and agreed on '
    'weekly calls until the backlog is gone; ', bytes / 100 + 1), bytes)
$$;

INSERT INTO program VALUES (1, 'Measurements', 'USD', 'UTC');

INSERT INTO member
SELECT m, 1, 'Benjamin Okafor ' || m FROM generate_series(1, 10) m;

INSERT INTO position
SELECT m, current_date - 900, 'Key account manager', 'MANAGER', 'SALES'
FROM generate_series(1, 10) m;

INSERT INTO account (account_id, program_id, display_name, sector, region)
SELECT a, 1, 'Northwind Components ' || a, 'Industrial machinery', 'EMEA'
FROM generate_series(1, 21) a;

INSERT INTO external_key
SELECT 'erp', 'C-' || a, a FROM generate_series(1, 21) a;

INSERT INTO contact
SELECT 100 * a + c, a, 'Alexandra Hamilton ' || c, 'INFLUENCER', 'PURCHASING',
  'MANAGER', 3, 'SUPPORTER', 'Head of Strategic Purchasing',
  'alexandra.hamilton.' || c || '@customer.example', '+49 89 1234 5678',
  words(40)
FROM generate_series(1, 21) a, generate_series(1, 20) c;

INSERT INTO assignment
SELECT 100 * a + m, a, m,
  CASE WHEN m = 1 THEN 'KEY_ACCOUNT_MANAGER' ELSE 'SUPPORT' END, m = 1,
  current_date - 400
FROM generate_series(1, 21) a, generate_series(1, 10) m;

INSERT INTO plan
SELECT a, a, 'ACTIVE', 'BESPOKE_ACCOUNT', 'Three-year plan', 36, current_date
FROM generate_series(1, 21) a;

INSERT INTO action
SELECT a, 'action-' || i, words(110), i % 10 + 1, current_date + 30 + i, 'OPEN'
FROM generate_series(1, 21) a, generate_series(1, 30) i;

WITH made AS (
  INSERT INTO interaction (account_id, happened_on, type, two_way, subject,
    note)
  SELECT a, current_date - 7 * i, 'MEETING', true,
    'Quarterly review of deliveries', words(200)
  FROM generate_series(1, 21) a, generate_series(1, 10) i
  RETURNING interaction_id, account_id
)
INSERT INTO participant
SELECT interaction_id, 100 * account_id + interaction_id % 20 + 1 FROM made;

ANALYZE;
