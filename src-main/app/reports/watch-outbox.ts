import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import { openPatientlyAsync, readFilePatientlyAsync, removeFile, renamePatientlyAsync } from '../../disk/held-files.ts';
import { writeContentAtomically } from '../../files/atomic-file.ts';
import { readJsonFile } from '../../files/json-file.ts';
import { makeFolder } from '../../storage/data-folder/make-folder.ts';
import { convertFolderErrors, toStorageFailure } from '../../storage/storage-failure.ts';

export type DeliveryChannel = 'mail' | 'webhook';

const entrySchema = z.strictObject({
  format: z.literal('tsunagi-outbox'),
  version: z.literal(1),
  /** Number of the run that produced the message. */
  run: z.int().min(1),
  id: z.string().min(1).max(100),
  at: z.string(),
  title: z.string(),
  text: z.string(),
  brief: z.string(),
  numbers: z.record(z.string(), z.number()),
  /** File name of the attachment as shown to recipients; `null` = none. The content is a separate file in the same folder. */
  attachment: z.string().nullable(),
  /** Channels through which the message still has to be sent. */
  left: z.array(z.enum(['mail', 'webhook'])),
  /** Recipients who already received the mail. */
  mailed: z.array(z.string()),
  /** Recipients to whom the mail was sent without a confirmation by the server; missing in files of earlier versions. */
  unconfirmed: z.array(z.string()).optional(),
});
export type OutboxEntry = z.infer<typeof entrySchema>;

const ENTRY = /^(\d{9})\.json$/;
const nameOf = (run: number): string => String(run).padStart(9, '0');
/** Suffix of the file that reserves space for the next state of an entry. */
const NEXT = '.next';
/** Returns the file name of the entry of a run. */
export const getOutboxFileName = (run: number): string => `${nameOf(run)}.json`;

/** Messages still to be sent, ordered by run; each is a file beside its attachment. They contain names of people. */
export class WatchOutbox {
  readonly #folder: string;

  /**
   * `lastRun`: number of the last saved run. A message of a later run belongs to an interrupted run, which will be repeated and reported
   * again, so the message is deleted. `null` = unknown, so all messages are kept. Throws `storage-*`.
   */
  constructor(folder: string, lastRun: number | null) {
    this.#folder = folder;
    convertFolderErrors(folder, () => {
      makeFolder(folder);
      const names = readdirSync(folder);
      for (const name of names) {
        const run = Number(/^(\d{9})\./.exec(name)?.[1] ?? 0);
        const isAlone = run > 0 && !names.includes(getOutboxFileName(run));
        if ((lastRun !== null && run > lastRun) || isAlone || name.endsWith('.tmp') || name.endsWith(NEXT)) removeFile(join(folder, name));
      }
    });
  }

  /** Returns the path of a run's attachment, which is written before the message. */
  attachmentPath(run: number): string {
    return join(this.#folder, `${nameOf(run)}.report`);
  }

  async keep(entry: OutboxEntry): Promise<void> {
    await writeContentAtomically(this.#path(entry.run), JSON.stringify(entry));
  }

  /** Returns the messages, oldest first, and the names of unreadable files, which are kept. */
  async list(): Promise<{ readonly entries: readonly OutboxEntry[]; readonly unreadable: readonly string[] }> {
    const entries: OutboxEntry[] = [];
    const unreadable: string[] = [];
    for (const name of readdirSync(this.#folder).sort()) {
      if (!ENTRY.test(name)) continue;
      const content = await readJsonFile({ path: join(this.#folder, name), name, maxMegabytes: 4 }).catch(() => undefined);
      const parsed = safeParseUntrusted(entrySchema, content);
      if (parsed.success) entries.push(parsed.data);
      else unreadable.push(name);
    }
    return { entries, unreadable };
  }

  /** Returns the attachment of an entry; `null` if there is none or its file was deleted. */
  async attachmentOf({ run, attachment }: OutboxEntry): Promise<Uint8Array | null> {
    if (attachment === null) return null;
    return readFilePatientlyAsync(this.attachmentPath(run)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
  }

  /**
   * Reserves disk space for recording recipients before sending; otherwise a full disk could cause the mail to be sent twice. Throws
   * file-not-writable, `storage-*`.
   */
  async prepare(entry: OutboxEntry, to: readonly string[]): Promise<void> {
    await writeContentAtomically(
      this.#next(entry.run),
      JSON.stringify({ ...entry, mailed: [...entry.mailed, ...to], unconfirmed: [...(entry.unconfirmed ?? []), ...to] }),
    );
  }

  /** Stores the new state of an entry in the reserved space; deletes an entry without remaining channels. Throws `storage-*`. */
  async note(after: OutboxEntry): Promise<void> {
    const path = this.#path(after.run);
    const next = this.#next(after.run);
    try {
      if (after.left.length > 0) {
        await overwrite(next, JSON.stringify(after));
        await renamePatientlyAsync(next, path);
        return;
      }
      for (const each of [path, this.attachmentPath(after.run), next]) removeFile(each);
    } catch (error) {
      throw toStorageFailure(error, this.#folder) ?? error;
    }
  }

  /** Releases the reserved space after nothing was sent; the entry stays unchanged. */
  giveBack({ run }: OutboxEntry): void {
    removeFile(this.#next(run));
  }

  /** Deletes message and attachment of a run that was not saved. */
  forget(run: number): void {
    for (const path of [this.#path(run), this.attachmentPath(run)]) removeFile(path);
  }

  #path(run: number): string {
    return join(this.#folder, getOutboxFileName(run));
  }

  #next(run: number): string {
    return join(this.#folder, `${nameOf(run)}${NEXT}`);
  }
}

/**
 * Overwrites a file in place with a text that is not longer, which works on a full disk. The rest is filled with spaces, which JSON
 * permits.
 */
async function overwrite(path: string, text: string): Promise<void> {
  const handle = await openPatientlyAsync(path, 'r+');
  try {
    const { size } = await handle.stat();
    const bytes = Buffer.from(text);
    await handle.writeFile(Buffer.concat([bytes, Buffer.alloc(Math.max(0, size - bytes.length), ' ')]));
    await handle.sync();
  } finally {
    await handle.close();
  }
}
