// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { hideNotice, useUndoNotice } from '#renderer/parts/undo/undo-notice.ts';
import { useAssignRoute as useAssigningRoutes } from '#renderer/screens/breakdown/organizations/use-assignment.ts';
import {
  useAssignInvoiceGroup as useAssigningInvoices,
  useInvoiceAssignmentEffect as useInvoiceAssignment,
} from '#renderer/screens/invoicing/use-assignment.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { createFakeTransport, type FakeTransport } from '../../support/window/fake-transport.ts';
import { renderHook, settle } from '../../support/window/render.tsx';
import { groupChanged } from '../../support/window/samples.ts';
import { showCompany } from '../../support/window/show-company.ts';

type Assignment = CallOutput<'invoicing.assignment'>;
const REMOVED = { id: 'o1', descendants: false };
const assignment = (outcome: Assignment['outcome'], organization = 'o', group = 'g'): Assignment => ({
  revision: 4,
  group: { id: group, name: '請求' },
  organization: { id: organization, name: '総務' },
  outcome,
});
const COVERED: Assignment['outcome'] = { kind: 'covered', by: { id: 'o', name: '総務' } };
const ADDS: Assignment['outcome'] = { kind: 'adds', at: 2, remove: 1, removed: [REMOVED], people: 3, several: 0, of: 5 };

const notice = () => useUndoNotice.getState().notice;
beforeEach(hideNotice);

async function renderAssigning(use = useAssigningInvoices) {
  const transport: FakeTransport = createFakeTransport();
  await showCompany('company-a', transport);
  const hook = await renderHook(() => use(), undefined, { transport });
  await settle(() => void hook.current('g', 'o'));
  return { transport };
}

test('inserts an organization into an invoice group at the answered position, and offers its undo', async () => {
  const { transport } = await renderAssigning();
  expect(transport.waiting('invoicing.assignment').input).toEqual({ groupId: 'g', organizationId: 'o' });
  await settle(() => transport.waiting('invoicing.assignment').answer(assignment(ADDS)));
  const insert = [{ id: 'o', descendants: true }];
  expect(transport.waiting('drafts.apply')).toMatchObject({
    company: 'company-a',
    input: {
      command: {
        kind: 'edit',
        section: 'invoice_groups',
        id: 'g',
        edit: { kind: 'splice', field: 'organizations', at: 2, remove: 1, insert, removed: [REMOVED] },
      },
    },
  });
  await settle(() => transport.waiting('drafts.apply').answer(groupChanged('g', 9, {})));
  expect(notice()).toMatchObject({ kind: 'sentence', text: 'invoicingScreen.assign.done', step: { id: 9, revision: 9 } });
});

test('sends no invoice assignment if the organization is covered already, and shows why', async () => {
  const { transport } = await renderAssigning();
  await settle(() => transport.waiting('invoicing.assignment').answer(assignment(COVERED)));
  expect(transport.sentOf('drafts.apply')).toEqual([]);
  expect(notice()).toMatchObject({ kind: 'sentence', text: 'invoicingScreen.assign.covered', step: null });
});

test('shows why the effect of an invoice assignment is unknown, and sends no assignment', async () => {
  const { transport } = await renderAssigning();
  await settle(() => transport.waiting('invoicing.assignment').refuse('draft-not-found'));
  expect(transport.sentOf('drafts.apply')).toEqual([]);
  expect(notice()).toMatchObject({ kind: 'failed', failure: { code: 'draft-not-found' } });
});

test('assigns in the company in which the organization was dropped although another company is shown by then', async () => {
  const { transport } = await renderAssigning();
  await showCompany('company-b', transport);
  await settle(() => transport.waiting('invoicing.assignment').answer(assignment(ADDS)));
  expect(transport.sentOf('drafts.apply').map(({ company }) => company)).toEqual(['company-a']);
  await settle(() => transport.waiting('drafts.apply').answer(groupChanged('g', 9, {})));
  expect(notice()).toBeNull();
});

test('does not explain an assignment of the former company in the company that is shown by then', async () => {
  const ofInvoices = await renderAssigning();
  await showCompany('company-b', ofInvoices.transport);
  await settle(() => ofInvoices.transport.waiting('invoicing.assignment').answer(assignment(COVERED)));
  expect(notice()).toBeNull();
  const ofRoutes = await renderAssigning(useAssigningRoutes);
  await showCompany('company-b', ofRoutes.transport);
  const everyone = {
    revision: 1,
    route: { id: 'g', name: '経路' },
    organization: { id: 'o', name: '総務' },
    outcome: { kind: 'everyone' },
  };
  await settle(() => ofRoutes.transport.waiting('routes.assignment').answer(everyone as CallOutput<'routes.assignment'>));
  expect(notice()).toBeNull();
});

test('shows the effect only of the invoice group and the organization under the pointer', async () => {
  const use = ([group, organization]: readonly [string, string]) => useInvoiceAssignment(group, organization);
  const hook = await renderHook(use, ['g', 'o1'] as const);
  const former = hook.transport.waiting('invoicing.assignment');
  await settle(() => former.answer(assignment(ADDS, 'o1')));
  expect(hook.current?.adds).toBe(true);
  await hook.rerender(['g', 'o2']);
  expect(hook.current).toBeUndefined();
  await settle(() => hook.transport.waiting('invoicing.assignment').answer(assignment(COVERED, 'o2')));
  expect(hook.current?.adds).toBe(false);
});
