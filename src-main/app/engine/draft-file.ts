import { readFile, stat, writeFile } from 'node:fs/promises';
import { workspaceFormSchema } from '#shared/contract/drafts.ts';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { Drafts } from '#shared/domain/drafts/draft.ts';
import { type FormObject, printDrafts } from '#shared/domain/drafts/workspace-form.ts';

/** Ten times what 3,000 large drafts take. */
const MAX_FORM_MB = 64;

/** Writes every draft; answers how many. */
export async function writeDrafts(path: string, drafts: Drafts): Promise<{ objects: number }> {
  await writeFile(path, printDrafts(drafts.values()), { mode: 0o600 });
  return { objects: drafts.size };
}

/** Reads an exported workspace. Throws file-unreadable, file-empty, file-too-large, file-kind-wrong, and file-value-invalid with the place. */
export async function readDrafts(path: string, file: string): Promise<readonly FormObject[]> {
  const bytes = await stat(path).then(
    ({ size }) => size,
    () => Promise.reject(new ExpectedError('file-unreadable', { file })),
  );
  if (bytes === 0) throw new ExpectedError('file-empty', { file });
  if (bytes > MAX_FORM_MB * 1024 * 1024) throw new ExpectedError('file-too-large', { file, size: MAX_FORM_MB });
  const text = await readFile(path, 'utf8').catch(() => Promise.reject(new ExpectedError('file-unreadable', { file })));
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new ExpectedError('draft-file-foreign', { file });
  }
  if ((value as { format?: unknown } | null)?.format !== 'tsunagi-drafts') throw new ExpectedError('draft-file-foreign', { file });
  const parsed = workspaceFormSchema.safeParse(value);
  if (parsed.success) return parsed.data.objects as readonly FormObject[];
  const place = parsed.error.issues[0]?.path ?? [];
  throw new ExpectedError('draft-file-invalid', {
    file,
    object: typeof place[1] === 'number' ? place[1] + 1 : 0,
    field: place.slice(2).join('.') || 'none',
  });
}
