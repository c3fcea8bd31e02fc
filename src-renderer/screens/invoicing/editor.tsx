import { useCall } from '#renderer/client/index.ts';
import { SavedTextInput } from '#renderer/ui/drafts/index.ts';
import { Count, Muted, Select, Stack, StateMark, useText } from '#renderer/ui/index.ts';
import type { RecordEdit } from '#shared/domain/drafts/record-edit.ts';
import type { InvoiceGroup } from '#shared/domain/invoicing/invoice-group.ts';
import { EditorScreen } from '../../parts/record-editor/editor-screen.tsx';
import { MembersField } from '../../parts/record-editor/members-field.tsx';
import { NoteField } from '../../parts/record-editor/note-field.tsx';
import { listFieldProblems, listOtherProblems } from '../../parts/record-editor/problem-view.ts';
import { Problems } from '../../parts/record-editor/problems.tsx';
import frame from '../../parts/record-editor/record-editor.module.css';
import { type DraftProblem, useRecord } from '../../parts/record-editor/use-record.ts';
import { getCodeCounterpart } from './code-counterpart.ts';
import { CounterpartComparison, CounterpartMark } from './counterpart-mark.tsx';
import { listFreeOptions } from './free-options.ts';
import classes from './invoicing.module.css';

type Edit = RecordEdit<InvoiceGroup>;
const FIELDS = ['code', 'name', 'users', 'organizations'] as const;
const NO_ROLES: readonly string[] = [];

/** The code written by a fix; `null` for other fixes. */
const codeIn = ({ fix }: DraftProblem): string | null =>
  fix?.kind === 'set' && 'code' in fix.fields && typeof fix.fields.code === 'string' ? fix.fields.code : null;

/** Unused Amazon options to choose from; hidden while none are known. */
const FreeOptions = ({ code, onChoose }: { readonly code: string; readonly onChoose: (code: string) => void }) => {
  const text = useText('invoicingScreen.free');
  const { value } = useCall('invoicing.codes', {});
  if (value === undefined || !value.amazonKnown) return null;
  const free = listFreeOptions(value.unused);
  if (free.length === 0)
    return (
      <Muted component="p" size="xs">
        {text('none')}
      </Muted>
    );
  return (
    <Select
      size="xs"
      label={text('label', { count: free.length })}
      placeholder={text('choose')}
      searchable
      nothingFoundMessage={text('nothing')}
      data={free.map(({ option, name }) => ({ value: option, label: text('option', { option, name: name === '' ? 'none' : name }) }))}
      value={free.some(({ option }) => option === code) ? code : null}
      onChange={(chosen) => {
        if (chosen !== null) onChoose(chosen);
      }}
    />
  );
};

/** One invoice group: its code compared with Amazon's, and who may choose the invoice. */
export const InvoiceGroupEditor = ({ id, onClose }: { readonly id: string; readonly onClose: () => void }) => {
  const text = useText('invoicingScreen');
  const work = useRecord('invoice_groups', id);
  const { problems, facts } = work;
  const fix = (problem: DraftProblem): void => {
    if (problem.fix !== null) work.edit(problem.fix as Edit);
  };
  const write = (problem: DraftProblem): string | null => {
    const code = codeIn(problem);
    return code === null ? null : text('writeCode', { code });
  };
  const on = (field: (typeof FIELDS)[number]) => <Problems problems={listFieldProblems(problems, field)} onFix={fix} fixLabel={write} />;
  return (
    <EditorScreen listTitle={text('title')} name={work.body?.name} work={work} onClose={onClose}>
      {(body) => {
        const twin = getCodeCounterpart(facts, body.code);
        return (
          <div className={frame.columns}>
            <Stack gap="xl">
              <Problems problems={listOtherProblems(problems, FIELDS)} onFix={fix} />
              <Stack gap="sm">
                <SavedTextInput
                  data-mono
                  label={text('code')}
                  description={text('codeHint')}
                  spellCheck={false}
                  value={body.code}
                  onSave={(code, seen) => work.edit({ kind: 'set', fields: { code } }, { code: seen })}
                />
                <FreeOptions code={body.code} onChoose={(code) => work.edit({ kind: 'set', fields: { code } })} />
                {on('code')}
              </Stack>
              <Stack gap="sm">
                <SavedTextInput
                  label={text('name')}
                  value={body.name}
                  onSave={(name, seen) => work.edit({ kind: 'set', fields: { name } }, { name: seen })}
                />
                {on('name')}
              </Stack>
              <Stack gap="sm">
                <MembersField
                  label={text('members')}
                  kinds={['organization', 'user']}
                  lists={{ users: body.users, organizations: body.organizations, roles: NO_ROLES }}
                  onEdit={(edit) => work.edit(edit as Edit)}
                />
                {on('organizations')}
                {on('users')}
              </Stack>
              <NoteField note={work.note} onSave={work.setNote} />
            </Stack>
            <Stack gap="xl" className={frame.aside}>
              <section>
                <h2>{text('twin.title')}</h2>
                <CounterpartMark twin={twin && { ...twin, option: '' }} />
                {twin === null ? (
                  <Muted component="p" size="xs">
                    {text('twin.unknownHint')}
                  </Muted>
                ) : (
                  <CounterpartComparison code={body.code} twin={twin} />
                )}
              </section>
              <section>
                <h2>{text('people')}</h2>
                {facts.kind !== 'invoice' ? null : facts.people === null ? (
                  <StateMark state="unknown" label={text('peopleUnknown')} />
                ) : (
                  <p className={classes.people}>
                    <Count value={facts.people} unit={text('peopleUnit', { count: facts.people })} />
                  </p>
                )}
                <Muted component="p" size="xs">
                  {text('peopleHint')}
                </Muted>
              </section>
            </Stack>
          </div>
        );
      }}
    </EditorScreen>
  );
};
