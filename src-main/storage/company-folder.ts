import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { type Company, unreadableCodeSchema } from '#shared/contract/companies/companies.ts';
import { removeFile, renamePatiently, waitUntilRemoved } from '../disk/held-files.ts';
import { openSqlite } from '../disk/open-sqlite.ts';
import { CompanyFile } from './company-file.ts';
import { makeFolder } from './data-folder/make-folder.ts';
import { listUpgradeCopies } from './database/database.ts';
import { convertFolderErrors, toExpectedFailure, toStorageFailure } from './storage-failure.ts';

const EXTENSION = '.tsunagi';
/** Suffix of a company file that is being created. */
const UNFINISHED = '.unfinished';
const ID_FORM = /^[0-9a-f-]{36}$/;

/**
 * Throws `storage-full` or `storage-busy` if SQLite's journal still exists, because the file was not completely written or a virus scanner
 * holds the journal.
 */
function requireNoJournal(path: string): void {
  const journal = `${path}-wal`;
  if (process.platform === 'win32') closeJournal(path, journal);
  else if (existsSync(journal)) throw new ExpectedError('storage-full');
}

function closeJournal(path: string, journal: string): void {
  if ((statSync(journal, { throwIfNoEntry: false })?.size ?? 0) === 0) return;
  const database = openSqlite(path);
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    database.close();
  }
  waitUntilRemoved(journal);
}

type UnreadableCode = z.infer<typeof unreadableCodeSchema>;

export interface CompanyFileList {
  readonly companies: readonly Company[];
  readonly unreadable: readonly { readonly file: string; readonly code: UnreadableCode }[];
}

/** The folder with the files of all companies, named by company id. */
export class CompanyFolder {
  readonly #folder: string;
  readonly #openFile: (path: string) => CompanyFile;

  readonly #readsOnly: boolean;

  #openFileOf: (id: string) => CompanyFile | undefined = () => undefined;

  constructor(folder: string, openFile: (path: string) => CompanyFile = CompanyFile.open, readsOnly = false) {
    this.#folder = folder;
    this.#openFile = openFile;
    this.#readsOnly = readsOnly;
    if (!readsOnly) convertFolderErrors(folder, () => makeFolder(folder));
  }

  /**
   * Reads a company that is already open from its file instead of opening it again, because on a full disk the first opening locks the
   * file.
   */
  useOpenFiles(fileOf: (id: string) => CompanyFile | undefined): void {
    this.#openFileOf = fileOf;
  }

  /** Opens the folder read-only; a console may use it at the same time. A missing folder has no companies and is not created. */
  static toRead(folder: string): CompanyFolder {
    return new CompanyFolder(folder, CompanyFile.openToRead, true);
  }

  /** Returns the ids of all company files in the order of their names, whether they can be opened or not. */
  ids(): readonly string[] {
    return this.#names().flatMap((name) => {
      const id = name.endsWith(EXTENSION) ? name.slice(0, -EXTENSION.length) : '';
      return ID_FORM.test(id) ? [id] : [];
    });
  }

  /** Returns the companies, oldest first, and the unreadable files with the reason. */
  list(): CompanyFileList {
    const companies: Company[] = [];
    const unreadable: { file: string; code: UnreadableCode }[] = [];
    for (const id of this.ids()) {
      const name = id + EXTENSION;
      try {
        companies.push(this.#read(id));
      } catch (error) {
        // An unreadable file must not prevent the other companies from being listed.
        const code = unreadableCodeSchema.safeParse(toExpectedFailure(error)?.failure.code);
        unreadable.push({ file: name, code: code.data ?? 'company-file-corrupt' });
      }
    }
    return { companies: companies.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1)), unreadable };
  }

  /**
   * Creates the file of a company; `fill` writes its content. A temporary name is used until it is complete, so that an interruption
   * leaves no partial company. Throws `company-name-taken`, and errors of `fill`.
   */
  create(name: string, kind: Company['kind'], createdAt: string, fill: (file: CompanyFile) => void = () => undefined): CompanyFile {
    this.requireFreeName(name, null);
    this.#removeUnfinished();
    const company: Company = { id: randomUUID(), name, kind, serverAddress: null, readOnly: false, createdAt };
    const path = this.#path(company.id);
    const unfinished = `${path}${UNFINISHED}`;
    try {
      const file = CompanyFile.create(unfinished, company);
      try {
        fill(file);
      } finally {
        file.close();
      }
      requireNoJournal(unfinished);
      renamePatiently(unfinished, path);
    } catch (error) {
      this.#removeUnfinished();
      throw error;
    }
    return this.#openFile(path);
  }

  /** Deletes files of interrupted creations. Safe because only one console uses the folder, and it creates one company at a time. */
  #removeUnfinished(): void {
    for (const name of readdirSync(this.#folder)) if (name.includes(EXTENSION + UNFINISHED)) removeFile(join(this.#folder, name));
  }

  /** Opens the file of a company. Throws `company-not-found`, `company-file-newer` or `company-file-corrupt`. */
  open(id: string): CompanyFile {
    if (!ID_FORM.test(id) || !this.#names().includes(id + EXTENSION)) throw new ExpectedError('company-not-found');
    return this.#openOwn(id);
  }

  /** Returns the company of a file. Opening it for reading is ten times as fast; a file that needs an upgrade or a repair is opened fully. */
  #read(id: string): Company {
    const opened = this.#openFileOf(id);
    if (opened !== undefined) return opened.company();
    const read = (open: () => CompanyFile): Company => {
      const file = open();
      try {
        return file.company();
      } finally {
        file.close();
      }
    };
    try {
      const company = read(() => CompanyFile.openToRead(this.#path(id)));
      if (company.id === id) return company;
    } catch {
      // The full opening below succeeds or names the cause.
    }
    return read(() => this.#openOwn(id));
  }

  /** Opens a file; refuses one that contains another company's id because it was copied under a different name. */
  #openOwn(id: string): CompanyFile {
    const file = this.#openFile(this.#path(id));
    try {
      if (file.company().id !== id) throw new ExpectedError('company-file-corrupt', { exists: 1 });
      return file;
    } catch (error) {
      file.close();
      throw error;
    }
  }

  requireFreeName(name: string, exceptId: string | null): void {
    if (this.list().companies.some((company) => company.name === name && company.id !== exceptId))
      throw new ExpectedError('company-name-taken', { name });
  }

  /** Deletes the file, SQLite's additional files, and the copies made before upgrades. The company must be closed. */
  delete(id: string): void {
    if (!ID_FORM.test(id)) throw new ExpectedError('company-not-found');
    const path = this.#path(id);
    for (const file of [...['', '-wal', '-shm'].map((suffix) => path + suffix), ...listUpgradeCopies(path)]) removeFile(file);
  }

  #names(): readonly string[] {
    try {
      return readdirSync(this.#folder);
    } catch (error) {
      if (this.#readsOnly && (error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw toStorageFailure(error, this.#folder) ?? error;
    }
  }

  #path(id: string): string {
    return join(this.#folder, id + EXTENSION);
  }
}
