import type { CallOutput } from '#shared/contract/calls.ts';
import type { CauseRow } from '#shared/contract/fixes/causes.ts';
import { getDraftKey, listBodies } from '#shared/domain/drafts/draft.ts';
import { getAccountReason } from '#shared/domain/fixes/account-changes.ts';
import { type BlockedPerson, type Cause, countToday, getFixProgress, groupCauses } from '#shared/domain/fixes/causes.ts';
import { type Fix, getAccountKey } from '#shared/domain/fixes/fixes.ts';
import { planFixes } from '#shared/domain/fixes/fixes-plan.ts';
import { FINDING_KINDS, type Finding, type FindingCode, getFindingSeverity } from '#shared/domain/readiness/finding.ts';
import { getResponsibleSide } from '#shared/domain/readiness/gates/owners.ts';
import { type ActionKind, getActionKind } from '#shared/domain/readiness/next-actions.ts';
import type { FindingsView } from '../../company/findings/findings-view.ts';
import { getMatchingPolicy } from '../../company/policies.ts';
import type { CompanySession } from '../../company/session.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import type { FixContext } from './fix-context.ts';

type Sides = Readonly<Record<'neo' | 'amazon', string>>;

/** Returns the causes for which people cannot order; `null` while a list is missing. */
export function createCauses(session: CompanySession, context: FixContext): CallOutput<'fixes.causes'> {
  const view = session.findings();
  if (view === null) return null;
  const file = session.file();
  const fixes = context.current();
  const roots = createRoots(file);
  const people = [...listBlockedPeople(view, fixes, file, findCurableRows(view, context, file, roots), roots)];
  const causes = groupCauses(people, listArrivedCodes(fixes, file));
  const awaited = listAwaitedSides(fixes);
  return { today: countToday(causes), causes: causes.map((cause) => toRow(cause, roots, awaited)) };
}

const isBlocking = (finding: Finding): boolean => getFindingSeverity(finding) === 'block' && FINDING_KINDS[finding.code].gate !== null;

/** Returns the fix of a row: the one of the person's address, or of the account. */
function findFix(view: FindingsView, row: number, fixes: ReadonlyMap<string, Fix>): Fix | undefined {
  const finding = view.audit.findings[row] as Finding;
  const account = view.account(finding);
  const ofAccount = account === null ? undefined : fixes.get(getAccountKey(account.email));
  return view.fixOf(row, fixes) ?? (ofAccount?.code === finding.code ? ofAccount : undefined);
}

/**
 * Returns the blocking rows that can be resolved now: by a fix that needs no review or is adopted and in no file, by a certain change of
 * an account, or by the one code that an invoice group should have.
 */
function findCurableRows(view: FindingsView, context: FixContext, file: CompanyFile, roots: Roots): ReadonlySet<number> {
  const { findings } = view.audit;
  const rows = findings.flatMap((finding, row) => (isBlocking(finding) ? [row] : []));
  const fixes = context.current();
  const open = new Set(context.open().map(({ person }) => person));
  const { planned } = planFixes(rows, view, context.register(view), open, {
    invite: true,
    ticked: new Set(),
    accepted: new Set(rows.filter((row) => view.isAccepted(row))),
    amazonUsersFrom: getMatchingPolicy(file).amazonUsersFrom,
  });
  const adopted = rows.filter((row) => findFix(view, row, fixes)?.state === 'adopted');
  const accounts = new Set(
    context
      .accounts(view)
      .flatMap(({ amazonIndex, why, certain, changes }) => (certain && changes.length > 0 ? [`${amazonIndex} ${why}`] : [])),
  );
  const others = rows.filter((row) => {
    const finding = findings[row] as Finding;
    const isCode = finding.code === 'invoice-code-near-miss' && getResponsibleSide(finding) === 'neo' && roots.keyOf(finding) !== null;
    return isCode || accounts.has(`${finding.amazonIndex} ${getAccountReason(finding.code)}`);
  });
  return new Set([...planned.map(({ row }) => row), ...adopted, ...others]);
}

/** Marks people with a blocking finding that no fix of `curable` resolves. */
function markIncurable({ audit, directory }: FindingsView, curable: ReadonlySet<number>): Uint8Array {
  const marks = new Uint8Array(directory.neoUsers.length);
  audit.findings.forEach((finding, row) => {
    if (!isBlocking(finding) || curable.has(row)) return;
    if (finding.neoIndex >= 0) marks[finding.neoIndex] = 1;
    else if (finding.amazonIndex < 0) marks.fill(1);
  });
  return marks;
}

function* listBlockedPeople(
  view: FindingsView,
  fixes: ReadonlyMap<string, Fix>,
  file: CompanyFile,
  curable: ReadonlySet<number>,
  roots: Roots,
): Iterable<BlockedPerson> {
  const { firstClosed, inScope, findings } = view.audit;
  const incurable = markIncurable(view, curable);
  const takenAt = listTimes(file);
  for (let i = 0; i < firstClosed.length; i++) {
    const row = firstClosed[i] as number;
    if (row < 0 || inScope[i] === 0) continue;
    const finding = findings[row] as Finding;
    const root = roots.keyOf(finding);
    yield {
      code: finding.code,
      side: getResponsibleSide(finding),
      root,
      progress: getFixProgress(findFix(view, row, fixes), takenAt),
      curable: curable.has(row) && incurable[i] === 0,
    };
  }
}

/** Returns the time of the present list of each side. */
function listTimes(file: CompanyFile): Sides {
  const of = (side: 'neo' | 'amazon'): string => file.people.current().find((list) => list.side === side)?.takenAt ?? '';
  return { neo: of('neo'), amazon: of('amazon') };
}

/** Returns the codes of fixes that were adopted while the former list was the present one, and that the present list shows. */
function listArrivedCodes(fixes: ReadonlyMap<string, Fix>, file: CompanyFile): readonly FindingCode[] {
  const arrived = [...fixes.values()].filter(({ state }) => state === 'arrived');
  if (arrived.length === 0) return [];
  const former = file.people.former.all();
  const since = (side: 'neo' | 'amazon'): string => former.find((list) => list.side === side)?.takenAt ?? '';
  const times: Sides = { neo: since('neo'), amazon: since('amazon') };
  return arrived.flatMap(({ code, side, adoptedAt }) => (code !== null && adoptedAt > times[side] ? [code] : []));
}

function listAwaitedSides(fixes: ReadonlyMap<string, Fix>): ReadonlyMap<ActionKind, ReadonlySet<'neo' | 'amazon'>> {
  const sides = new Map<ActionKind, Set<'neo' | 'amazon'>>();
  for (const { code, state, side } of fixes.values()) {
    const kind = code === null ? null : getActionKind(code);
    if (state !== 'written' || kind === null) continue;
    const known = sides.get(kind) ?? new Set();
    sides.set(kind, known.add(side));
  }
  return sides;
}

type Root = NonNullable<CauseRow['root']>;

/** Drafts that are the one root of a cause. */
interface Roots {
  readonly keyOf: (finding: Finding) => string | null;
  readonly find: (key: string) => Root | null;
}

const ROUTE_KINDS: ReadonlySet<ActionKind> = new Set(['route', 'approver']);

/** An invoice group with a wrong code, and the default route and serial number, which everyone uses. */
function createRoots(file: CompanyFile): Roots {
  const { drafts } = file.drafts.state();
  const common = drafts.get(getDraftKey({ section: 'common_settings', id: 'common_settings' }))?.draft as
    | { readonly routeId?: string; readonly serialId?: string }
    | null
    | undefined;
  const roots = new Map<string, Root>();
  const keys = new Map<string, string | null>();
  const add = (screen: Root['screen'], id: string, name: string): string => {
    const key = `${screen} ${id}`;
    roots.set(key, { screen, id, name });
    return key;
  };
  for (const { id, body } of listBodies(drafts.values(), 'invoice_groups')) {
    const place = JSON.stringify([body.name, body.code]);
    // Two groups with the same name and code cannot be told apart by the finding.
    keys.set(place, keys.has(place) ? null : add('invoicing', id, body.name));
  }
  const named = (section: 'routes' | 'serials', wanted: string | undefined): string | null => {
    const found = [...listBodies(drafts.values(), section)].find(({ id }) => id === wanted);
    return found === undefined ? null : add(section, found.id, found.body.name);
  };
  const route = named('routes', common?.routeId);
  const serial = named('serials', common?.serialId);
  return {
    keyOf({ code, reason: { params } }) {
      const kind = getActionKind(code);
      if (kind === 'invoiceCode') return keys.get(JSON.stringify([params['group'], params['invoiceCode']])) ?? null;
      if (kind === 'serial') return serial;
      return kind !== null && ROUTE_KINDS.has(kind) ? route : null;
    },
    find: (key) => roots.get(key) ?? null,
  };
}

const toRow = (
  { root, codes, actors, progress, ...cause }: Cause,
  roots: Roots,
  awaited: ReturnType<typeof listAwaitedSides>,
): CauseRow => ({
  ...cause,
  codes: [...codes],
  actors: { ...actors },
  progress: { ...progress },
  awaitedSides: [...(awaited.get(cause.kind) ?? [])].sort(),
  root: root === null ? null : roots.find(root),
});
