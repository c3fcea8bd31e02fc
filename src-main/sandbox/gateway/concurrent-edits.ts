import { z } from 'zod';
import { OBJECT_SECTIONS, type ObjectSection } from '../database/objects.ts';
import type { Breach } from './rules.ts';
import { editByHand, type Writing } from './writing.ts';

/** Edits by other administrators on the same server. */

/** `body` replaces the object (`null` deletes it), `fields` replaces some of its fields; `by` is the other administrator's name. */
export const editSchema = z.strictObject({
  section: z.enum(OBJECT_SECTIONS),
  id: z.string().min(1).max(200),
  by: z.string().min(1).max(100).default('別の管理者'),
  body: z.record(z.string(), z.unknown()).nullable().optional(),
  fields: z.record(z.string(), z.unknown()).optional(),
});
export type SandboxEdit = z.input<typeof editSchema>;

/** Applies an edit under the server's rules; returns the violated rule. */
export function applyEdit(writing: Writing, edit: SandboxEdit): Breach | null {
  const { section, id, by, body, fields } = editSchema.parse(edit);
  const current = writing.database.objects.find(section, id)?.body as Record<string, unknown> | undefined;
  if (body === undefined && current === undefined) return { field: 'id', message: '存在しません。' };
  return editByHand(writing, { section, id, by, body: body === undefined ? { ...current, ...fields } : body });
}

/** Changes the object that a call is about to write, so that the call is too late. */
export function editBeforeWrite(writing: Writing, parameters: URLSearchParams): void {
  const section = OBJECT_SECTIONS.find((known) => known === parameters.get('section'));
  const id = parameters.get('id') ?? '';
  if (section === undefined || id === '') return;
  const body = writing.database.objects.find(section, id)?.body ?? JSON.parse(parameters.get('body') ?? 'null');
  if (body === null) return;
  editByHand(writing, { section, id, by: '別の管理者', body: CHANGE[section](body as Record<string, unknown>) });
}

const also = (field: string) => (body: Record<string, unknown>) => ({ ...body, [field]: `${String(body[field])}改` });

const CHANGE: Readonly<Record<ObjectSection, (body: Record<string, unknown>) => Record<string, unknown>>> = {
  routes: also('name'),
  serials: also('name'),
  invoice_groups: also('name'),
  common_settings: also('title'),
  integration: (body) => ({ ...body, systemLogin: `${String(body['systemLogin'])}2` }),
  allowed_users: (body) => ({ ...body, everyone: body['everyone'] !== true }),
};
