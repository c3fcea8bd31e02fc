import { SavedTextInput } from '#renderer/ui/drafts/index.ts';
import { Stack, useText } from '#renderer/ui/index.ts';
import type { RecordEdit } from '#shared/domain/drafts/record-edit.ts';
import type { Integration } from '#shared/domain/integration/settings.ts';
import { getFieldId } from '../../parts/connection-test/field.ts';
import { NoteField } from '../../parts/record-editor/note-field.tsx';
import { listFieldProblems, listOtherProblems } from '../../parts/record-editor/problem-view.ts';
import { Problems } from '../../parts/record-editor/problems.tsx';
import type { DraftProblem, RecordEditState } from '../../parts/record-editor/use-record.ts';
import { SecretField } from '../../parts/secrets/index.ts';
import { DemoPassword } from './demo-password.tsx';
import classes from './integration.module.css';

const FIELDS = ['systemLogin', 'poRequestUrl', 'punchoutUrl'] as const;
const MAX_LENGTHS = { systemLogin: 1_000, poRequestUrl: 2_048, punchoutUrl: 2_048 };

/** Values from Amazon's 購買システム page, in the manual's words, with problems. */
export const IntegrationFields = ({ work }: { readonly work: RecordEditState<'integration'> }) => {
  const text = useText('integrationScreen.integration');
  const { body, problems } = work;
  if (body === null || body === undefined) return null;
  const fix = (problem: DraftProblem): void => {
    if (problem.fix !== null) work.edit(problem.fix as RecordEdit<Integration>);
  };
  return (
    <Stack gap="xl">
      <Problems problems={listOtherProblems(problems, FIELDS)} onFix={fix} />
      {FIELDS.map((field) => (
        <Stack key={field} gap="sm">
          <SavedTextInput
            id={getFieldId(field)}
            data-mono
            label={text(field)}
            description={text(`${field}Hint`)}
            maxLength={MAX_LENGTHS[field]}
            spellCheck={false}
            value={body[field]}
            onSave={(value, seen) => work.edit({ kind: 'set', fields: { [field]: value } }, { [field]: seen })}
          />
          <Problems problems={listFieldProblems(problems, field)} onFix={fix} />
          {field === 'systemLogin' ? (
            <div className={classes.password} id={getFieldId('catalogPassword')}>
              <SecretField name="catalog-password" label={text('password')} hint={text('passwordHint')} />
              <DemoPassword />
            </div>
          ) : null}
        </Stack>
      ))}
      <NoteField note={work.note} onSave={work.setNote} />
    </Stack>
  );
};
