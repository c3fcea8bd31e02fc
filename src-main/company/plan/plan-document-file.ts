import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import { planDocumentSchema } from '#shared/contract/plan/plan-document.ts';
import { type PlanDocument, parseDocumentItems } from '#shared/domain/sync/plan/document.ts';
import type { SealedItem } from '#shared/domain/sync/plan/sealed-item.ts';
import { formatPhrase } from '#shared/messages/plan-text.ts';
import { createTexts } from '#shared/messages/texts.ts';
import { readJsonFile } from '../../files/json-file.ts';
import type { NamedFile } from '../lists/list-file.ts';

/** A plan file and the items derived from its calls. */
export interface ParsedPlanDocument {
  readonly document: PlanDocument;
  readonly items: readonly SealedItem[];
}

/** Maximum file size; a plan of 3,000 large objects has about a tenth of it. */
const MAX_PLAN_MB = 64;

/**
 * Reads a plan file. Throws `plan-file-invalid`, `plan-file-altered` if its texts or counts do not match its calls, file-unreadable,
 * file-too-large, file-beyond-limits.
 */
export async function readPlanDocument({ path, name }: NamedFile): Promise<ParsedPlanDocument> {
  const value = await readJsonFile({ path, name, maxMegabytes: MAX_PLAN_MB }).catch((error: unknown) => {
    const isEmpty = error instanceof ExpectedError && error.failure.code === 'file-empty';
    throw isEmpty ? new ExpectedError('plan-file-invalid', { file: name }) : error;
  });
  return parsePlanDocument(value, name);
}

/** Like `readPlanDocument`, for a parsed JSON value. */
export function parsePlanDocument(value: unknown, name: string): ParsedPlanDocument {
  const parsed = safeParseUntrusted(planDocumentSchema, value);
  if (!parsed.success) throw new ExpectedError('plan-file-invalid', { file: name });
  const document: PlanDocument = parsed.data;
  const texts = createTexts(document.language);
  const items = parseDocumentItems(document, (said) => formatPhrase(said, texts));
  if (items === null) throw new ExpectedError('plan-file-altered', { file: name });
  return { document, items };
}
