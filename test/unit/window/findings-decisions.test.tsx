// @vitest-environment happy-dom
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { undoOrRedo } from '#renderer/app/undo/undo.ts';
import { bindToCompany } from '#renderer/client/transport.ts';
import { createLoadedRows } from '#renderer/parts/data-table/rows/use-rows.ts';
import { useSelection } from '#renderer/parts/data-table/selection/use-selection.ts';
import { waitForDecisions } from '#renderer/parts/decisions/decisions.ts';
import { hideNotice, useUndoNotice } from '#renderer/parts/undo/undo-notice.ts';
import { toSelectionEntry } from '#renderer/screens/matching/selection.ts';
import { useDecide } from '#renderer/screens/matching/use-decide.tsx';
import type { Findings } from '#renderer/screens/matching/use-findings.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { FindingFilter, FindingRow } from '#shared/contract/readiness/matching.ts';
import { createFakeTransport } from '../../support/window/fake-transport.ts';
import { press, typeInto } from '../../support/window/press.ts';
import { renderContent, settle } from '../../support/window/render.tsx';
import { showCompany } from '../../support/window/show-company.ts';

const findingRow = (row: number): FindingRow => ({
  row,
  key: `k${row}`,
  code: 'work-email-missing',
  severity: row === 0 ? 'block' : 'risk',
  side: 'neo',
  ofCompany: false,
  neoUserId: `u${row}`,
  personId: `p${row}`,
  loginId: `u${row}`,
  name: `人 ${row}`,
  organization: '',
  workEmail: null,
  amazonEmail: null,
  reason: { key: 'work-email-missing', params: {} } as unknown as FindingRow['reason'],
  suggestion: null,
  triage: { state: 'open', acceptance: null, assignment: null, note: '', fix: null },
  since: null,
  others: 0,
});
const ROWS = [0, 1, 2, 3].map(findingRow);
const FILTER: FindingFilter = {
  codes: [],
  severities: [],
  organizationId: null,
  firstGateOnly: false,
  search: '',
  triage: 'open',
  since: [],
  perPerson: false,
};

interface Props {
  readonly triage?: FindingFilter['triage'];
  readonly revision?: number;
  readonly active?: FindingRow;
  readonly calls?: string[];
}

/** Renders the findings as a list, with the actions for selected rows. */
const List = ({ triage = 'open', revision = 7, active, calls = [] }: Props) => {
  const findings = {
    ...createLoadedRows(ROWS),
    revision,
    triageCounts: { open: 4, assigned: 1, accepted: 1, changed: 0, adopted: 0 },
  } as unknown as Findings;
  const choice = useSelection({ source: findings, question: { ...FILTER, triage }, version: revision, entryOf: toSelectionEntry });
  const deciding = useDecide({
    triage,
    choice,
    row: active,
    rows: findings,
    onChooseWay: () => calls.push('choose'),
    onDecide: () => calls.push('decide'),
  });
  return (
    <>
      <output>{ROWS.filter(choice.has).map(({ row }) => row)}</output>
      {ROWS.map(({ row }) => (
        <button key={row} type="button" onClick={() => choice.choose(row, false)}>{`行 ${row}`}</button>
      ))}
      <button type="button" onClick={choice.chooseAll}>
        全行
      </button>
      {deciding.actions}
      {deciding.dialog}
    </>
  );
};

let number = 0;
beforeEach(async () => {
  await waitForDecisions();
  hideNotice();
});

async function renderList(props: Props = {}) {
  number += 1;
  const company = `deciding-${number}`;
  const transport = createFakeTransport();
  await showCompany(company, transport);
  const window = await renderContent(<List {...props} />, { company, transport });
  return { ...window, company, client: bindToCompany(transport, company), redraw: (next: Props) => window.show(<List {...next} />) };
}
const selected = (): string => document.querySelector('output')?.textContent ?? '';
const dialog = (): Element | null => document.querySelector('[role=dialog]');
const notice = () => useUndoNotice.getState().notice;
const done = (commandId: number, findings: number): CallOutput<'triage.change'> => ({ commandId, findings, blocking: 0 });

/** Opens the dialog for a note about the selected rows, and enters it. */
async function enterNote(): Promise<void> {
  await press(/^メモ…/);
  await typeInto(document.querySelector('[role=dialog] textarea'), '電話済み');
  await press(/^保存する$/);
}
async function enterAcceptance(): Promise<void> {
  await press(/^許容…/);
  await typeInto(document.querySelector('[role=dialog] textarea'), '来月に退職する');
  await press(/件を許容する/);
}

test('decides exactly the selected rows of the shown revision, and clears the selection of rows that leave the list', async () => {
  const { transport, company } = await renderList();
  await press(/^行 1$/);
  await press(/^行 3$/);
  await enterAcceptance();
  const [sent] = transport.sentOf('triage.change');
  expect([sent?.company, sent?.input.selection, sent?.input.change.kind]).toEqual([company, { revision: 7, rows: [1, 3] }, 'accept']);
  expect(selected()).toBe('13');
  await settle(() => transport.waiting('triage.change').answer(done(41, 2)));
  expect([selected(), dialog()]).toEqual(['', null]);
});

test('keeps the selection of rows that a decision leaves in the list', async () => {
  const { transport } = await renderList();
  await press(/^行 1$/);
  await enterNote();
  await settle(() => transport.waiting('triage.change').answer(done(41, 1)));
  expect(selected()).toBe('1');
});

test('keeps the dialog, what was entered and the selection if a decision is refused, and shows why', async () => {
  const { transport, client } = await renderList();
  await press(/^行 1$/);
  await enterAcceptance();
  await settle(() => transport.waiting('triage.change').refuse('run-not-found'));
  expect(selected()).toBe('1');
  expect(dialog()?.querySelector('textarea')?.value).toBe('来月に退職する');
  expect(notice()).toMatchObject({ kind: 'failed', failure: { code: 'run-not-found' } });
  await settle(() => undoOrRedo(client, 'decisions', 'undo'));
  expect(transport.sentOf('triage.undo')).toEqual([]);
});

test('decides all rows of a filter except those that were unselected', async () => {
  const { transport } = await renderList();
  await press(/^全行$/);
  await press(/^行 2$/);
  await enterNote();
  expect(transport.waiting('triage.change').input.selection).toEqual({ revision: 7, filter: FILTER, except: [2] });
});

test('decides once although the dialog is submitted again before the answer', async () => {
  const { transport } = await renderList();
  await press(/^行 1$/);
  await enterNote();
  await settle(() => dialog()?.querySelector('form')?.requestSubmit());
  expect(transport.sentOf('triage.change')).toHaveLength(1);
});

test('decides the rows for which the dialog was opened although a newer list is shown by then', async () => {
  const { transport, redraw } = await renderList();
  await press(/^行 1$/);
  await press(/^メモ…/);
  await redraw({ revision: 8 });
  expect(selected()).toBe('');
  await press(/^行 2$/);
  await typeInto(document.querySelector('[role=dialog] textarea'), '電話済み');
  await press(/^保存する$/);
  expect(transport.waiting('triage.change').input.selection).toEqual({ revision: 7, rows: [1] });
});

test('opens no dialog without a selection and without an active row', async () => {
  const { transport } = await renderList();
  await press(/^メモ…/);
  expect(dialog()).toBeNull();
  expect(transport.sent.filter(({ name }) => name === 'triage.change')).toEqual([]);
});

test('decides the active row alone without a selection', async () => {
  const calls: string[] = [];
  const { transport } = await renderList({ active: ROWS[2] as FindingRow, calls });
  await enterAcceptance();
  expect(transport.waiting('triage.change').input.selection).toEqual({ revision: 7, rows: [2] });
  expect(calls).toEqual(['decide']);
});

test('adopts only the selected rows', async () => {
  const { transport, company } = await renderList();
  await press(/^行 0$/);
  await press(/^行 3$/);
  await press(/^採用…/);
  expect(transport.sentOf('fixes.preview').map((sent) => [sent.company, sent.input])).toEqual([
    [company, { selection: { revision: 7, rows: [0, 3] }, ticked: [], invite: true }],
  ]);
  expect(transport.sentOf('fixes.adoptMany')).toEqual([]);
});

test('asks for a choice if the active row has no fix that can be adopted at once', async () => {
  const calls: string[] = [];
  const { transport } = await renderList({ active: ROWS[2] as FindingRow, calls });
  await press(/^採用…/);
  expect(transport.waiting('fixes.options').input).toEqual({ revision: 7, row: 2 });
  await settle(() => transport.waiting('fixes.options').answer({ options: [], withheld: null, adopted: null }));
  expect(calls).toEqual(['decide', 'choose']);
});

test('takes decisions of the selected rows back, and undoes that as one step', async () => {
  const { transport, client } = await renderList({ triage: 'accepted' });
  transport.always('triage.undo', () => ({ findings: 2 }));
  // The menu finds no element to focus, because happy-dom has no layout.
  vi.spyOn(console, 'warn').mockReturnValue();
  onTestFinished(() => void vi.restoreAllMocks());
  await press(/^行 1$/);
  await press(/^決め直す/);
  await settle(() => [...document.querySelectorAll<HTMLElement>('[role=menuitem]')][0]?.click());
  expect(transport.waiting('triage.change').input).toEqual({ selection: { revision: 7, rows: [1] }, change: { kind: 'reopen' } });
  await settle(() => transport.waiting('triage.change').answer(done(41, 1)));
  expect(selected()).toBe('');
  await settle(() => undoOrRedo(client, 'decisions', 'undo'));
  expect(transport.sentOf('triage.undo').map(({ input }) => input)).toEqual([{ commandId: 41 }]);
});

test('sends a decision only to the company in which it was entered', async () => {
  const { transport, company, switchCompany } = await renderList();
  await press(/^行 1$/);
  await enterNote();
  await showCompany(`${company}-other`, transport);
  await switchCompany(`${company}-other`);
  await settle(() => transport.waiting('triage.change').answer(done(41, 1)));
  expect([selected(), dialog(), notice()]).toEqual(['', null, null]);
  await settle(() => undoOrRedo(bindToCompany(transport, `${company}-other`), 'decisions', 'undo'));
  expect(transport.sentOf('triage.undo')).toEqual([]);
});
