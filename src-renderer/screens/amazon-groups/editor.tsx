import { SavedTextInput } from '#renderer/ui/drafts/index.ts';
import { Choices, Radio, Stack, useText } from '#renderer/ui/index.ts';
import type { RecordEdit } from '#shared/domain/drafts/record-edit.ts';
import type { AmazonGroup } from '#shared/domain/integration/settings.ts';
import { PurchasingSystem } from '../../parts/amazon-group/purchasing-system.tsx';
import { EditorScreen } from '../../parts/record-editor/editor-screen.tsx';
import { NoteField } from '../../parts/record-editor/note-field.tsx';
import { listFieldProblems, listOtherProblems } from '../../parts/record-editor/problem-view.ts';
import { Problems } from '../../parts/record-editor/problems.tsx';
import frame from '../../parts/record-editor/record-editor.module.css';
import { type DraftProblem, useRecord } from '../../parts/record-editor/use-record.ts';
import { parseWholeNumber } from '../../parts/record-editor/whole-number.ts';
import classes from './amazon-groups.module.css';
import { SafeguardFields } from './safeguards.tsx';

type Edit = RecordEdit<AmazonGroup>;
const FIELDS = ['name', 'integrationOption', 'paymentOption', 'addresses', 'purchasingSystem', 'safeguards'] as const;
const PAYMENTS = ['administrator', 'users', 'unknown'] as const;
const MAX_ADDRESSES = 100_000;

/** Edits one recorded Amazon group, with the terms of Amazon's screens. */
export const AmazonGroupEditor = ({ id, onClose }: { readonly id: string; readonly onClose: () => void }) => {
  const text = useText('invoicingScreen');
  const draft = useText('draft');
  const work = useRecord('amazon_groups', id);
  const { problems } = work;
  const fix = (problem: DraftProblem): void => {
    if (problem.fix !== null) work.edit(problem.fix as Edit);
  };
  const write = ({ fix: edit }: DraftProblem): string | null =>
    edit?.kind === 'set' && 'integrationOption' in edit.fields && typeof edit.fields.integrationOption === 'string'
      ? text('writeCode', { code: edit.fields.integrationOption })
      : null;
  const on = (field: (typeof FIELDS)[number]) => <Problems problems={listFieldProblems(problems, field)} onFix={fix} fixLabel={write} />;
  const set = (fields: Partial<AmazonGroup>, seen?: Partial<AmazonGroup>): Promise<boolean> => work.edit({ kind: 'set', fields }, seen);
  return (
    <EditorScreen listTitle={text('amazon.title')} name={work.body?.name} work={work} onClose={onClose}>
      {(body) => (
        <div className={frame.columns}>
          <Stack gap="xl">
            <Problems problems={listOtherProblems(problems, FIELDS)} onFix={fix} />
            <Stack gap="sm">
              <SavedTextInput label={text('amazon.name')} value={body.name} onSave={(name, seen) => set({ name }, { name: seen })} />
              {on('name')}
            </Stack>
            <Stack gap="sm">
              <SavedTextInput
                data-mono
                label={text('option')}
                description={text('amazon.optionHint')}
                spellCheck={false}
                value={body.integrationOption}
                onSave={(integrationOption, seen) => set({ integrationOption }, { integrationOption: seen })}
              />
              {on('integrationOption')}
            </Stack>
            <Stack gap="sm">
              <Radio.Group
                label={text('amazon.payment')}
                value={body.paymentOption}
                onChange={(value) => set({ paymentOption: PAYMENTS.find((one) => one === value) ?? 'unknown' })}
              >
                <Choices>
                  {PAYMENTS.map((value) => (
                    <Radio key={value} value={value} label={text(`amazon.payments.${value}`)} />
                  ))}
                </Choices>
              </Radio.Group>
              {on('paymentOption')}
            </Stack>
            <Stack gap="sm">
              <SavedTextInput
                classNames={{ wrapper: classes.short }}
                label={text('amazon.addresses')}
                inputMode="numeric"
                value={String(body.addresses)}
                wrong={(typed) =>
                  parseWholeNumber(typed, MAX_ADDRESSES) === null ? draft('wholeNumberWrong', { most: MAX_ADDRESSES }) : null
                }
                onSave={async (typed) => {
                  const addresses = parseWholeNumber(typed, MAX_ADDRESSES);
                  return addresses === null || set({ addresses });
                }}
              />
              {on('addresses')}
            </Stack>
            <Stack gap="sm">
              <PurchasingSystem
                system={body.purchasingSystem}
                label={text('amazon.system')}
                onChange={(purchasingSystem) => void set({ purchasingSystem })}
              />
              {on('purchasingSystem')}
            </Stack>
            <NoteField note={work.note} onSave={work.setNote} />
          </Stack>
          <Stack gap="xl" className={frame.aside}>
            <SafeguardFields group={body} onChange={(safeguards) => set({ safeguards })}>
              {on('safeguards')}
            </SafeguardFields>
          </Stack>
        </div>
      )}
    </EditorScreen>
  );
};
