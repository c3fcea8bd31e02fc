import type { DraftCommand } from '../../drafts/commands.ts';
import type { Draft } from '../../drafts/draft.ts';
import type { Body } from '../../drafts/sections.ts';
import { sameJson } from '../../drafts/stable-json.ts';
import type { GatewaySection } from '../gateway-section.ts';
import { sameBody } from '../same.ts';
import type { ServerEntry } from '../server-state.ts';
import { mergeBodies } from './merge.ts';

export interface TakenValue {
  /** Changes the draft and its base, and can be undone like every edit; an empty sequence when the draft has the values already. */
  readonly command: DraftCommand;
  /** What the base becomes: in the taken fields the server's state, elsewhere as it was. */
  readonly base: Body | null;
}

/**
 * Takes the server's values of some fields, or of all that differ, into a draft. Fields are named by their paths. `draft` is `null` for
 * an object that only the server has.
 */
export function takeServerValue(
  { section, id }: { readonly section: GatewaySection; readonly id: string },
  draft: Draft | null,
  server: ServerEntry | null,
  paths: ReadonlySet<string> | 'all',
): TakenValue {
  const [base, ours, theirs] = [draft?.base ?? null, draft?.draft ?? null, server?.body ?? null];
  const isTaken = (path: string): boolean => paths === 'all' || paths.has(path);
  const next = mergeBodies(section, base, ours, theirs, ({ path }) => (isTaken(path) ? 'theirs' : 'ours')).body;
  const settled = mergeBodies(section, base, ours, theirs, ({ path }) => (isTaken(path) ? 'theirs' : 'base')).body;
  // Two that were made apart have no common base before they are the same.
  const apart = base === null && ours !== null && !sameBody(section, next, theirs);
  const to = apart ? null : settled;
  // Undone, the draft stands against the server again, as it did: the base goes back as well.
  const put = {
    section,
    id,
    kind: 'put',
    body: next,
    note: draft?.note ?? '',
    ...(sameJson(base, to) ? {} : { base: { from: base, to } }),
  };
  const isNothing = next === ours || (next === null && draft === null);
  return { command: isNothing ? { kind: 'sequence', commands: [] } : (put as DraftCommand), base: to };
}
