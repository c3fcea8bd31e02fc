import { OBJECT_SECTIONS, type ObjectSection } from '#main/sandbox/database/objects.ts';
import type { RuleViolation } from '#main/sandbox/gateway/rules.ts';
import type { WritingContext } from '#main/sandbox/gateway/writing.ts';

/** An edit by another administrator on the same server: without lease and revision, but under the server's rules. */
export interface SandboxEdit {
  readonly section: ObjectSection;
  readonly id: string;
  /** The other administrator's name. */
  readonly by?: string;
  /** Replaces the object; `null` deletes it. */
  readonly body?: Readonly<Record<string, unknown>> | null | undefined;
  /** Replaces some fields of the object. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** Applies an edit; returns the violated rule, or `null` if it was written. */
export function applyEdit(
  { database, rules, now }: WritingContext,
  { section, id, by = '別の管理者', body, fields }: SandboxEdit,
): RuleViolation | null {
  const missing = { field: 'id', message: '存在しません。' };
  return database.atOnce(() => {
    const current = database.objects.find(section, id)?.body as Record<string, unknown> | undefined;
    if (body === undefined && current === undefined) return missing;
    const writer = { at: new Date(now()).toISOString(), by };
    if (body === null) {
      if (current === undefined) return missing;
      const breach = rules.remove(section, id);
      if (breach === null) database.objects.remove(section, id, writer);
      return breach;
    }
    const changed = body ?? { ...current, ...fields };
    const breach = rules.put(section, id, changed);
    if (breach === null) database.objects.put(section, id, changed, writer);
    return breach;
  });
}

/** Changes the object that a call is about to write, so that the call is too late. */
export function editBeforeWrite(writing: WritingContext, parameters: URLSearchParams): void {
  const section = OBJECT_SECTIONS.find((known) => known === parameters.get('section'));
  const id = parameters.get('id') ?? '';
  if (section === undefined || id === '') return;
  const body = writing.database.objects.find(section, id)?.body ?? JSON.parse(parameters.get('body') ?? 'null');
  if (body === null) return;
  applyEdit(writing, { section, id, body: CHANGE[section](body as Record<string, unknown>) });
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
