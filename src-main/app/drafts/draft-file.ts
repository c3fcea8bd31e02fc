import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import { draftsFileSchema } from '#shared/contract/drafts/drafts.ts';
import type { Drafts } from '#shared/domain/drafts/draft.ts';
import { type DraftsFileObject, formatDraftsFile } from '#shared/domain/drafts/drafts-form.ts';
import { writeContentAtomically } from '../../files/atomic-file.ts';
import { readJsonFile } from '../../files/json-file.ts';

/** Maximum file size; ten times the size of 3,000 large drafts. */
const MAX_FORM_MB = 64;

/** Writes all drafts to a file and returns their number. */
export async function writeDrafts(path: string, drafts: Drafts): Promise<{ objects: number }> {
  await writeContentAtomically(path, formatDraftsFile(drafts.values()));
  return { objects: drafts.size };
}

/** Reads a file of exported drafts. Throws like `readJsonFile`, draft-file-foreign, and draft-file-invalid with the position. */
export async function readDrafts(path: string, file: string): Promise<readonly DraftsFileObject[]> {
  const value = await readJsonFile({ path, name: file, maxMegabytes: MAX_FORM_MB });
  if ((value as { format?: unknown } | null | undefined)?.format !== 'tsunagi-drafts')
    throw new ExpectedError('draft-file-foreign', { file });
  const parsed = safeParseUntrusted(draftsFileSchema, value);
  if (parsed.success) return parsed.data.objects as readonly DraftsFileObject[];
  const place = parsed.error.issues[0]?.path ?? [];
  throw new ExpectedError('draft-file-invalid', {
    file,
    object: typeof place[1] === 'number' ? place[1] + 1 : 0,
    field: place.slice(2).join('.') || 'none',
  });
}
