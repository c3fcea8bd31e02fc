import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { openSqlite } from '../disk/open-sqlite.ts';
import type { Keychain } from './keychain.ts';

/** Name of the file in the data folder. */
export const SEALED_SECRETS = 'secrets.sqlite';

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const CHECK = 'tsunagi-sealed-secrets';

/** Thrown if the master key is not the one that sealed the file. Nothing was changed. */
export class WrongMasterKeyError extends Error {}

/** Parses a master key: 32 bytes as base64 or hex. Returns `null` for any other text. */
export function parseMasterKey(text: string): Buffer | null {
  const trimmed = text.trim();
  const key = /^[0-9a-f]{64}$/i.test(trimmed) ? Buffer.from(trimmed, 'hex') : Buffer.from(trimmed, 'base64');
  return key.length === KEY_BYTES ? key : null;
}

/** The key of a company, derived from the master key, so that a value copied to another company cannot be opened. */
const deriveKey = (master: Buffer, company: string): Buffer =>
  Buffer.from(hkdfSync('sha256', master, '', `tsunagi/company/${company}`, KEY_BYTES));

function seal(key: Buffer, place: string, secret: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(place));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, sealed, cipher.getAuthTag()]);
}

/** Throws Node's error for a value that was changed or sealed with another key. */
function unseal(key: Buffer, place: string, value: Uint8Array): string {
  const bytes = Buffer.from(value);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(place))
    .setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, bytes.length - TAG_BYTES)), decipher.final()]).toString('utf8');
}

/**
 * The keychain of a server: values sealed with AES-256-GCM in `secrets.sqlite`, one derived key per company, bound to company and name. The
 * values already contain their destination (`bindSecret`). The master key is never stored beside them. Throws `WrongMasterKeyError`.
 */
export class SealedSecrets implements Keychain {
  readonly kind = 'system';
  readonly #database: DatabaseSync;
  readonly #master: Buffer;
  readonly #registerSecret: (secret: string) => void;

  constructor(path: string, master: Buffer, registerSecret: (secret: string) => void) {
    this.#database = openSqlite(path);
    this.#master = master;
    this.#registerSecret = registerSecret;
    this.#database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
      CREATE TABLE IF NOT EXISTS sealed (company TEXT NOT NULL, name TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (company, name)) STRICT`);
    this.#checkMasterKey();
  }

  /** The first value of a new file is a known text; later starts must be able to open it. */
  #checkMasterKey(): void {
    const check = this.#read('', 'check');
    if (check === null) this.#write('', 'check', CHECK);
    else
      try {
        if (this.#open('', 'check', check) === CHECK) return;
        throw new WrongMasterKeyError();
      } catch {
        this.#database.close();
        throw new WrongMasterKeyError('the master key did not seal this file');
      }
  }

  #read(company: string, name: string): Uint8Array | null {
    const row = this.#database.prepare('SELECT value FROM sealed WHERE company = ? AND name = ?').get(company, name);
    return (row?.['value'] as Uint8Array | undefined) ?? null;
  }
  #open(company: string, name: string, value: Uint8Array): string {
    return unseal(deriveKey(this.#master, company), `${company}/${name}`, value);
  }
  #write(company: string, name: string, secret: string): void {
    const sealed = seal(deriveKey(this.#master, company), `${company}/${name}`, secret);
    this.#database.prepare('INSERT OR REPLACE INTO sealed (company, name, value) VALUES (?, ?, ?)').run(company, name, sealed);
  }

  async get(company: string, name: string): Promise<string | null> {
    const value = this.#read(company, name);
    if (value === null) return null;
    const secret = this.#open(company, name, value);
    this.#registerSecret(secret);
    return secret;
  }
  async set(company: string, name: string, secret: string): Promise<void> {
    if (secret === '') throw new RangeError('a secret must not be empty');
    this.#registerSecret(secret);
    this.#write(company, name, secret);
  }
  async delete(company: string, name: string): Promise<boolean> {
    return this.#database.prepare('DELETE FROM sealed WHERE company = ? AND name = ?').run(company, name).changes > 0;
  }
  async deleteCompany(company: string): Promise<void> {
    this.#database.prepare('DELETE FROM sealed WHERE company = ?').run(company);
  }
  async state(): Promise<{ readonly state: 'ok' }> {
    return { state: 'ok' };
  }
  async probe(): Promise<{ readonly state: 'ok' }> {
    return { state: 'ok' };
  }

  /** Seals all values with another master key, in one transaction. */
  rotate(next: Buffer): void {
    const rows = this.#database.prepare('SELECT company, name, value FROM sealed').all() as {
      company: string;
      name: string;
      value: Uint8Array;
    }[];
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const update = this.#database.prepare('UPDATE sealed SET value = ? WHERE company = ? AND name = ?');
      for (const { company, name, value } of rows)
        update.run(seal(deriveKey(next, company), `${company}/${name}`, this.#open(company, name, value)), company, name);
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    this.#database.close();
  }
}
