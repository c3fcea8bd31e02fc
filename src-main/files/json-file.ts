import { readFile, stat } from 'node:fs/promises';
import { ExpectedError } from '#shared/contract/expected-error.ts';

export interface JsonFile {
  readonly path: string;
  /** The name the user knows. */
  readonly name: string;
  readonly maxMegabytes: number;
}

/** The value in a JSON file, with or without a BOM; `undefined` when it holds none. Throws file-unreadable, file-empty, file-too-large. */
export async function readJsonFile({ path, name: file, maxMegabytes }: JsonFile): Promise<unknown> {
  const bytes = await stat(path).then(
    ({ size }) => size,
    () => Promise.reject(new ExpectedError('file-unreadable', { file })),
  );
  if (bytes === 0) throw new ExpectedError('file-empty', { file });
  if (bytes > maxMegabytes * 1024 * 1024) throw new ExpectedError('file-too-large', { file, size: maxMegabytes });
  const text = await readFile(path, 'utf8').catch(() => Promise.reject(new ExpectedError('file-unreadable', { file })));
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}
