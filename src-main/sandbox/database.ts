import { DatabaseSync } from 'node:sqlite';
import type { DemoCompany } from './company/company.ts';

/** The lists a reading action can give. */
export type ListName = 'users' | 'organizations' | 'roles' | 'approvers';

/** One page of a list, as stored rows; `total` counts what the same question without paging would give. */
export interface Page {
  readonly total: number;
  readonly items: readonly unknown[];
}

export interface GroupwareDatabase {
  revision(): number;
  /** Rows changed after revision `since`, in a fixed order, so that paging never skips one. */
  page(list: ListName, since: number, offset: number, limit: number): Page;
  close(): void;
}

/**
 * Every list is one table of JSON bodies with the revision of its last change: the order of `at` never changes and
 * deletion is a state, as in NEO. Sections of writable objects get a table of the same shape beside these.
 */
const SCHEMA = `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
  CREATE TABLE listed (
    list TEXT NOT NULL CHECK (list IN ('users', 'organizations', 'roles', 'approvers')),
    at INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (list, at)
  ) STRICT, WITHOUT ROWID;
`;

/** Opens the database at `path` (`:memory:` or a file) and fills it with the company if it is new. */
export function openGroupwareDatabase(path: string, found: () => DemoCompany): GroupwareDatabase {
  const database = new DatabaseSync(path);
  const isNew = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'listed'").get() === undefined;
  if (isNew) {
    database.exec('BEGIN');
    database.exec(SCHEMA);
    fill(database, found());
    database.exec('COMMIT');
  }
  const revision = database.prepare("SELECT value FROM meta WHERE name = 'revision'");
  const count = database.prepare('SELECT count(*) AS total FROM listed WHERE list = ? AND revision > ?');
  const rows = database.prepare('SELECT body FROM listed WHERE list = ? AND revision > ? ORDER BY at LIMIT ? OFFSET ?');
  return {
    revision: () => Number(revision.get()?.['value']),
    page: (list, since, offset, limit) => ({
      total: Number(count.get(list, since)?.['total']),
      items: rows.all(list, since, limit, offset).map((row) => JSON.parse(String(row['body']))),
    }),
    close: () => database.close(),
  };
}

function fill(database: DatabaseSync, company: DemoCompany): void {
  database.exec("INSERT INTO meta VALUES ('revision', 1)");
  const insert = database.prepare('INSERT INTO listed (list, at, revision, body) VALUES (?, ?, 1, ?)');
  const store = (list: ListName, bodies: readonly unknown[]): void =>
    bodies.forEach((body, at) => {
      insert.run(list, at, JSON.stringify(body));
    });
  const organizations = new Map(company.organizations.map((organization) => [organization.id, organization]));
  store(
    'users',
    company.users.map((user) => ({
      id: user.id,
      login_id: user.loginId,
      name: user.name,
      kana: user.kana,
      employee_code: user.employeeCode,
      title: user.title,
      title_code: user.titleCode,
      work_email: user.workEmail,
      mobile_email: user.mobileEmail,
      home_email: user.homeEmail,
      other_email: user.otherEmail,
      state: user.state.replace('-', '_'),
      organizations: user.organizations.map((id, index) => ({
        id,
        code: organizations.get(id)?.code ?? '',
        name: organizations.get(id)?.name ?? '',
        default: index === 0 ? 1 : 0,
      })),
    })),
  );
  store(
    'organizations',
    company.organizations.map(({ id, code, name, parentId }) => ({ id, code, name, parent_id: parentId ?? '' })),
  );
  store(
    'roles',
    company.roles.map(({ id, name, members }) => ({ id, name, members: members.map((userId) => ({ user_id: userId })) })),
  );
  store(
    'approvers',
    company.approvers.map(({ organizationId, userId }) => ({ organization_id: organizationId, user_id: userId })),
  );
}
