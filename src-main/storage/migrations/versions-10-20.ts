/** Migrations to versions 10 to 20 of a company's file. A released migration must never change. */
export const STEPS_10_20: readonly string[] = [
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
];
