/** Migrations to versions 21 to 30 of a company's file. A released migration must never change. */
export const STEPS_21_30: readonly string[] = [
  `
  -- What each secret is for, and the only place it is sent to: the origin of a server or proxy, a certificate's fingerprint, 'amazon'. NULL
  -- while nothing was named yet. What was kept before is for what is set now.
  ALTER TABLE secret_record ADD COLUMN bound_to TEXT;
  UPDATE secret_record SET bound_to = (SELECT server_address FROM profile) WHERE name IN ('access-key', 'http-basic-password');
  UPDATE secret_record SET bound_to = (SELECT json_extract(settings, '$.proxy.url') FROM connection) WHERE name = 'proxy-password';
  `,
  `
  -- What a list changed against the one it replaced, JSON; NULL for the first. The former addresses of its people are [position, address].
  ALTER TABLE snapshot ADD COLUMN changes TEXT;
  ALTER TABLE snapshot ADD COLUMN former_emails TEXT NOT NULL DEFAULT '[]';

  -- Lists that were replaced, at most ten a side: their rows as compressed JSON. Those of one step were replaced together.
  CREATE TABLE former_list (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    step INTEGER NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('neo', 'amazon', 'organizations')),
    origin TEXT NOT NULL CHECK (origin IN ('server', 'file', 'demo')),
    label TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    replaced_at TEXT NOT NULL,
    server_revision TEXT,
    rows INTEGER NOT NULL,
    missing_fields TEXT NOT NULL,
    changes TEXT,
    former_emails TEXT NOT NULL,
    content BLOB NOT NULL
  ) STRICT;
  CREATE INDEX former_list_side ON former_list (side, id);
  `,
  `
  -- People who cannot order. Before, everybody in scope who was not blocked was counted as able to order: NULL.
  ALTER TABLE run ADD COLUMN blocked INTEGER;
  `,
  `
  -- The columns of a list are kept as a view is, under the list's name.
  CREATE TABLE kept_view (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('matching', 'report', 'columns')),
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    UNIQUE (kind, name)
  ) STRICT;
  INSERT INTO kept_view SELECT id, kind, name, content FROM saved_view;
  DROP TABLE saved_view;
  ALTER TABLE kept_view RENAME TO saved_view;
  `,
  `
  -- What stands between several references of a cell, by field, where somebody said it.
  ALTER TABLE import_mapping ADD COLUMN separators TEXT NOT NULL DEFAULT '{}';
  `,
  `
  -- The company's own directory, a third list beside the two: sides may be 'directory', too. A table's checks cannot be changed, so that both
  -- tables are made anew; rows of lists hang on the snapshot's ids, which stay.
  CREATE TABLE snapshot_of_sides (
    id INTEGER PRIMARY KEY,
    side TEXT NOT NULL CHECK (side IN ('neo', 'amazon', 'directory', 'organizations')),
    state TEXT NOT NULL CHECK (state IN ('staging', 'current')),
    origin TEXT NOT NULL CHECK (origin IN ('server', 'file', 'demo')),
    label TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    server_revision TEXT,
    rows INTEGER NOT NULL DEFAULT 0,
    missing_fields TEXT NOT NULL DEFAULT '[]',
    changes TEXT,
    former_emails TEXT NOT NULL DEFAULT '[]'
  ) STRICT;
  INSERT INTO snapshot_of_sides SELECT id, side, state, origin, label, taken_at, server_revision, rows, missing_fields, changes, former_emails
    FROM snapshot;
  DROP TABLE snapshot;
  ALTER TABLE snapshot_of_sides RENAME TO snapshot;
  CREATE UNIQUE INDEX snapshot_current ON snapshot (side) WHERE state = 'current';

  CREATE TABLE former_of_sides (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    step INTEGER NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('neo', 'amazon', 'directory', 'organizations')),
    origin TEXT NOT NULL CHECK (origin IN ('server', 'file', 'demo')),
    label TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    replaced_at TEXT NOT NULL,
    server_revision TEXT,
    rows INTEGER NOT NULL,
    missing_fields TEXT NOT NULL,
    changes TEXT,
    former_emails TEXT NOT NULL,
    content BLOB NOT NULL
  ) STRICT;
  INSERT INTO former_of_sides SELECT * FROM former_list;
  DROP TABLE former_list;
  ALTER TABLE former_of_sides RENAME TO former_list;
  CREATE INDEX former_list_side ON former_list (side, id);

  CREATE TABLE directory_person (
    snapshot_id INTEGER NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    mail TEXT NOT NULL, principal_name TEXT NOT NULL, account_name TEXT NOT NULL, employee_id TEXT NOT NULL, name TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('enabled', 'disabled', 'unknown')),
    group_name TEXT NOT NULL,
    PRIMARY KEY (snapshot_id, position)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Changes of the company that wait for their day: drafts, people and whom they move as JSON.
  CREATE TABLE dated_change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    day TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    kept_by TEXT NOT NULL,
    taken_at TEXT,
    content TEXT NOT NULL
  ) STRICT;
  `,
  `
  -- What the last audit found and what ends next, in numbers, for whoever looks at several companies: JSON.
  CREATE TABLE glance (id INTEGER PRIMARY KEY CHECK (id = 1), content TEXT NOT NULL) STRICT;
  `,
  `
  -- A run looks up what it changes, however many stays were kept before.
  CREATE INDEX finding_stay_open ON finding_stay (key) WHERE to_revision IS NULL;
  CREATE INDEX finding_stay_key ON finding_stay (key) WHERE to_revision IS NOT NULL;
  -- When the edits that one run stands for began, ISO 8601 UTC; NULL for a run of other lists, another policy or another day.
  ALTER TABLE run ADD COLUMN edited_at TEXT;
  -- The last revision that the run stands for; NULL = its own.
  ALTER TABLE run ADD COLUMN until_revision INTEGER;
  `,
  `
  -- The house has one word for it.
  ALTER TABLE profile RENAME TO company;
  `,
];
