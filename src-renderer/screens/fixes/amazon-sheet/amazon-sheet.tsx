import { useCall, useClient } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { Button, EmptyState, Notice, SkeletonRows, useLanguage, useText } from '#renderer/ui/index.ts';
import classes from '../../../parts/fixes/fixes.module.css';
import { askedValues, PEOPLE_A_SHEET } from '../../../parts/fixes/view-model.ts';
import imports from '../../../parts/list-reading/list-reading.module.css';
import { readingOf } from '../../../parts/list-reading/list-reading.ts';
import { FieldColumns } from '../fix-files/field-columns.tsx';
import { FileReading } from '../fix-files/file-reading.tsx';
import { FileWizard } from '../fix-files/file-wizard.tsx';
import { LeftOut } from '../fix-files/left-out.tsx';
import { useWizard } from '../fix-files/wizard.ts';
import { SheetForm, type SheetValues } from './sheet-form.tsx';
import { SheetSample } from './sheet-sample.tsx';
import { SheetWords } from './sheet-words.tsx';

/** Amazon のシート: fills the administrator's template with invitations, removals, moves and roles. */
export const AmazonSheet = () => {
  const text = useText('fixesScreen');
  const client = useClient();
  const language = useLanguage();
  const [wizard, change] = useWizard('amazon');
  const { file, corrections, again, existing, words, jobId } = wizard;
  const reading = readingOf(corrections);
  const preview = useCall(
    'fixes.previewTemplate',
    file === null || jobId !== null ? null : { token: file.token, reading, again, words, existing },
  );
  // A template without a detected address column can be mapped manually: its columns are loaded as if the first were the address column.
  const noEmail = preview.error?.code === 'fix-template-no-email';
  const assumed = { ...reading, mapping: { ...reading.mapping, email: 0 } };
  const headers = useCall(
    'fixes.previewTemplate',
    noEmail && file !== null ? { token: file.token, reading: assumed, again, words, existing } : null,
  );
  const understood = preview.stale || preview.error !== null ? undefined : preview.value;
  // Input stays while the preview is recomputed.
  const values: SheetValues | null = preview.value === undefined ? null : { ...preview.value.defaults, ...wizard.values };
  const asked = understood === undefined ? [] : askedValues(understood);
  const blank = values !== null && (['group', 'role'] as const).some((field) => asked.includes(field) && values[field].trim() === '');
  const unworded = understood?.changes.some(({ refused }) => refused === 'no-action-word') ?? false;
  const reason =
    preview.error !== null
      ? text('why.error')
      : understood === undefined
        ? text('why.reading')
        : understood.missing.length > 0
          ? text('why.missing')
          : understood.people === 0
            ? text(unworded ? 'why.word' : 'why.noPeople')
            : blank
              ? text('why.blank')
              : null;
  return (
    <FileWizard
      side="amazon"
      wizard={wizard}
      change={change}
      reason={reason}
      people={understood?.people ?? null}
      read={understood === undefined ? null : { encoding: understood.encoding, delimiter: understood.delimiter }}
      write={
        file === null || values === null
          ? null
          : () =>
              client.call('fixes.writeAmazonSheet', {
                token: file.token,
                reading,
                again,
                language,
                values: { ...values, words },
                existing,
              })
      }
      failure={preview.error}
      onRetry={preview.error === null || noEmail ? undefined : preview.refetch}
      empty={
        <EmptyState
          title={text('nothing.amazon')}
          action={
            <>
              <Button onClick={() => navigate('matching', { codes: ['amazon-user-missing'] })}>{text('nothing.invite')}</Button>
              <Button variant="default" onClick={() => navigate('fixes', { tab: 'people' })}>
                {text('nothing.people')}
              </Button>
            </>
          }
        >
          {text('nothing.text')}
        </EmptyState>
      }
    >
      {understood?.format === 'xlsx' ? (
        <p className={`${imports.muted} ${imports.block}`}>{text('reading.book')}</p>
      ) : preview.value === undefined && !noEmail ? null : preview.value?.format === 'xlsx' ? null : (
        <FileReading
          encoding={(preview.value ?? headers.value)?.encoding ?? null}
          delimiter={(preview.value ?? headers.value)?.delimiter ?? null}
          corrections={corrections}
          onChange={(next) => change({ corrections: next })}
        />
      )}
      {preview.loading ? <SkeletonRows rows={8} /> : null}
      {noEmail && headers.value !== undefined ? (
        <FieldColumns
          columns={headers.value.columns}
          fields={[{ id: 'email', required: true, column: corrections.mapping['email'] ?? null, mappedBy: 'none' }]}
          corrections={corrections}
          onChange={(next) => change({ corrections: next })}
          written={() => text('columns.amazon.email')}
        />
      ) : null}
      {preview.value === undefined || preview.error !== null || values === null ? null : (
        <div className={imports.preview} data-stale={preview.stale || undefined}>
          <SheetForm
            preview={preview.value}
            values={values}
            existing={existing}
            onValues={(part) => change({ values: { ...wizard.values, ...part } })}
            onExisting={(next) => change({ existing: next })}
          />
          <SheetWords preview={preview.value} onWord={(kind, word) => change({ words: { ...words, [kind]: word } })} />
          <FieldColumns
            columns={preview.value.columns}
            fields={preview.value.fields}
            corrections={corrections}
            onChange={(next) => change({ corrections: next })}
            written={(field) =>
              field === 'group' || field === 'role' || field === 'action' ? values[field] || '–' : text.phrase(`columns.amazon.${field}`)
            }
          />
          {understood !== undefined && understood.files > 1 ? (
            <div className={classes.block}>
              <Notice>{text('parts', { people: understood.people, files: understood.files, most: PEOPLE_A_SHEET })}</Notice>
            </div>
          ) : null}
          {preview.value.unsplitNames === 0 ? null : (
            <div className={classes.block}>
              <Notice state="risk">{text('unsplitNames', { count: preview.value.unsplitNames })}</Notice>
            </div>
          )}
          <SheetSample sample={preview.value.sample} fields={preview.value.fields} values={values} />
          <LeftOut leftOut={preview.value.leftOut} />
        </div>
      )}
    </FileWizard>
  );
};
