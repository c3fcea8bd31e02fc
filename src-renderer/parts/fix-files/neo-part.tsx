import { useCall, useClient } from '#renderer/client/index.ts';
import { Fold, Notice, SkeletonRows, useFormat, useLanguage, useText } from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { AddressPair } from '../fixes/address-pair.tsx';
import classes from '../fixes/fixes.module.css';
import imports from '../list-reading/list-reading.module.css';
import { toReadingInput } from '../list-reading/list-reading.ts';
import { FieldColumns } from './field-columns.tsx';
import { type FilePart, isWanted, type LoadedFixSources, useSideCounts } from './file-part.ts';
import { FileReading } from './file-reading.tsx';
import { LeftOut } from './left-out.tsx';
import { useWizard, type Wizard } from './wizard.ts';

type Preview = CallOutput<'fixes.previewNeoFile'>;

/** NEO の修正ファイル: a copy of the full export in which only the addresses change. */
export function useNeoPart(loaded: LoadedFixSources | undefined): NeoPart {
  const text = useText('fixesScreen');
  const client = useClient();
  const language = useLanguage();
  const [chosen, change] = useWizard('neo');
  const counts = useSideCounts('neo');
  const loadedFile = chosen.file === null && !chosen.isOther ? (loaded?.file ?? null) : null;
  const wizard = loadedFile === null ? chosen : withLoaded(chosen, loadedFile);
  const { file, corrections, again, jobId } = wizard;
  const reading = toReadingInput(corrections);
  const isReady = file !== null && jobId === null && isWanted({ counts, wizard });
  const preview = useCall('fixes.previewNeoFile', isReady ? { token: file.token, reading, again } : null);
  const understood = preview.stale || preview.error !== null ? undefined : preview.value;
  const lacksPassword = understood?.missing.includes('password') ?? false;
  const missed: Failure | null = lacksPassword && file !== null ? { code: 'fix-no-password-column', params: { file: file.name } } : null;
  return {
    side: 'neo',
    wizard,
    change,
    counts,
    importedAt: loadedFile?.origin === 'imported' ? loadedFile.takenAt : null,
    people: understood?.changes ?? null,
    reason: !isReady
      ? null
      : preview.error !== null
        ? text('why.error')
        : understood === undefined
          ? text('why.reading')
          : understood.missing.length > 0
            ? text('why.missing')
            : understood.changes === 0
              ? text('why.noPeople')
              : null,
    read: understood === undefined ? null : { encoding: understood.encoding, delimiter: understood.delimiter },
    write: isReady ? () => client.call('fixes.writeNeoFile', { token: file.token, reading, again, language }) : null,
    failure: preview.error ?? missed,
    onRetry: preview.error === null ? undefined : preview.refetch,
    preview,
  };
}

interface NeoPart extends FilePart {
  readonly preview: ReturnType<typeof useCall<'fixes.previewNeoFile'>>;
}

/** What the NEO file will contain. Columns and encoding are folded unless one is missing. */
export const NeoContents = ({ part: { wizard, change, preview } }: { readonly part: NeoPart }) => {
  const text = useText('fixesScreen');
  if (preview.loading) return <SkeletonRows rows={4} />;
  const { value, error, stale } = preview;
  const reading = (
    <FileReading
      encoding={value?.encoding ?? null}
      delimiter={value?.delimiter ?? null}
      corrections={wizard.corrections}
      onChange={(next) => change({ corrections: next })}
    />
  );
  if (value === undefined || error !== null) return error === null ? null : reading;
  return (
    <div className={imports.preview} data-stale={stale || undefined}>
      {value.differs === null ? null : <Differs differs={value.differs} />}
      {value.unplaced === null ? null : <Unplaced unplaced={value.unplaced} />}
      <Fold title={text('changes.title', { count: value.changes, shown: value.sample.length })}>
        <Changes preview={value} />
      </Fold>
      <Fold title={text('make.reading')} isOpen={value.missing.length > 0}>
        {reading}
        <FieldColumns
          columns={value.columns}
          fields={value.fields}
          corrections={wizard.corrections}
          onChange={(next) => change({ corrections: next })}
          written={(field) => text.phrase(`columns.neo.${field}`)}
        />
      </Fold>
      <LeftOut leftOut={value.leftOut} />
    </div>
  );
};

type LoadedExport = NonNullable<LoadedFixSources['file']>;

/** Uses the imported export with the settings of its import; corrections made here take precedence. */
const withLoaded = (wizard: Wizard, { token, name, bytes, reading: { encoding, delimiter, mapping } }: LoadedExport): Wizard => ({
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
  );
};
