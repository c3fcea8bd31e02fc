import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readShape } from '#shared/contract/read-shape.ts';
import { openPatiently, removeFile, renamePatientlyAsync } from '../../disk/held-files.ts';
import { writeWhole } from '../../files/atomic-file.ts';
import { readJsonFile } from '../../files/json-file.ts';
import { makeFolder } from '../../storage/make-folder.ts';
import { inFolder, storageFailureOf } from '../../storage/storage-failure.ts';

export type Way = 'mail' | 'webhook';

const entrySchema = z.strictObject({
  format: z.literal('tsunagi-outbox'),
  version: z.literal(1),
  /** The number of the run that it tells of. */
  run: z.int().min(1),
  id: z.string().min(1).max(100),
  at: z.string(),
  title: z.string(),
  text: z.string(),
  brief: z.string(),
  numbers: z.record(z.string(), z.number()),
  /** The name that its readers see; the file lies beside the entry. */
  attachment: z.string().nullable(),
  /** By which ways it has yet to go. */
  left: z.array(z.enum(['mail', 'webhook'])),
  /** Who has the mail already. */
  mailed: z.array(z.string()),
  /** To whom the mail was sent once without a confirmation of the server; left out by earlier versions. */
  unconfirmed: z.array(z.string()).optional(),
});
export type OutboxEntry = z.infer<typeof entrySchema>;

const ENTRY = /^(\d{9})\.json$/;
const nameOf = (run: number): string => String(run).padStart(9, '0');
/** Ends the name of an entry's next state while nobody has the message by it yet. */
const NEXT = '.next';
/** The name of a run's entry in its folder. */
export const entryName = (run: number): string => `${nameOf(run)}.json`;

/** Messages that somebody has yet to get, one file each beside its attachment, in the order of their runs. People are named in them. */
export class WatchOutbox {
  readonly #folder: string;

  /**
   * `lastRun`: the last run that was kept. A message of a later one is of a run that was cut before it was kept: it was sent to nobody, is
   * told by the run that does it again, and goes; `null` = nobody can say which was the last, and every message stays. Throws `storage-*`.
   */
  constructor(folder: string, lastRun: number | null) {
    this.#folder = folder;
    inFolder(folder, () => {
      makeFolder(folder);
      const names = readdirSync(folder);
      for (const name of names) {
        const run = Number(/^(\d{9})\./.exec(name)?.[1] ?? 0);
        const isAlone = run > 0 && !names.includes(entryName(run));
        if ((lastRun !== null && run > lastRun) || isAlone || name.endsWith('.tmp') || name.endsWith(NEXT)) removeFile(join(folder, name));
      }
    });
  }

  /** Where the attachment of a run's message belongs, before the message is kept. */
  attachmentPath(run: number): string {
    return join(this.#folder, `${nameOf(run)}.report`);
  }

  async keep(entry: OutboxEntry): Promise<void> {
    await writeWhole(this.#path(entry.run), JSON.stringify(entry));
  }

  /** Oldest first, and the files that are none: they stay where they are. */
  async list(): Promise<{ readonly entries: readonly OutboxEntry[]; readonly unreadable: readonly string[] }> {
    const entries: OutboxEntry[] = [];
    const unreadable: string[] = [];
    for (const name of readdirSync(this.#folder).sort()) {
      if (!ENTRY.test(name)) continue;
      const content = await readJsonFile({ path: join(this.#folder, name), name, maxMegabytes: 4 }).catch(() => undefined);
      const parsed = readShape(entrySchema, content);
      if (parsed.success) entries.push(parsed.data);
      else unreadable.push(name);
    }
    return { entries, unreadable };
  }

  /** What lies beside an entry; `null` where it has none, or where somebody took it away. */
  async attachmentOf({ run, attachment }: OutboxEntry): Promise<Uint8Array | null> {
    if (attachment === null) return null;
    return readFile(this.attachmentPath(run)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
  }

  /**
   * Takes the room for noting who has a message, before anybody gets it: what could not be noted would go to them again. Throws
   * file-not-writable, `storage-*`.
   */
  async prepare(entry: OutboxEntry, to: readonly string[]): Promise<void> {
    await writeWhole(
      this.#next(entry.run),
      JSON.stringify({ ...entry, mailed: [...entry.mailed, ...to], unconfirmed: [...(entry.unconfirmed ?? []), ...to] }),
    );
  }

  /** Notes what is left of an entry, in the room that `prepare` took; nothing is: it goes. Throws `storage-*`. */
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
      throw storageFailureOf(error, this.#folder) ?? error;
    }
  }

  /** Nobody got it: the entry stays as it is. */
  giveBack({ run }: OutboxEntry): void {
    removeFile(this.#next(run));
  }

  /** Takes away what a run wrote down, if anything: it was not kept. */
  forget(run: number): void {
    for (const path of [this.#path(run), this.attachmentPath(run)]) removeFile(path);
  }

  #path(run: number): string {
    return join(this.#folder, entryName(run));
  }

  #next(run: number): string {
    return join(this.#folder, `${nameOf(run)}${NEXT}`);
  }
}

/** Writes over what a file has, which is as long at least: a full disk has room for that. Spaces behind it are no part of JSON. */
async function overwrite(path: string, text: string): Promise<void> {
  const handle = await openPatiently(path, 'r+');
  try {
    const { size } = await handle.stat();
    const bytes = Buffer.from(text);
    await handle.writeFile(Buffer.concat([bytes, Buffer.alloc(Math.max(0, size - bytes.length), ' ')]));
    await handle.sync();
  } finally {
    await handle.close();
  }
}
