import { useCall, useClient } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { Button, EmptyState, Notice, SkeletonRows, useFormat, useLanguage, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { AddressPair } from '../../../parts/fixes/address-pair.tsx';
import classes from '../../../parts/fixes/fixes.module.css';
import imports from '../../../parts/list-reading/list-reading.module.css';
import { readingOf } from '../../../parts/list-reading/list-reading.ts';
import { FieldColumns } from './field-columns.tsx';
import { FileReading } from './file-reading.tsx';
import { FileWizard } from './file-wizard.tsx';
import { LeftOut } from './left-out.tsx';
import { useWizard, type Wizard } from './wizard.ts';

type Preview = CallOutput<'fixes.previewNeoFile'>;

/** NEO の修正ファイル: from the full export to a file in which only the addresses change. */
export const NeoFile = () => {
  const text = useText('fixesScreen');
  const client = useClient();
  const language = useLanguage();
  const [chosen, change] = useWizard('neo');
  const loaded = useCall('fixes.loadedFile', {});
  const loadedFile = chosen.file === null && !chosen.isOther ? (loaded.value?.file ?? null) : null;
  const wizard = loadedFile === null ? chosen : withLoaded(chosen, loadedFile);
  const { file, corrections, again, jobId } = wizard;
  const reading = readingOf(corrections);
  const preview = useCall('fixes.previewNeoFile', file === null || jobId !== null ? null : { token: file.token, reading, again });
  const understood = preview.stale || preview.error !== null ? undefined : preview.value;
  const lacksPassword = understood?.missing.includes('password') ?? false;
  const reason =
    preview.error !== null
      ? text('why.error')
      : understood === undefined
        ? text('why.reading')
        : understood.missing.length > 0
          ? text('why.missing')
          : understood.changes === 0
            ? text('why.noPeople')
            : null;
  const missed: Failure | null = lacksPassword && file !== null ? { code: 'fix-no-password-column', params: { file: file.name } } : null;
  return (
    <FileWizard
      side="neo"
      wizard={wizard}
      loadedAt={loadedFile?.takenAt ?? null}
      change={change}
      reason={reason}
      people={understood?.changes ?? null}
      read={understood === undefined ? null : { encoding: understood.encoding, delimiter: understood.delimiter }}
      write={file === null ? null : () => client.call('fixes.writeNeoFile', { token: file.token, reading, again, language })}
      failure={preview.error ?? missed}
      onRetry={preview.error === null ? undefined : preview.refetch}
      empty={
        <EmptyState title={text('nothing.neo')} action={<Button onClick={() => navigate('matching')}>{text('empty.action')}</Button>}>
          {text('nothing.text')}
        </EmptyState>
      }
    >
      <FileReading
        encoding={preview.value?.encoding ?? null}
        delimiter={preview.value?.delimiter ?? null}
        corrections={corrections}
        onChange={(next) => change({ corrections: next })}
      />
      {preview.loading ? <SkeletonRows rows={8} /> : null}
      {preview.value === undefined || preview.error !== null ? null : (
        <div className={imports.preview} data-stale={preview.stale || undefined}>
          <FieldColumns
            columns={preview.value.columns}
            fields={preview.value.fields}
            corrections={corrections}
            onChange={(next) => change({ corrections: next })}
            written={(field) => text.phrase(`columns.neo.${field}`)}
          />
          {preview.value.differs === null ? null : <Differs differs={preview.value.differs} />}
          {preview.value.unplaced === null ? null : <Unplaced unplaced={preview.value.unplaced} />}
          <Changes preview={preview.value} />
          <LeftOut leftOut={preview.value.leftOut} />
        </div>
      )}
    </FileWizard>
  );
};

type Loaded = NonNullable<CallOutput<'fixes.loadedFile'>['file']>;

/** Uses the imported export with the settings of its import; corrections made here take precedence. */
const withLoaded = (wizard: Wizard, { token, name, bytes, reading: { encoding, delimiter, mapping } }: Loaded): Wizard => ({
  ...wizard,
  file: { token, name, bytes },
  corrections: {
    ...wizard.corrections,
    encoding: wizard.corrections.encoding ?? encoding ?? null,
    delimiter: wizard.corrections.delimiter ?? delimiter ?? null,
    mapping: { ...mapping, ...wizard.corrections.mapping },
  },
});

/** Rows of the export differ from the list: an old export would restore old values. */
const Differs = ({ differs: { people, fields, takenAt } }: { differs: NonNullable<Preview['differs']> }) => {
  const text = useText('fixesScreen');
  const names = useText('field.neo-users');
  const format = useFormat();
  return (
    <div className={classes.block}>
      <Notice state="risk">
        {text('differs', {
          people,
          fields: fields.map((field) => names.phrase(field)).join(text('differsComma')),
          at: format.dateTime(takenAt),
        })}
      </Notice>
    </div>
  );
};

/** Rows with an ambiguous organization name: it is unknown which organization NEO would use. */
const Unplaced = ({ unplaced: { people, organizations, names } }: { unplaced: NonNullable<Preview['unplaced']> }) => {
  const text = useText('fixesScreen');
  return (
    <div className={classes.block}>
      <Notice state="risk">
        {text('unplaced', { people, names: names.join(text('differsComma')), more: organizations - names.length })}
      </Notice>
    </div>
  );
};

/** First rows of the written file: person, row, and change. */
const Changes = ({ preview }: { preview: Preview }) => {
  const text = useText('fixesScreen');
  const format = useFormat();
  if (preview.sample.length === 0) return null;
  return (
    <section className={classes.block} aria-labelledby="fix-changes">
      <h2 id="fix-changes">{text('changes.title', { count: preview.changes, shown: preview.sample.length })}</h2>
      <div className={imports.tableBox}>
        <table className={imports.table}>
          <thead>
            <tr>
              <th scope="col">{text('changes.row')}</th>
              <th scope="col">{text('list.column.name')}</th>
              <th scope="col">{text('changes.from')}</th>
              <th scope="col">{text('changes.to')}</th>
            </tr>
          </thead>
          <tbody>
            {preview.sample.map(({ name, row, from, to }) => (
              <tr key={row}>
                <td className={classes.rowNumber}>{format.count(row)}</td>
                <th scope="row">{name}</th>
                <AddressPair from={from} to={to} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};
