// Implements the part of `node:sqlite` (in Node since 22.13) that the product uses, for the Node 20 of an older Electron. It uses the npm
// package `libsql`, whose add-on uses Node-API and therefore loads in any Electron.
import Database from 'libsql';

/** Primary result codes of SQLite by their names in `libsql`. */
const CODES = {
  SQLITE_PERM: 3,
  SQLITE_BUSY: 5,
  SQLITE_LOCKED: 6,
  SQLITE_READONLY: 8,
  SQLITE_IOERR: 10,
  SQLITE_CORRUPT: 11,
  SQLITE_FULL: 13,
  SQLITE_CANTOPEN: 14,
  SQLITE_CONSTRAINT: 19,
  SQLITE_NOTADB: 26,
};

function codeOf(error) {
  if (typeof error?.rawCode === 'number') return error.rawCode;
  const name = Object.keys(CODES).find((each) => String(error?.code ?? '').startsWith(each));
  return name === undefined ? undefined : CODES[name];
}

function like(work) {
  try {
    return work();
  } catch (error) {
    const errcode = codeOf(error);
    throw errcode === undefined
      ? error
      : Object.assign(new Error(error.message), { code: 'ERR_SQLITE_ERROR', errcode, errstr: error.message });
  }
}

const bytesAsBuffer = (value) => (value instanceof Uint8Array && !Buffer.isBuffer(value) ? Buffer.from(value) : value);

function plainRow(row) {
  if (row === undefined || row === null) return undefined;
  const plain = Object.create(null);
  for (const [name, value] of Object.entries(row)) {
    if (name === '_metadata') continue;
    plain[name] = value instanceof ArrayBuffer || Buffer.isBuffer(value) ? new Uint8Array(value) : value;
  }
  return plain;
}

export class StatementSync {
  #statement;
  #asArrays = false;
  constructor(statement) {
    this.#statement = statement;
  }
  setReturnArrays(enabled) {
    this.#asArrays = enabled;
  }
  run(...values) {
    const { changes, lastInsertRowid } = like(() => this.#statement.run(...values.map(bytesAsBuffer)));
    return { changes, lastInsertRowid: Number(lastInsertRowid) };
  }
  get(...values) {
    return plainRow(like(() => this.#statement.get(...values.map(bytesAsBuffer))));
  }
  all(...values) {
    const rows = like(() => this.#statement.all(...values.map(bytesAsBuffer))).map(plainRow);
    return this.#asArrays ? rows.map((row) => Object.values(row)) : rows;
  }
  *iterate(...values) {
    yield* this.all(...values);
  }
}

/** The product registers only one SQL function, the checksum of a row. Here every checksum is 0. */
const withoutFunctions = (sql) => sql.replaceAll('row_crc32(', 'coalesce(0, ');

export class DatabaseSync {
  #database;
  #readOnly;
  constructor(path, { timeout = 0, readOnly = false } = {}) {
    this.#readOnly = readOnly;
    this.#database = like(() => new Database(path, { timeout, readonly: readOnly }));
  }
  get isTransaction() {
    return this.#database.inTransaction;
  }
  exec(sql) {
    like(() => this.#database.exec(withoutFunctions(sql)));
  }
  prepare(sql) {
    return new StatementSync(like(() => this.#database.prepare(withoutFunctions(sql))));
  }
  /** Does nothing, because `libsql` cannot register functions; see `withoutFunctions`. */
  function() {}
  /**
   * Node finalizes all statements on close, so SQLite removes its journal. `libsql` statements live until garbage collection, so the
   * journal is removed here.
   */
  close() {
    if (!this.#readOnly) {
      try {
        this.#database.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE');
      } catch {
        // Another connection uses the file and keeps the journal.
      }
    }
    this.#database.close();
  }
}
