import fc from 'fast-check';
import { it } from 'vitest';
import { applyDraftCommand } from '#shared/domain/drafts/commands.ts';
import { getDraftState } from '#shared/domain/drafts/draft.ts';
import { createUndoStepLabel } from '#shared/domain/drafts/label.ts';
import { DraftLint } from '#shared/domain/drafts/lint.ts';
import { listDirectoryReferences, listReferrers } from '#shared/domain/drafts/references.ts';
import { planPersonChanges } from '#shared/domain/drafts/successors.ts';
import { PeopleIndex } from '#shared/domain/integration/people.ts';
import { CompanyIndex } from '#shared/domain/routes/company.ts';
import { DEFAULT_COMPANY_RULES } from '#shared/domain/routes/company-rules.ts';
import { anyCompany } from '../../support/companies.ts';
import { anyCommand, anyDrafts } from '../../support/drafts.ts';
import { expectSameAnswers } from '../../support/drawn-cases.ts';

const anyCase = fc.record({
  drafts: anyDrafts,
  company: fc.option(anyCompany),
  command: anyCommand,
  monthlyVolume: fc.nat(3_000),
  isVolumeAssumed: fc.boolean(),
});

it('edits, lints and follows the drawn drafts as it did', async () => {
  await expectSameAnswers('drafts', anyCase, 500, ({ drafts, company, command, monthlyVolume, isVolumeAssumed }) => {
    const lint = new DraftLint(drafts, {
      people: company === null ? null : new PeopleIndex(company),
      company: company === null ? null : new CompanyIndex(company),
      rules: DEFAULT_COMPANY_RULES,
      outlook: { today: { year: 2026, month: 11, day: 24 }, monthlyVolume, isVolumeAssumed },
    });
    const all = [...drafts.values()];
    return {
      problems: all.map((draft) => lint.problemsOf(draft)),
      states: all.map(getDraftState),
      edited: applyDraftCommand(drafts, command),
      label: createUndoStepLabel(drafts, command),
      named: all.map(({ section, draft }) => (draft === null ? [] : listDirectoryReferences(section, draft))),
      referrers: [
        ...['1', '2', '3'].map((id) => listReferrers(all, { kind: 'user', id })),
        ...all.map(({ section, id }) => listReferrers(all, { kind: 'draft', section, id })),
      ],
      successors: planPersonChanges(all, [
        { id: '1', by: '2' },
        { id: '3', by: null },
      ]),
    };
  });
});
