import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { readShape } from '#shared/contract/call/read-shape.ts';
import { draftsFormSchema } from '#shared/contract/drafts/drafts.ts';
import type { Drafts } from '#shared/domain/drafts/draft.ts';
import { type FormObject, printDrafts } from '#shared/domain/drafts/drafts-form.ts';
import { writeWhole } from '../../files/atomic-file.ts';
import { readJsonFile } from '../../files/json-file.ts';

/** Maximum file size; ten times the size of 3,000 large drafts. */
const MAX_FORM_MB = 64;

/** Writes all drafts to a file and returns their number. */
export async function writeDrafts(path: string, drafts: Drafts): Promise<{ objects: number }> {
  await writeWhole(path, printDrafts(drafts.values()));
  return { objects: drafts.size };
}

/** Reads a file of exported drafts. Throws like `readJsonFile`, draft-file-foreign, and draft-file-invalid with the position. */
export async function readDrafts(path: string, file: string): Promise<readonly FormObject[]> {
  const value = await readJsonFile({ path, name: file, maxMegabytes: MAX_FORM_MB });
  if ((value as { format?: unknown } | null | undefined)?.format !== 'tsunagi-drafts')
    throw new ExpectedError('draft-file-foreign', { file });
  const parsed = readShape(draftsFormSchema, value);
  if (parsed.success) return parsed.data.objects as readonly FormObject[];
  const place = parsed.error.issues[0]?.path ?? [];
  throw new ExpectedError('draft-file-invalid', {
    file,
    object: typeof place[1] === 'number' ? place[1] + 1 : 0,
    field: place.slice(2).join('.') || 'none',
  });
}
