import type { DraftCommand } from '../../drafts/commands.ts';
import type { Draft } from '../../drafts/draft.ts';
import type { Body } from '../../drafts/sections.ts';
import { isSameJson } from '../../drafts/stable-json.ts';
import type { GatewaySection } from '../gateway-section.ts';
import { isSameBody } from '../same.ts';
import type { ServerEntry } from '../server-state.ts';
import { mergeBodies } from './merge.ts';

export interface AdoptedServerValue {
  /** An undoable command that changes the draft and its base; an empty sequence if the draft already has the values. */
  readonly command: DraftCommand;
  /** The new base: the server's values in the taken fields; other fields stay. */
  readonly base: Body | null;
}

/**
 * Takes over the server's values of some or all different fields into a draft. Fields are identified by path. `draft` is `null` for an
 * object that only the server has.
 */
export function takeServerValue(
  { section, id }: { readonly section: GatewaySection; readonly id: string },
  draft: Draft | null,
  server: ServerEntry | null,
  paths: ReadonlySet<string> | 'all',
): AdoptedServerValue {
  const [base, ours, theirs] = [draft?.base ?? null, draft?.draft ?? null, server?.body ?? null];
  const isTaken = (path: string): boolean => paths === 'all' || paths.has(path);
  const next = mergeBodies(section, base, ours, theirs, ({ path }) => (isTaken(path) ? 'theirs' : 'ours')).body;
  const settled = mergeBodies(section, base, ours, theirs, ({ path }) => (isTaken(path) ? 'theirs' : 'base')).body;
  // Objects created independently on both sides have no common base until they are equal.
  const apart = base === null && ours !== null && !isSameBody(section, next, theirs);
  const to = apart ? null : settled;
  // Undo restores the former base too, so that the draft differs from the server again.
  const put = {
    section,
    id,
    kind: 'put',
    body: next,
    note: draft?.note ?? '',
    ...(isSameJson(base, to) ? {} : { base: { from: base, to } }),
  };
  const isNothing = next === ours || (next === null && draft === null);
  return { command: isNothing ? { kind: 'sequence', commands: [] } : (put as DraftCommand), base: to };
}
