import type { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { isDamageError } from '../storage-failure.ts';

const SCHEMA = 'sqlite_schema';
const DIGESTS = 'content_digest';
const CRC = 'row_crc32';

export interface ContentCheck {
  readonly rows: number;
  /** Names of tables whose rows were changed outside the console. */
  readonly changed: readonly string[];
}

interface DigestedTable {
  readonly name: string;
  /** SQL of the group that a row belongs to: the list or run it refers to, so that the digest is deleted together with it. */
  readonly part: (row: string) => string;
  readonly crc: (row: string) => string;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function digestedTables(database: DatabaseSync): readonly DigestedTable[] {
  const tables = database.prepare(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> '${DIGESTS}' ORDER BY name`,
  );
  return tables.all().map((row) => {
    const name = String(row['name']);
    const columns = database.prepare(`SELECT name, type, "notnull" OR pk > 0 AS required FROM pragma_table_info(${literal(name)})`).all();
    const references = new Set(
      database
        .prepare(`SELECT "from" FROM pragma_foreign_key_list(${literal(name)})`)
        .all()
        .map(({ from }) => from),
    );
    const part = columns.find((column) => references.has(column['name'] ?? null) && column['required'] === 1)?.['name'];
    return {
      name,
      part: (from) => (part === undefined ? "''" : `${from}${quoted(String(part))}`),
      crc: (from) => {
        const values = columns.map(({ name: column, type }) => {
          const value = from + quoted(String(column));
          return type === 'BLOB' ? `hex(${value})` : value;
        });
        return `${CRC}(${values.join(', ')})`;
      },
    };
  });
}

/** Adds the SQL function for the CRC-32 of a row. It protects against damage, not against deliberate changes. */
const addFunction = (database: DatabaseSync): void =>
  database.function(CRC, { varargs: true, deterministic: true }, (...values: readonly unknown[]) => crc32(JSON.stringify(values)));

/** Returns SQL that computes the digests of a table's rows, one per group. */
const digestsOf = ({ name, part, crc }: DigestedTable): string =>
  `SELECT ${literal(name)} AS name, ${part('')} AS part, count(*) AS rows, sum(${crc('')}) AS sum FROM main.${quoted(name)} GROUP BY 2`;
const DIGEST_OF_SCHEMA = `SELECT '${SCHEMA}' AS name, '' AS part, count(*) AS rows, sum(${CRC}(type, name, tbl_name, sql)) AS sum
  FROM main.sqlite_schema WHERE name NOT LIKE 'sqlite_%'`;

/** Entries of SQLite's own indexes that do not fit their table. SQLite names these indexes itself, so they need no digest. */
const WRONG_INDEX = `SELECT 1 FROM main.sqlite_schema
  WHERE name LIKE 'sqlite_%' AND name NOT IN ('sqlite_sequence', 'sqlite_stat1', 'sqlite_stat4') AND NOT (
    type = 'index' AND sql IS NULL AND name GLOB 'sqlite_autoindex_' || tbl_name || '_[1-9]'
    AND tbl_name IN (SELECT name FROM main.sqlite_schema WHERE type = 'table'))`;

const hasDigests = (database: DatabaseSync): boolean =>
  database.prepare(`SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = '${DIGESTS}'`).get() !== undefined;

/**
 * Writes the digests of a file whose schema was created or changed, in the same transaction. `changed`: tables with rows changed outside
 * the console; their sum is set to NULL, which no comparison matches, so that they stay reported.
 */
export function recordContent(database: DatabaseSync, changed: readonly string[]): void {
  if (!hasDigests(database)) return;
  addFunction(database);
  database.exec(`DELETE FROM ${DIGESTS}`);
  const queries = [...digestedTables(database).map(digestsOf), DIGEST_OF_SCHEMA];
  for (const query of queries) database.exec(`INSERT INTO ${DIGESTS} (name, part, rows, sum) ${query}`);
  const forget = database.prepare(`UPDATE ${DIGESTS} SET sum = NULL WHERE name = ?`);
  for (const name of changed) forget.run(name);
}

/** SQL of the triggers by schema, cached because building it takes longer than running it. */
const triggersBySchema = new Map<string, string>();

/**
 * Creates temporary triggers that update the digests in the same transaction as every change through this connection. A change by another
 * program does not run them, so its digests no longer match.
 */
export function trackContent(database: DatabaseSync): void {
  if (!hasDigests(database)) return;
  addFunction(database);
  const schema = String(database.prepare("SELECT group_concat(sql, ';') AS sql FROM main.sqlite_schema").get()?.['sql']);
  const triggers = triggersBySchema.get(schema) ?? digestedTables(database).map(triggersOf).join('\n');
  triggersBySchema.set(schema, triggers);
  // Without this setting, rows removed by INSERT OR REPLACE would run no trigger.
  database.exec(`PRAGMA recursive_triggers = ON; ${triggers}`);
}

function triggersOf({ name, part, crc }: DigestedTable): string {
  const [oldPart, newPart] = [part('OLD.'), part('NEW.')];
  // An empty group contains nothing of a former change, so the next row starts a new sum.
  const add = `INSERT INTO ${DIGESTS} (name, part, rows, sum) VALUES (${literal(name)}, ${newPart}, 1, ${crc('NEW.')})
    ON CONFLICT (name, part) DO UPDATE SET sum = iif(rows = 0, 0, sum) + excluded.sum, rows = rows + 1;`;
  const remove = `UPDATE ${DIGESTS} SET sum = sum - ${crc('OLD.')}, rows = rows - 1 WHERE name = ${literal(name)} AND part = ${oldPart};`;
  const change = `UPDATE ${DIGESTS} SET sum = sum - ${crc('OLD.')} + ${crc('NEW.')} WHERE name = ${literal(name)} AND part = ${newPart};`;
  const trigger = (event: string, work: string, when = ''): string =>
    `CREATE TEMP TRIGGER ${quoted(`${name} ${event} ${when}`)} AFTER ${event} ON main.${quoted(name)} ${when} BEGIN ${work} END;\n`;
  const moves = `${oldPart} IS NOT ${newPart}`;
  const update =
    oldPart === newPart
      ? trigger('UPDATE', change)
      : trigger('UPDATE', change, `WHEN NOT (${moves})`) + trigger('UPDATE', remove + add, `WHEN ${moves}`);
  return trigger('INSERT', add) + trigger('DELETE', remove) + update;
}

/** Returns the tables whose rows do not match their digests; `null` if the file has no digests. */
export function findChangedTables(database: DatabaseSync): ContentCheck | null {
  if (!hasDigests(database)) return null;
  addFunction(database);
  const kept = new Map<string, { readonly rows: unknown; readonly sum: unknown }>();
  const keyOf = (name: unknown, part: unknown): string => JSON.stringify([name, part]);
  const changed = new Set<string>();
  let rows = 0;
  const compare = (name: string, query: string): void => {
    try {
      for (const found of database.prepare(query).iterate()) {
        const key = keyOf(name, found['part']);
        const digest = kept.get(key);
        kept.delete(key);
        rows += Number(found['rows']);
        if (digest?.rows !== found['rows'] || digest?.sum !== found['sum']) changed.add(name);
      }
    } catch (error) {
      if (!isDamageError(error)) throw error;
      changed.add(name);
    }
  };
  for (const { name, part, rows: count, sum } of database.prepare(`SELECT name, part, rows, sum FROM main.${DIGESTS}`).iterate())
    if (count !== 0) kept.set(keyOf(name, part), { rows: count, sum });
  compare(SCHEMA, DIGEST_OF_SCHEMA);
  if (database.prepare(WRONG_INDEX).get() !== undefined) changed.add(SCHEMA);
  for (const table of digestedTables(database)) compare(table.name, digestsOf(table));
  // Groups that have a digest but no rows any more.
  for (const key of kept.keys()) changed.add(String((JSON.parse(key) as unknown[])[0]));
  return { rows, changed: [...changed].sort() };
}
