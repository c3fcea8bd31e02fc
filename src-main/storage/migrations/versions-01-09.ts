/** Migrations to versions 1 to 9 of a company's file. A released migration must never change. */
export const STEPS_01_09: readonly string[] = [
  `
  CREATE TABLE profile (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('production', 'test', 'demo')),
    server_address TEXT,
    created_at TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 0,
    company_domains TEXT NOT NULL DEFAULT '[]',
    alias_domains TEXT NOT NULL DEFAULT '[]'
  ) STRICT;

  -- A list as it was at one moment. 'staging' while it is being read; exactly one 'current' a side.
  CREATE TABLE snapshot (
    id INTEGER PRIMARY KEY,
    side TEXT NOT NULL CHECK (side IN ('neo', 'amazon', 'organizations')),
    state TEXT NOT NULL CHECK (state IN ('staging', 'current')),
    origin TEXT NOT NULL CHECK (origin IN ('server', 'file', 'demo')),
    label TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    server_revision TEXT,
    rows INTEGER NOT NULL DEFAULT 0,
    missing_fields TEXT NOT NULL DEFAULT '[]'
  ) STRICT;
  CREATE UNIQUE INDEX snapshot_current ON snapshot (side) WHERE state = 'current';

  CREATE TABLE neo_user (
    snapshot_id INTEGER NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    id TEXT NOT NULL, login_id TEXT NOT NULL, name TEXT NOT NULL, kana TEXT NOT NULL, employee_code TEXT NOT NULL, title TEXT NOT NULL,
    work_email TEXT NOT NULL, mobile_email TEXT NOT NULL, home_email TEXT NOT NULL, other_email TEXT NOT NULL,
    state TEXT NOT NULL, organizations TEXT NOT NULL,
    PRIMARY KEY (snapshot_id, position)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE amazon_user (
    snapshot_id INTEGER NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    email TEXT NOT NULL, name TEXT NOT NULL, employee_code TEXT NOT NULL, state TEXT NOT NULL,
    punchout INTEGER, groups TEXT NOT NULL, invited_on TEXT,
    PRIMARY KEY (snapshot_id, position)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE organization (
    snapshot_id INTEGER NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    id TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, parent_id TEXT,
    PRIMARY KEY (snapshot_id, position)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE role (
    snapshot_id INTEGER NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    id TEXT NOT NULL, name TEXT NOT NULL, members TEXT NOT NULL,
    PRIMARY KEY (snapshot_id, position)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE approver (
    snapshot_id INTEGER NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    organization_id TEXT NOT NULL, user_id TEXT NOT NULL,
    PRIMARY KEY (snapshot_id, position)
  ) STRICT, WITHOUT ROWID;

  -- How the columns of a file were understood, by its header row.
  CREATE TABLE import_mapping (
    kind TEXT NOT NULL,
    header TEXT NOT NULL,
    mapping TEXT NOT NULL,
    PRIMARY KEY (kind, header)
  ) STRICT, WITHOUT ROWID;

  -- One line each time the people changed: the trend.
  CREATE TABLE run (
    revision INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    users INTEGER NOT NULL,
    in_scope INTEGER NOT NULL,
    ready INTEGER NOT NULL,
    by_code TEXT NOT NULL
  ) STRICT;
  `,
  `
  -- Answers to what the vendors do not publish, and the exclusion list: one JSON value a name; no row = the default.
  CREATE TABLE policy (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- What was decided about findings. A command is never changed, only taken back; what holds is the latest that was not.
  CREATE TABLE triage_command (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    change TEXT NOT NULL,
    undone_at TEXT
  ) STRICT;

  -- The findings a command was about: their lasting identity, what was seen then, and whom the ledger names.
  CREATE TABLE triage_item (
    command_id INTEGER NOT NULL REFERENCES triage_command (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    evidence TEXT NOT NULL,
    name TEXT NOT NULL
  ) STRICT;
  CREATE INDEX triage_item_command ON triage_item (command_id);

  -- From which run to which a finding was there: one row a stay, not one a run.
  CREATE TABLE finding_stay (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    from_revision INTEGER NOT NULL,
    to_revision INTEGER,
    back INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX finding_stay_from ON finding_stay (from_revision);
  CREATE INDEX finding_stay_to ON finding_stay (to_revision) WHERE to_revision IS NOT NULL;

  -- Findings per code that came, went and came back since the run before; NULL where there was nothing to compare with.
  ALTER TABLE run ADD COLUMN changes TEXT;
  ALTER TABLE run ADD COLUMN followed INTEGER NOT NULL DEFAULT 0;
  `,
  `
  -- What was decided to write for one person on one side, as JSON.
  CREATE TABLE fix (
    person TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- Steps that can be taken back, latest first; what the people of a step had before it, as JSON.
  CREATE TABLE fix_step (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('adopt', 'drop')),
    people INTEGER NOT NULL,
    before TEXT NOT NULL
  ) STRICT;

  -- Files that were made for one side, and whom they left out.
  CREATE TABLE fix_writing (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('neo', 'amazon')),
    source TEXT NOT NULL,
    people INTEGER NOT NULL,
    files TEXT NOT NULL,
    left_out TEXT NOT NULL
  ) STRICT;
  `,
  `
  -- What is being prepared: one row an object; the last state known of the server, the draft, the administrator's note. Bodies are JSON.
  CREATE TABLE draft (
    section TEXT NOT NULL,
    id TEXT NOT NULL,
    base TEXT,
    body TEXT,
    note TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (section, id),
    CHECK (base IS NOT NULL OR body IS NOT NULL)
  ) STRICT, WITHOUT ROWID;

  -- Every edit with its inverse, oldest first: those taken back stand at the end until a new edit takes their place.
  CREATE TABLE draft_step (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    label TEXT NOT NULL,
    command TEXT NOT NULL,
    inverse TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
  ) STRICT;

  -- Grows with every change of a draft.
  ALTER TABLE profile ADD COLUMN draft_revision INTEGER NOT NULL DEFAULT 0;
  `,
  `
  -- Filters and report options under the name an administrator gave them. Content is JSON.
  CREATE TABLE saved_view (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('matching', 'report')),
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    UNIQUE (kind, name)
  ) STRICT;
  `,
  `
  -- A route has no notes of its own any more: a note belongs to the draft. Nothing ever filled the field.
  UPDATE draft SET base = json_remove(base, '$.notes'), body = json_remove(body, '$.notes') WHERE section = 'routes';
  UPDATE draft_step SET command = replace(command, ',"notes":""', ''), inverse = replace(inverse, ',"notes":""', '');
  `,
  `
  -- What is noted of a secret: when it was set and where it is kept ('system' = the keychain, 'session' = memory, NULL = cleared). Never a value
  -- or anything made from one. The generation grows with every change; the applied one is what the server last took.
  CREATE TABLE secret_record (
    name TEXT PRIMARY KEY,
    kept_in TEXT CHECK (kept_in IN ('system', 'session')),
    set_at TEXT,
    verified_at TEXT,
    generation INTEGER NOT NULL,
    applied_generation INTEGER
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Order requests as one reading told them. 'staging' while it goes on; at most one is 'current'.
  CREATE TABLE order_read (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    state TEXT NOT NULL CHECK (state IN ('staging', 'current')),
    origin TEXT NOT NULL CHECK (origin IN ('server', 'file', 'demo')),
    label TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    server_revision TEXT,
    missing_fields TEXT NOT NULL DEFAULT '[]'
  ) STRICT;
  CREATE UNIQUE INDEX order_read_current ON order_read (state) WHERE state = 'current';

  -- Instants are ISO 8601 as told; the step a pending request waits at is JSON.
  CREATE TABLE order_request (
    read_id INTEGER NOT NULL REFERENCES order_read (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    id TEXT NOT NULL, number TEXT NOT NULL, title TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'approved', 'rejected', 'cancelled')),
    requested_at TEXT NOT NULL, decided_at TEXT,
    applicant_id TEXT NOT NULL, applicant_name TEXT NOT NULL,
    route_id TEXT NOT NULL, route_name TEXT NOT NULL,
    step TEXT, amount INTEGER,
    PRIMARY KEY (read_id, position)
  ) STRICT, WITHOUT ROWID;

  -- Waits that nobody but a person can date, by kind: the day on which they began.
  CREATE TABLE clock_start (
    kind TEXT PRIMARY KEY,
    started_on TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- The last look at the server: one row. Sections read without a gap, what could not be read, and what had changed since the look before are JSON.
  CREATE TABLE server_read (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    at TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('gateway', 'stock-neo')),
    label TEXT NOT NULL,
    revision TEXT,
    adopted INTEGER NOT NULL,
    complete TEXT NOT NULL,
    unreadable TEXT NOT NULL,
    changes TEXT NOT NULL
  ) STRICT;

  -- What the server has, as last read or as it answered to a write. Bodies are JSON.
  CREATE TABLE server_object (
    section TEXT NOT NULL,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    body TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    PRIMARY KEY (section, id)
  ) STRICT, WITHOUT ROWID;

  -- Whether the server holds a secret; its value is nowhere in this file.
  CREATE TABLE server_secret (
    name TEXT PRIMARY KEY,
    is_set INTEGER NOT NULL CHECK (is_set IN (0, 1)),
    revision INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- What was decided about places where both sides changed: holds while the three values are those it was made for.
  CREATE TABLE plan_resolution (
    key TEXT NOT NULL,
    path TEXT NOT NULL,
    difference TEXT NOT NULL,
    resolution TEXT NOT NULL,
    PRIMARY KEY (key, path)
  ) STRICT, WITHOUT ROWID;

  -- Differences to be left alone for a while.
  CREATE TABLE plan_ignore (
    key TEXT NOT NULL,
    path TEXT NOT NULL,
    difference TEXT NOT NULL,
    until TEXT NOT NULL,
    because TEXT NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    PRIMARY KEY (key, path)
  ) STRICT, WITHOUT ROWID;

  -- Items whose tick is other than it would be by itself.
  CREATE TABLE plan_choice (
    key TEXT PRIMARY KEY,
    chosen INTEGER NOT NULL CHECK (chosen IN (0, 1))
  ) STRICT, WITHOUT ROWID;

  -- Whose approvals count, by the fingerprint of the key, and the approvals that came in. Public keys only.
  CREATE TABLE plan_approver (
    fingerprint TEXT PRIMARY KEY,
    public_key TEXT NOT NULL,
    name TEXT NOT NULL,
    added_at TEXT NOT NULL,
    added_by TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE plan_approval (
    seal TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    name TEXT NOT NULL,
    at TEXT NOT NULL,
    signature TEXT NOT NULL,
    PRIMARY KEY (seal, fingerprint)
  ) STRICT, WITHOUT ROWID;

  -- The journal of what is sent: a run and its steps in the order of work. A step's intent is written before its call, its outcome after.
  CREATE TABLE apply_run (
    id TEXT PRIMARY KEY,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    by TEXT NOT NULL,
    holder TEXT NOT NULL,
    reason TEXT NOT NULL,
    digest TEXT NOT NULL,
    on_failure TEXT NOT NULL CHECK (on_failure IN ('stop', 'go-on')),
    state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'failed', 'done', 'cancelled')),
    failure TEXT
  ) STRICT;
  CREATE UNIQUE INDEX apply_run_open ON apply_run ((1)) WHERE state IN ('running', 'paused');

  CREATE TABLE apply_step (
    run_id TEXT NOT NULL REFERENCES apply_run (id),
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    section TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('put', 'delete', 'secret')),
    sentence TEXT NOT NULL,
    needs TEXT NOT NULL,
    if_revision INTEGER NOT NULL,
    before TEXT,
    planned TEXT,
    target TEXT,
    generation INTEGER,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'done', 'failed', 'left-out', 'given-up')),
    attempts INTEGER NOT NULL DEFAULT 0,
    request_id TEXT,
    at TEXT,
    revision INTEGER,
    failure TEXT,
    verified INTEGER CHECK (verified IN (0, 1)),
    PRIMARY KEY (run_id, position)
  ) STRICT, WITHOUT ROWID;

  -- Who changed what, when and why. Each entry holds the hash of the one before; nothing in it is ever changed or removed.
  CREATE TABLE history_entry (
    seq INTEGER PRIMARY KEY,
    head TEXT NOT NULL,
    before TEXT,
    after TEXT,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER history_entry_stays BEFORE UPDATE ON history_entry BEGIN SELECT RAISE(ABORT, 'the history is only ever added to'); END;
  CREATE TRIGGER history_entry_kept BEFORE DELETE ON history_entry BEGIN SELECT RAISE(ABORT, 'the history is only ever added to'); END;

  -- Grows with every look at the server and every decision about the plan.
  ALTER TABLE profile ADD COLUMN plan_revision INTEGER NOT NULL DEFAULT 0;
  `,
];
