-- The records of the joint view, normalised, and a ledger: one table a kind of
-- record, foreign keys, and the indexes that the statements beside need.

CREATE TYPE decision_level AS ENUM ('INSTIGATOR', 'INFLUENCER', 'IMPLEMENTER');

CREATE TABLE program (
  program_id bigint PRIMARY KEY,
  display_name text NOT NULL,
  reporting_currency char(3) NOT NULL,
  time_zone text NOT NULL
);

CREATE TABLE account (
  account_id bigint PRIMARY KEY,
  program_id bigint NOT NULL REFERENCES program,
  display_name text NOT NULL,
  sector text,
  region text,
  create_time timestamptz NOT NULL DEFAULT now(),
  update_time timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON account (program_id);

CREATE TABLE external_key (
  source_system text,
  key text,
  account_id bigint NOT NULL REFERENCES account,
  PRIMARY KEY (source_system, key)
);
CREATE INDEX ON external_key (account_id);

CREATE TABLE contact (
  contact_id bigint PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account,
  display_name text NOT NULL,
  decision_level decision_level,
  function text,
  seniority text,
  influence int,
  support text,
  title text,
  email_address text,
  phone_number text,
  note text,
  create_time timestamptz NOT NULL DEFAULT now(),
  update_time timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON contact (account_id);

CREATE TABLE member (
  member_id bigint PRIMARY KEY,
  program_id bigint NOT NULL REFERENCES program,
  display_name text NOT NULL
);

CREATE TABLE position (
  member_id bigint REFERENCES member,
  starts_on date,
  title text NOT NULL,
  grade text NOT NULL,
  function text NOT NULL,
  PRIMARY KEY (member_id, starts_on)
);

CREATE TABLE assignment (
  assignment_id bigint PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account,
  member_id bigint NOT NULL REFERENCES member,
  role text NOT NULL,
  lead boolean NOT NULL,
  starts_on date NOT NULL,
  ends_on date,
  create_time timestamptz NOT NULL DEFAULT now(),
  update_time timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON assignment (account_id);

CREATE TABLE plan (
  plan_id bigint PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account,
  state text NOT NULL,
  kind text NOT NULL,
  title text,
  horizon_months int,
  activated_on date
);
CREATE INDEX ON plan (account_id);

CREATE TABLE action (
  plan_id bigint REFERENCES plan,
  action_id text,
  text text NOT NULL,
  owner_member_id bigint REFERENCES member,
  due_on date,
  state text NOT NULL,
  PRIMARY KEY (plan_id, action_id)
);

CREATE TABLE interaction (
  interaction_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES account,
  happened_on date NOT NULL,
  type text NOT NULL,
  two_way boolean NOT NULL,
  subject text,
  note text,
  create_time timestamptz NOT NULL DEFAULT now(),
  update_time timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON interaction (account_id, happened_on);

CREATE TABLE participant (
  interaction_id bigint REFERENCES interaction,
  contact_id bigint REFERENCES contact,
  PRIMARY KEY (interaction_id, contact_id)
);

-- The document is unique, an account's rows are found by day.
CREATE TABLE ledger_entry (
  source_system text,
  document_id text,
  account_key text NOT NULL,
  booked_on date NOT NULL,
  currency char(3) NOT NULL,
  revenue numeric(18, 4) NOT NULL,
  returns numeric(18, 4) NOT NULL,
  direct_cost numeric(18, 4) NOT NULL,
  cost_of_sales numeric(18, 4) NOT NULL,
  product_key text,
  PRIMARY KEY (source_system, document_id)
);
CREATE INDEX ON ledger_entry (account_key, booked_on);
