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
];
