import { useCall, useClient } from '#renderer/client/index.ts';
import { Fold, Notice, SkeletonRows, useLanguage, useText } from '#renderer/ui/index.ts';
import classes from '../fixes/fixes.module.css';
import { listRequiredValues, MAX_PEOPLE_PER_SHEET } from '../fixes/view-model.ts';
import imports from '../list-reading/list-reading.module.css';
import { toReadingInput } from '../list-reading/list-reading.ts';
import { FieldColumns } from './field-columns.tsx';
import { type FilePart, isWanted, type LoadedFixSources, useSideCounts } from './file-part.ts';
import { FileReading } from './file-reading.tsx';
import { LeftOut } from './left-out.tsx';
import { SheetForm, type SheetValues } from './sheet-form.tsx';
import { SheetSample } from './sheet-sample.tsx';
import { SheetWords } from './sheet-words.tsx';
import { useWizard, type Wizard } from './wizard.ts';

/** Amazon のシート: the administrator's template, filled with invitations, removals, moves and roles. */
export function useAmazonPart(loaded: LoadedFixSources | undefined): AmazonPart {
  const text = useText('fixesScreen');
  const client = useClient();
  const language = useLanguage();
  const [chosen, change] = useWizard('amazon');
  const counts = useSideCounts('amazon');
  const template = chosen.file === null && !chosen.isOther ? (loaded?.template ?? null) : null;
  const wizard = template === null ? chosen : withTemplate(chosen, template);
  const { file, corrections, again, existing, words, jobId } = wizard;
  const reading = toReadingInput(corrections);
  const input = file !== null && jobId === null && isWanted({ counts, wizard }) ? { token: file.token, again, words, existing } : null;
  const preview = useCall('fixes.previewTemplate', input === null ? null : { ...input, reading });
  // A template without a detected address column can be mapped manually: its columns are loaded as if the first were the address column.
  const noEmail = preview.error?.code === 'fix-template-no-email';
  const assumed = { ...reading, mapping: { ...reading.mapping, email: 0 } };
  const headers = useCall('fixes.previewTemplate', noEmail && input !== null ? { ...input, reading: assumed } : null);
  const understood = preview.stale || preview.error !== null ? undefined : preview.value;
  // Input stays while the preview is recomputed.
  const values: SheetValues | null = preview.value === undefined ? null : { ...preview.value.defaults, ...wizard.values };
  const asked = understood === undefined ? [] : listRequiredValues(understood);
  const blank = values !== null && (['group', 'role'] as const).some((field) => asked.includes(field) && values[field].trim() === '');
  const unworded = understood?.changes.some(({ refused }) => refused === 'no-action-word') ?? false;
  return {
    side: 'amazon',
    wizard,
    change,
    counts,
    importedAt: null,
    people: understood?.people ?? null,
    reason:
      input === null
        ? null
        : preview.error !== null
          ? text('why.error')
          : understood === undefined
            ? text('why.reading')
            : understood.missing.length > 0
              ? text('why.missing')
              : understood.people === 0
                ? text(unworded ? 'why.word' : 'why.noPeople')
                : blank
                  ? text('why.blank')
                  : null,
    read: understood === undefined ? null : { encoding: understood.encoding, delimiter: understood.delimiter },
    write:
      input === null || values === null
        ? null
        : () =>
            client.call('fixes.writeAmazonSheet', { token: input.token, reading, again, language, values: { ...values, words }, existing }),
    failure: preview.error,
    onRetry: preview.error === null || noEmail ? undefined : preview.refetch,
    preview,
    headers,
    values,
  };
}

interface AmazonPart extends FilePart {
  readonly preview: ReturnType<typeof useCall<'fixes.previewTemplate'>>;
  /** Columns of a template without a detected address column. */
  readonly headers: ReturnType<typeof useCall<'fixes.previewTemplate'>>;
  readonly values: SheetValues | null;
}

/** Uses the template of the last sheet with its values; those entered since take precedence. */
const withTemplate = (
  wizard: Wizard,
  { token, name, bytes, reading, values, existing }: NonNullable<LoadedFixSources['template']>,
): Wizard => {
  const { words = {}, ...common } = values;
  return {
    ...wizard,
    file: { token, name, bytes },
    corrections: {
      ...wizard.corrections,
      encoding: wizard.corrections.encoding ?? reading.encoding ?? null,
      delimiter: wizard.corrections.delimiter ?? reading.delimiter ?? null,
      mapping: { ...reading.mapping, ...wizard.corrections.mapping },
    },
    values: { ...common, ...wizard.values },
    words: { ...words, ...wizard.words },
    existing: wizard.isExistingChosen ? wizard.existing : existing,
  };
};

/** What the sheet will contain. Values that the template needs are shown; columns and encoding are folded unless one is missing. */
export const AmazonContents = ({ part: { wizard, change, preview, headers, values } }: { readonly part: AmazonPart }) => {
  const text = useText('fixesScreen');
  const { corrections, existing } = wizard;
  const onCorrections = (next: Wizard['corrections']): void => change({ corrections: next });
  const { value, error, stale } = preview;
  const read = value ?? headers.value;
  const reading =
    read?.format === 'xlsx' ? (
      <p className={`${imports.muted} ${imports.block}`}>{text('reading.book')}</p>
    ) : (
      <FileReading
        encoding={read?.encoding ?? null}
        delimiter={read?.delimiter ?? null}
        corrections={corrections}
        onChange={onCorrections}
      />
    );
  if (preview.loading) return <SkeletonRows rows={4} />;
  if (error !== null)
    return headers.value === undefined ? (
      reading
    ) : (
      <>
        {reading}
        <FieldColumns
          columns={headers.value.columns}
          fields={[{ id: 'email', required: true, column: corrections.mapping['email'] ?? null, mappedBy: 'none' }]}
          corrections={corrections}
          onChange={onCorrections}
          written={() => text('columns.amazon.email')}
        />
      </>
    );
  if (value === undefined || values === null) return null;
  return (
    <div className={imports.preview} data-stale={stale || undefined}>
      <SheetForm
        preview={value}
        values={values}
        existing={existing}
        onValues={(part) => change({ values: { ...wizard.values, ...part } })}
        onExisting={(next) => change({ existing: next, isExistingChosen: true })}
      />
      <SheetWords preview={value} onWord={(kind, word) => change({ words: { ...wizard.words, [kind]: word } })} />
      {value.files > 1 ? (
        <div className={classes.block}>
          <Notice>{text('parts', { people: value.people, files: value.files, most: MAX_PEOPLE_PER_SHEET })}</Notice>
        </div>
      ) : null}
      {value.unsplitNames === 0 ? null : (
        <div className={classes.block}>
          <Notice state="risk">{text('unsplitNames', { count: value.unsplitNames })}</Notice>
        </div>
      )}
      <SheetSample sample={value.sample} fields={value.fields} values={values} />
      <Fold title={text('make.reading')} isOpen={value.missing.length > 0}>
        {reading}
        <FieldColumns
          columns={value.columns}
          fields={value.fields}
          corrections={corrections}
          onChange={onCorrections}
          written={(field) =>
            field === 'group' || field === 'role' || field === 'action' ? values[field] || '–' : text.phrase(`columns.amazon.${field}`)
          }
        />
      </Fold>
      <LeftOut leftOut={value.leftOut} />
    </div>
  );
};
