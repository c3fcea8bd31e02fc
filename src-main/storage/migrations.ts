/** The schema of a company's file, one numbered step a version; a step that has been released never changes. */
export const MIGRATIONS: readonly string[] = [
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
  `
  -- The set-up guide. What a person says of a step: never changed, only taken back; the latest not taken back holds. 'basis' is
  -- what it was said about, as JSON.
  CREATE TABLE setup_mark (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    step TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('started', 'done')),
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    said_by TEXT NOT NULL,
    day TEXT NOT NULL,
    basis TEXT NOT NULL,
    undone_at TEXT
  ) STRICT;
  CREATE INDEX setup_mark_step ON setup_mark (step);

  -- Who sees to a step, and the administrator's words about it.
  CREATE TABLE setup_card (
    step TEXT PRIMARY KEY,
    responsible TEXT NOT NULL,
    note TEXT NOT NULL,
    updated_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- The last time a check found a step done, with the print of what it found; gone once the step was opened again by hand.
  CREATE TABLE setup_proof (
    step TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    print TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- Which of the manual's ways the company goes; no row = not said yet.
  CREATE TABLE setup_branch (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- How the company's servers are reached (proxy, authorities, client certificate, timeouts), as JSON; no row = the defaults.
  CREATE TABLE connection (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    settings TEXT NOT NULL
  ) STRICT;

  -- The last connection test of each side that came to its end, as JSON.
  CREATE TABLE connection_test (
    target TEXT PRIMARY KEY CHECK (target IN ('groupware', 'amazon')),
    run TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- The hand-over sheet of a server that nothing can be written to. A tick says that a line was entered by hand; it counts for the value
  -- it was made for ('print').
  CREATE TABLE hand_over_tick (
    key TEXT NOT NULL,
    line TEXT NOT NULL,
    print TEXT NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    PRIMARY KEY (key, line)
  ) STRICT, WITHOUT ROWID;

  -- Objects as somebody said they were entered, NULL = deleted there; never changed, only taken back. The latest not taken back holds.
  CREATE TABLE hand_over_entered (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL,
    section TEXT NOT NULL,
    object_id TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT,
    generation INTEGER NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    undone_at TEXT
  ) STRICT;
  CREATE INDEX hand_over_entered_key ON hand_over_entered (key);
  `,
  `
  -- The key an approval was signed with, so that it can be judged before anybody says whether the key counts.
  ALTER TABLE plan_approval ADD COLUMN public_key TEXT NOT NULL DEFAULT '';
  `,
  `
  -- Set while the company is only looked at.
  ALTER TABLE profile ADD COLUMN read_only INTEGER NOT NULL DEFAULT 0 CHECK (read_only IN (0, 1));
  `,
  `
  -- What somebody was told of on a business day, by the desktop ('told') or in the window ('seen'): once a day each.
  CREATE TABLE notice (
    day TEXT NOT NULL,
    key TEXT NOT NULL,
    how TEXT NOT NULL CHECK (how IN ('told', 'seen')),
    PRIMARY KEY (day, key, how)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- What is said to be entered is the draft's base from now on. 'base_before' is the base before the saying, so that it can be taken back;
  -- 'read_at' is set once a reading of a server answered it.
  ALTER TABLE hand_over_entered ADD COLUMN base_before TEXT;
  ALTER TABLE hand_over_entered ADD COLUMN read_at TEXT;
  UPDATE hand_over_entered SET base_before = coalesce(
    (SELECT earlier.body FROM hand_over_entered earlier
     WHERE earlier.key = hand_over_entered.key AND earlier.undone_at IS NULL AND earlier.id < hand_over_entered.id
     ORDER BY earlier.id DESC LIMIT 1),
    (SELECT draft.base FROM draft
     WHERE draft.section = hand_over_entered.section AND draft.id = hand_over_entered.object_id)
  );
  CREATE TEMP TABLE said AS SELECT section, object_id, body FROM hand_over_entered
    WHERE id IN (SELECT max(id) FROM hand_over_entered WHERE undone_at IS NULL GROUP BY key);
  DELETE FROM draft WHERE body IS NULL
    AND EXISTS (SELECT 1 FROM said WHERE said.section = draft.section AND said.object_id = draft.id AND said.body IS NULL);
  UPDATE draft SET base = said.body FROM said
    WHERE said.section = draft.section AND said.object_id = draft.id AND said.body IS NOT NULL;
  DROP TABLE said;

  -- Drafts that wanted what the server turned out to have: their bases followed at this look.
  ALTER TABLE server_read ADD COLUMN settled INTEGER NOT NULL DEFAULT 0;
  `,
  `
  -- Fields of the server's bodies that this console does not know, as whole bodies; NULL where there are none. Of a step that writes it is
  -- what is sent, of one that deletes what was there.
  ALTER TABLE server_object ADD COLUMN whole TEXT;
  ALTER TABLE apply_step ADD COLUMN whole TEXT;
  `,
  `
  -- Everybody NEO's lists ever told, by a key that stays: what each was last told by, so that a list without some column knows them again.
  CREATE TABLE person (
    key TEXT PRIMARY KEY,
    id TEXT NOT NULL, login_id TEXT NOT NULL, employee_code TEXT NOT NULL, name TEXT NOT NULL, organization TEXT NOT NULL,
    gone INTEGER NOT NULL CHECK (gone IN (0, 1))
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Words of a list that nobody has explained, by field as JSON; NULL where everything was understood. What Amazon's own word says of how
  -- long an invitation lasts.
  ALTER TABLE neo_user ADD COLUMN unclear TEXT;
  ALTER TABLE amazon_user ADD COLUMN unclear TEXT;
  ALTER TABLE amazon_user ADD COLUMN invitation TEXT CHECK (invitation IN ('expiring', 'expired'));

  -- What the company's administrator said that a word of its lists means.
  CREATE TABLE word_meaning (
    kind TEXT NOT NULL,
    field TEXT NOT NULL,
    word TEXT NOT NULL,
    meaning TEXT NOT NULL,
    PRIMARY KEY (kind, field, word)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- An approval is signed over what was shown as well. The earlier ones sealed calls alone, under any words: they count no more, and stay in
  -- the history.
  DELETE FROM plan_approval;
  ALTER TABLE plan_approval ADD COLUMN shown TEXT NOT NULL DEFAULT '';
  ALTER TABLE plan_approval ADD COLUMN file TEXT NOT NULL DEFAULT '';
  `,
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
];
