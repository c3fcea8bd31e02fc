import { Select, useText } from '#renderer/ui/index.ts';
import imports from '../list-reading/list-reading.module.css';
import { type Corrections, DELIMITERS, ENCODINGS, withReading } from '../list-reading/list-reading.ts';

interface FileReadingProps {
  /** Detected; `null` for a workbook, or before reading. */
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly corrections: Corrections;
  readonly onChange: (corrections: Corrections) => void;
}

/** Detected encoding and delimiter, which can be changed. The written file uses the same. */
export const FileReading = ({ encoding, delimiter, corrections, onChange }: FileReadingProps) => {
  const text = useText('import');
  const own = useText('fixesScreen');
  return (
    <section className={imports.reading} aria-label={text('reading')}>
      <Select
        label={text('encoding')}
        description={own('reading.same')}
        inputWrapperOrder={['label', 'input', 'description']}
        placeholder={text('automatic')}
        data={ENCODINGS.map((value) => ({ value, label: text(`encodings.${value}`) }))}
        value={corrections.encoding ?? encoding}
        onChange={(value) => onChange(withReading(corrections, { encoding: ENCODINGS.find((each) => each === value) ?? null }))}
      />
      <Select
        label={text('delimiter')}
        description={text(corrections.delimiter === null ? 'delimiterHint' : 'detectedBy.user')}
        inputWrapperOrder={['label', 'input', 'description']}
        placeholder={text('automatic')}
        data={DELIMITERS.map((value) => ({ value, label: text(`delimiters.${value}`) }))}
        value={corrections.delimiter ?? delimiter}
        onChange={(value) => onChange(withReading(corrections, { delimiter: DELIMITERS.find((each) => each === value) ?? null }))}
      />
    </section>
  );
};
