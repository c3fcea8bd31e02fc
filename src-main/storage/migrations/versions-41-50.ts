/** Migrations to version 41 and later of a company's file. A released migration must never change. */
export const STEPS_41_50: readonly string[] = [
  `
  -- The company's directory is tested too. A table's checks cannot be changed.
  CREATE TABLE connection_test_new (
    target TEXT PRIMARY KEY CHECK (target IN ('groupware', 'amazon', 'directory')),
    run TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  INSERT INTO connection_test_new SELECT target, run FROM connection_test;
  DROP TABLE connection_test;
  ALTER TABLE connection_test_new RENAME TO connection_test;
  `,
  `
  -- The Amazon Business API is tested too. A table's checks cannot be changed.
  CREATE TABLE connection_test_new (
    target TEXT PRIMARY KEY CHECK (target IN ('groupware', 'amazon', 'directory', 'business')),
    run TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  INSERT INTO connection_test_new SELECT target, run FROM connection_test;
  DROP TABLE connection_test;
  ALTER TABLE connection_test_new RENAME TO connection_test;
  `,
  `
  -- Orders of one read of Amazon's reports, for one period. Like order_read: 'staging' while it goes on; at most one is 'current'.
  CREATE TABLE amazon_order_read (
    id INTEGER PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('staging', 'current')),
    label TEXT NOT NULL,
    period_from TEXT NOT NULL,
    period_to TEXT NOT NULL,
    read_at TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX amazon_order_read_current ON amazon_order_read (state) WHERE state = 'current';
  CREATE TABLE amazon_order (
    read_id INTEGER NOT NULL REFERENCES amazon_order_read (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    ordered_at TEXT NOT NULL,
    status TEXT NOT NULL,
    purchase_order_number TEXT NOT NULL,
    buyer_name TEXT NOT NULL,
    buyer_email TEXT NOT NULL,
    buyer_group TEXT NOT NULL,
    amount REAL,
    PRIMARY KEY (read_id, id)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Requests to create users on Amazon, one for each address: 'sent' is written before the request and remains if the console ends.
  CREATE TABLE amazon_user_request (
    address TEXT PRIMARY KEY,
    email TEXT NOT NULL,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    group_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('sent', 'created', 'refused', 'unknown')),
    at TEXT NOT NULL,
    failure TEXT
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Requests for approval on a team server. The signature of the server's approval key covers who approved what for whom.
  CREATE TABLE approval_request (
    id TEXT PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('open', 'replaced', 'approved', 'rejected')),
    seal TEXT NOT NULL,
    items INTEGER NOT NULL,
    requester TEXT NOT NULL,
    requested_by TEXT NOT NULL,
    requested_at TEXT NOT NULL,
    comment TEXT NOT NULL,
    shown TEXT NOT NULL DEFAULT '',
    approver TEXT NOT NULL DEFAULT '',
    decided_by TEXT NOT NULL DEFAULT '',
    decided_at TEXT NOT NULL DEFAULT '',
    answer TEXT NOT NULL DEFAULT '',
    public_key TEXT NOT NULL DEFAULT '',
    signature TEXT NOT NULL DEFAULT ''
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX approval_request_open ON approval_request (state) WHERE state = 'open';
  `,
];
