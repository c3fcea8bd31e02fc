/** Migrations to versions 31 to 40 of a company's file. A released migration must never change. */
export const STEPS_31_40: readonly string[] = [
  `
  -- The lasting identities of the people of a list, in its order, as a JSON array: nobody has to be known again for the same list.
  CREATE TABLE person_keys (
    snapshot_id INTEGER PRIMARY KEY REFERENCES snapshot (id) ON DELETE CASCADE,
    keys TEXT NOT NULL
  ) STRICT;
  -- Who could order when the company was last looked at, as JSON, and what that was worked out of.
  CREATE TABLE last_readiness (id INTEGER PRIMARY KEY CHECK (id = 1), state TEXT NOT NULL, content TEXT NOT NULL) STRICT;
  `,
  `
  -- What nobody wants to hear of before the day on which it has to be known; 'until' is the day on which it ends.
  CREATE TABLE notice_put_off (key TEXT PRIMARY KEY, until TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  `
  -- A step about fixes that was undone can be done again, until another one is made: what its people had when it was undone, as JSON.
  ALTER TABLE fix_step ADD COLUMN undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1));
  ALTER TABLE fix_step ADD COLUMN after TEXT NOT NULL DEFAULT '[]';
  `,
  `
  -- The address of the server that a run writes to; '' = not kept then, or the demo company's own.
  ALTER TABLE apply_run ADD COLUMN server TEXT NOT NULL DEFAULT '';
  `,
  `
  -- What stands before a secret's value where it is kept: the file of a company may exist twice, and the notes of one are not of what the
  -- other put there. NULL for what was kept before.
  ALTER TABLE secret_record ADD COLUMN mark TEXT;
  `,
  `
  -- The punchout role in each group of an account, where groups differ, as JSON; NULL = all groups have the role of the account.
  ALTER TABLE amazon_user ADD COLUMN memberships TEXT;
  `,
  `
  -- 'declined': an optional step that the company decided against.
  CREATE TABLE setup_mark_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    step TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('started', 'done', 'declined')),
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    said_by TEXT NOT NULL,
    day TEXT NOT NULL,
    basis TEXT NOT NULL,
    undone_at TEXT
  ) STRICT;
  INSERT INTO setup_mark_new SELECT id, step, kind, at, by, said_by, day, basis, undone_at FROM setup_mark;
  DROP TABLE setup_mark;
  ALTER TABLE setup_mark_new RENAME TO setup_mark;
  CREATE INDEX setup_mark_step ON setup_mark (step);
  -- The wait for the account's review is the guide's record of the registration, and no second date.
  INSERT INTO setup_mark (step, kind, at, by, said_by, day, basis)
    SELECT 'register', 'done', started_on || 'T00:00:00.000Z', '', '', started_on, '{"objects":[],"left":null}' FROM clock_start
    WHERE kind = 'account-review' AND NOT EXISTS (SELECT 1 FROM setup_mark WHERE step = 'register' AND undone_at IS NULL);
  DROP TABLE clock_start;
  -- A record that an object was entered by hand is the guide's record as well: whose it is, and the day it was entered.
  ALTER TABLE hand_over_entered ADD COLUMN said_by TEXT NOT NULL DEFAULT '';
  ALTER TABLE hand_over_entered ADD COLUMN day TEXT NOT NULL DEFAULT '';
  UPDATE hand_over_entered SET day = coalesce(date(at, '+9 hours'), '');
  `,
  `
  -- What decides where a secret goes, whom TLS trusts and who may approve, as it was last confirmed, and the seal over it by a key that is
  -- in the keychain; and the seal over what a run sends. What is changed in the file alone has none.
  CREATE TABLE trust_seal (id INTEGER PRIMARY KEY CHECK (id = 1), described TEXT NOT NULL, seal TEXT NOT NULL) STRICT;
  ALTER TABLE apply_run ADD COLUMN seal TEXT NOT NULL DEFAULT '';
  `,
  `
  -- Rows of each table and the sum of their CRC-32, by the list or run they belong to ('' = of the whole table). NULL: rows had changed
  -- outside a console before the sum was made.
  CREATE TABLE content_digest (
    name TEXT NOT NULL,
    part ANY NOT NULL,
    rows INTEGER NOT NULL,
    sum INTEGER,
    PRIMARY KEY (name, part)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Every table has a primary key, and no query depends on the order in which rows were inserted.
  CREATE TABLE triage_item_new (
    command_id INTEGER NOT NULL REFERENCES triage_command (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    evidence TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (command_id, position)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO triage_item_new
    SELECT command_id, row_number() OVER (PARTITION BY command_id ORDER BY rowid) - 1, key, evidence, name FROM triage_item;
  DROP TABLE triage_item;
  ALTER TABLE triage_item_new RENAME TO triage_item;
  -- Runs in the order in which they began, from 1.
  ALTER TABLE apply_run ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
  UPDATE apply_run SET number = (SELECT count(*) FROM apply_run AS earlier WHERE earlier.rowid <= apply_run.rowid);
  CREATE UNIQUE INDEX apply_run_number ON apply_run (number);
  -- A step is undone by the caller who made it; notices are seen and put off by one person.
  ALTER TABLE draft_step ADD COLUMN owner TEXT NOT NULL DEFAULT 'operator';
  CREATE TABLE notice_new (
    person TEXT NOT NULL,
    day TEXT NOT NULL,
    key TEXT NOT NULL,
    how TEXT NOT NULL CHECK (how IN ('told', 'seen')),
    PRIMARY KEY (person, day, key, how)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO notice_new SELECT 'operator', day, key, how FROM notice;
  DROP TABLE notice;
  ALTER TABLE notice_new RENAME TO notice;
  CREATE TABLE notice_put_off_new (
    person TEXT NOT NULL,
    key TEXT NOT NULL,
    until TEXT NOT NULL,
    PRIMARY KEY (person, key)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO notice_put_off_new SELECT 'operator', key, until FROM notice_put_off;
  DROP TABLE notice_put_off;
  ALTER TABLE notice_put_off_new RENAME TO notice_put_off;
  `,
];
