import type { ImportPreview } from '#shared/contract/imports/imports.ts';
import classes from '../../parts/list-reading/list-reading.module.css';
import type { Corrections } from '../../parts/list-reading/list-reading.ts';
import { DELIMITERS, ENCODINGS, withReading } from '../../parts/list-reading/list-reading.ts';
import { Select, useText } from '../../ui/index.ts';

interface ReadingControlsProps {
  readonly preview: ImportPreview | undefined;
  /** The file could not be read with these settings; they stay editable for another attempt. */
  readonly failed: boolean;
  readonly corrections: Corrections;
  readonly onChange: (corrections: Corrections) => void;
}

/** Detected encoding and delimiter with the reason; both can be changed. */
export const ReadingControls = ({ preview, failed, corrections, onChange }: ReadingControlsProps) => {
  const text = useText('import');
  if (preview?.format === 'xlsx') return <p className={`${classes.muted} ${classes.block}`}>{text('xlsx')}</p>;
  if (preview === undefined && !failed) return null;
  const encoding = corrections.encoding ?? preview?.encoding ?? null;
  const delimiter = corrections.delimiter ?? preview?.delimiter ?? null;
  return (
    <section className={classes.reading} aria-label={text('reading')}>
      <Select
        label={text('encoding')}
        description={preview === undefined ? text('detectedBy.none') : text(`detectedBy.${preview.detectedBy}`)}
        inputWrapperOrder={['label', 'input', 'description']}
        placeholder={text('automatic')}
        data={ENCODINGS.map((value) => ({ value, label: text(`encodings.${value}`) }))}
        value={encoding}
        onChange={(value) => onChange(withReading(corrections, { encoding: ENCODINGS.find((each) => each === value) ?? null }))}
      />
      <Select
        label={text('delimiter')}
        description={preview === undefined ? undefined : text(corrections.delimiter === null ? 'delimiterHint' : 'detectedBy.user')}
        inputWrapperOrder={['label', 'input', 'description']}
        placeholder={text('automatic')}
        data={DELIMITERS.map((value) => ({ value, label: text(`delimiters.${value}`) }))}
        value={delimiter}
        onChange={(value) => onChange(withReading(corrections, { delimiter: DELIMITERS.find((each) => each === value) ?? null }))}
      />
    </section>
  );
};
