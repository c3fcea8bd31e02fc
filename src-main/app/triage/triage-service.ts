import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import { foldForSearch } from '#shared/domain/directory/names.ts';
import { type Finding, getFindingSeverity } from '#shared/domain/readiness/finding.ts';
import { NO_TRIAGE, type Triage, type TriageChange, type TriageItem } from '#shared/domain/triage/triage.ts';
import { parseFindingCode } from '#shared/domain/triage/triage-identity.ts';
import { buildLedger, type LedgerEntry } from '#shared/domain/triage/triage-ledger.ts';
import type { FindingsView } from '../../company/findings/findings-view.ts';
import type { CompanySession } from '../../company/session.ts';

/** Decisions on findings, and the register of decisions. */
export interface TriageService {
  changeTriage(decision: CallParsedInput<'triage.change'>): Promise<CallOutput<'triage.change'>>;
  undoTriage(commandId: number): Promise<CallOutput<'triage.undo'>>;
  redoTriage(commandId: number): Promise<CallOutput<'triage.redo'>>;
  ledger(window: CallParsedInput<'triage.ledger'>): Promise<CallOutput<'triage.ledger'>>;
}
type Selection = CallParsedInput<'triage.change'>['selection'];
type LedgerFilter = CallParsedInput<'triage.ledger'>['filter'];
type LedgerLine = CallOutput<'triage.ledger'>['entries'][number];

/** The kind of decision that a change ends. */
const ENDS: Readonly<Partial<Record<TriageChange['kind'], 'accept' | 'assign'>>> = { reopen: 'accept', unassign: 'assign' };
const DEFAULT_SORT = { by: 'severity', direction: 'ascending' } as const;

export function createTriageService(session: CompanySession): TriageService {
  /** The register for one view and version, cached for all of its pages. */
  let made: { readonly view: FindingsView; readonly version: number; readonly entries: readonly LedgerEntry[] } | null = null;

  function ledger(view: FindingsView | null): readonly LedgerEntry[] {
    const { triage } = session.file();
    // Without lists there are no findings.
    if (view === null) return buildLedger(triage.current(), () => null, session.today());
    const version = triage.version();
    if (made?.view !== view || made.version !== version) {
      made = { view, version, entries: buildLedger(triage.current(), (key) => view.keys.evidenceOf(key), session.today()) };
    }
    return made.entries;
  }

  function keysOf(selection: Selection, { kind }: TriageChange, view: FindingsView | null): ReadonlySet<string> {
    if ('keys' in selection) return new Set(selection.keys);
    if ('ledger' in selection) {
      // A line of the register is one decision; the same finding may have another decision that is not selected.
      const ends = ENDS[kind];
      const lines = filterLedger(ledger(view), selection.ledger);
      return new Set(lines.flatMap(({ key, decision }) => (ends === undefined || decision.change.kind === ends ? [key] : [])));
    }
    if (view === null || view.revision !== selection.revision) throw new ExpectedError('run-not-found');
    return new Set(rowsOf(selection, view).map((row) => view.keys.of(row)));
  }

  return {
    async changeTriage({ selection, change }) {
      if (change.kind === 'accept' && change.until !== null && change.until < session.today()) {
        throw new ExpectedError('invalid-input', { call: 'triage.change', field: 'change.until', problem: 'past' });
      }
      const view = session.findings();
      const { triage } = session.file();
      const items = itemsOf(keysOf(selection, change, view), change, triage.current(), view);
      if (items.length === 0) return { commandId: null, findings: 0, blocking: 0 };
      const commandId = triage.record({ at: session.timestamp(), by: session.operator, change, items });
      return {
        commandId,
        findings: items.length,
        blocking:
          view === null
            ? 0
            : blockingOf(
                items.map(({ key }) => key),
                view,
              ),
      };
    },
    async undoTriage(commandId) {
      const findings = session.file().triage.undo(commandId, session.timestamp());
      if (findings === null) throw new ExpectedError('command-not-found');
      return { findings };
    },
    async redoTriage(commandId) {
      const view = session.findings();
      const redone = session.file().triage.redo(commandId, { at: session.timestamp(), by: session.operator });
      if (redone === null) throw new ExpectedError('command-not-found');
      const { id, keys } = redone;
      return { commandId: id, findings: keys.length, blocking: view === null ? 0 : blockingOf(keys, view) };
    },
    async ledger({ filter, offset, limit }) {
      const view = session.findings();
      const inKind = filterLedger(ledger(view), { ...filter, states: [] });
      const counts = { active: 0, changed: 0, expired: 0, gone: 0 };
      for (const { state } of inKind) counts[state]++;
      const wanted = filterLedger(inKind, { ...filter, kinds: [], search: '' });
      return { total: wanted.length, counts, entries: wanted.slice(offset, offset + limit).map((entry) => plainEntry(entry, view)) };
    },
  };
}

function rowsOf(selection: Extract<Selection, { revision: number }>, view: FindingsView): readonly number[] {
  if ('rows' in selection) {
    if (selection.rows.some((row) => row >= view.keys.count)) throw new ExpectedError('run-not-found');
    return selection.rows;
  }
  const except = new Set(selection.except);
  return Array.from(view.select(selection.filter, DEFAULT_SORT).order).filter((row) => !except.has(row));
}

/** Returns the findings for which the change makes a difference; they exist now or have a decision. */
function itemsOf(
  keys: ReadonlySet<string>,
  change: TriageChange,
  triages: ReadonlyMap<string, Triage>,
  view: FindingsView | null,
): readonly TriageItem[] {
  const items: TriageItem[] = [];
  for (const key of keys) {
    const triage = triages.get(key) ?? NO_TRIAGE;
    if (!changesSomething(change, triage)) continue;
    const row = view?.keys.rowsOf(key)[0];
    const known = (triage.acceptance ?? triage.assignment ?? triage.note)?.item;
    if (row === undefined || view === null) {
      if (known !== undefined) items.push(known);
    } else items.push({ key, evidence: view.keys.evidenceOf(key) ?? '', name: view.keys.nameOf(row) });
  }
  return items;
}

function changesSomething(change: TriageChange, { acceptance, assignment, note }: Triage): boolean {
  if (change.kind === 'reopen') return acceptance !== null;
  if (change.kind === 'unassign') return assignment !== null;
  if (change.kind === 'note') return change.text !== (note?.change.text ?? '');
  return true;
}

/** Returns how many of the findings still block a person. */
function blockingOf(keys: readonly string[], view: FindingsView): number {
  const blocks = (row: number): boolean => getFindingSeverity(view.audit.findings[row] as Finding) === 'block';
  return keys.filter((key) => view.keys.rowsOf(key).some(blocks)).length;
}

function filterLedger(entries: readonly LedgerEntry[], { states, kinds, search }: LedgerFilter): readonly LedgerEntry[] {
  const words = foldForSearch(search)
    .split(' ')
    .filter((word) => word !== '');
  return entries.filter(({ decision, state, note }) => {
    if (states.length > 0 && !states.includes(state)) return false;
    if (kinds.length > 0 && !kinds.includes(decision.change.kind)) return false;
    if (words.length === 0) return true;
    const said = decision.change.kind === 'accept' ? decision.change.reason : decision.change.person;
    const text = foldForSearch(`${decision.item.name} ${said} ${note}`);
    return words.every((word) => text.includes(word));
  });
}

function plainEntry({ key, decision, state, note }: LedgerEntry, view: FindingsView | null): LedgerLine {
  const { change, at, by, item } = decision;
  const common = { key, state, code: parseFindingCode(key), name: item.name, note, by, at, place: view?.placeOf(key) ?? null };
  return change.kind === 'accept'
    ? { ...common, kind: 'accept', reason: change.reason, until: change.until, side: null, person: '' }
    : { ...common, kind: 'assign', reason: '', until: null, side: change.side, person: change.person };
}
