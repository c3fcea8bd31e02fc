import type { ReactNode } from 'react';
import { SavedTextInput } from '#renderer/ui/drafts/index.ts';
import { Select, Stack, useText } from '#renderer/ui/index.ts';
import { MAX_COUNTER_DIGITS } from '#shared/domain/serials/digits.ts';
import type { Serial, SerialReset } from '#shared/domain/serials/serial.ts';
import { EditorScreen } from '../../parts/record-editor/editor-screen.tsx';
import { NoteField } from '../../parts/record-editor/note-field.tsx';
import { listFieldProblems, listOtherProblems } from '../../parts/record-editor/problem-view.ts';
import { Problems } from '../../parts/record-editor/problems.tsx';
import frame from '../../parts/record-editor/record-editor.module.css';
import { type DraftProblem, useRecord } from '../../parts/record-editor/use-record.ts';
import { parseWholeNumber } from '../../parts/record-editor/whole-number.ts';
import { Parts } from './parts.tsx';
import { Preview } from './preview.tsx';
import { type SerialEdit, usesFiscalYear } from './view-model.ts';

const RESETS: readonly SerialReset[] = ['none', 'fiscal-year', 'year', 'month'];
const MONTHS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'] as const;
const FIELDS = ['name', 'parts', 'reset', 'fiscalStartMonth', 'startValue'] as const;
const GREATEST_START = 10 ** MAX_COUNTER_DIGITS;

/** One numbering rule: parts in order, reset, and the resulting numbers. */
export const SerialEditor = ({ id, onClose }: { readonly id: string; readonly onClose: () => void }) => {
  const text = useText('serialsScreen');
  const work = useRecord('serials', id);
  const { problems } = work;
  const fix = (problem: DraftProblem): void => {
    if (problem.fix !== null) work.edit(problem.fix as SerialEdit);
  };
  const on = (field: (typeof FIELDS)[number]) => <Problems problems={listFieldProblems(problems, field)} onFix={fix} />;
  return (
    <EditorScreen listTitle={text('title')} name={work.body?.name} work={work} onClose={onClose}>
      {(body) => (
        <div className={frame.columns}>
          <Stack gap="xl">
            <Problems problems={listOtherProblems(problems, FIELDS)} onFix={fix} />
            <Stack gap="sm">
              <SavedTextInput
                label={text('name')}
                value={body.name}
                onSave={(name, seen) => work.edit({ kind: 'set', fields: { name } }, { name: seen })}
              />
              {on('name')}
            </Stack>
            <Parts serial={body} onEdit={work.edit}>
              {on('parts')}
            </Parts>
            <Counting serial={body} onEdit={work.edit} problems={on} />
            <NoteField note={work.note} onSave={work.setNote} />
          </Stack>
          <Preview id={id} serial={body} past={work.facts.kind === 'serial' ? work.facts : null} onEdit={work.edit} />
        </div>
      )}
    </EditorScreen>
  );
};

interface CountingProps {
  readonly serial: Serial;
  readonly onEdit: (edit: SerialEdit) => Promise<boolean>;
  readonly problems: (field: (typeof FIELDS)[number]) => ReactNode;
}

/** Fields for the start value and the reset. */
const Counting = ({ serial, onEdit, problems }: CountingProps) => {
  const text = useText('serialsScreen');
  const draft = useText('draft');
  const words = useText('serial.reset');
  return (
    <div className={frame.row}>
      <Stack gap="sm">
        <Select
          label={text('reset')}
          description={text('resetHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          data={RESETS.map((value) => ({ value, label: words(value) }))}
          value={serial.reset}
          onChange={(value) => onEdit({ kind: 'set', fields: { reset: RESETS.find((one) => one === value) ?? 'none' } })}
        />
        {problems('reset')}
      </Stack>
      {usesFiscalYear(serial) ? (
        <Stack gap="sm">
          <Select
            label={text('fiscalStart')}
            data={MONTHS.map((value) => ({ value, label: text(`months.${value}`) }))}
            value={String(serial.fiscalStartMonth)}
            onChange={(value) => onEdit({ kind: 'set', fields: { fiscalStartMonth: Number(value ?? 4) } })}
          />
          {problems('fiscalStartMonth')}
        </Stack>
      ) : null}
      <Stack gap="sm">
        <SavedTextInput
          label={text('startValue')}
          inputMode="numeric"
          value={String(serial.startValue)}
          wrong={(typed) => (parseWholeNumber(typed, GREATEST_START) === null ? draft('wholeNumberWrong', { most: GREATEST_START }) : null)}
          onSave={async (typed) => {
            const value = parseWholeNumber(typed, GREATEST_START);
            return value === null || onEdit({ kind: 'set', fields: { startValue: value } });
          }}
        />
        {problems('startValue')}
      </Stack>
    </div>
  );
};
