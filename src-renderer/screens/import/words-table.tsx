import { useState } from 'react';
import type { ImportPreview } from '#shared/contract/imports/imports.ts';
import { WORD_MEANINGS } from '#shared/domain/directory/list-words.ts';
import classes from '../../parts/list-reading/list-reading.module.css';
import type { Corrections } from '../../parts/list-reading/list-reading.ts';
import { countUnknownWords, withWord } from '../../parts/list-reading/list-reading.ts';
import { Button, Notice, Select, StateMark, useText } from '../../ui/index.ts';
import { useFieldName } from './columns-table.tsx';

interface WordsTableProps {
  readonly preview: ImportPreview;
  readonly corrections: Corrections;
  readonly onChange: (corrections: Corrections) => void;
}

/** Meanings of words for roles, states and switches: unknown ones must be chosen, others can be reviewed. */
export const WordsTable = ({ preview, corrections, onChange }: WordsTableProps) => {
  const text = useText('import');
  const words = useText('import.words');
  const fieldName = useFieldName(preview.kind);
  const [all, setAll] = useState(false);
  const asked = countUnknownWords(preview);
  const lines = preview.words.flatMap(({ field, kind, words: list }) =>
    list.filter((word) => all || word.by === 'none' || word.by === 'user').map((word) => ({ field, kind, ...word })),
  );
  const count = preview.words.reduce((sum, { words: list }) => sum + list.length, 0);
  if (count === 0) return null;
  const noPunchout = preview.words.find(
    ({ kind, words: list }) => kind === 'role' && list.every(({ meaning }) => meaning === 'other') && list.length > 0,
  );
  return (
    <section className={classes.block} aria-labelledby="words">
      <h2 id="words">{words('title')}</h2>
      {asked.words > 0 ? (
        <Notice state="risk">{words('asked', { words: asked.words, rows: asked.rows })}</Notice>
      ) : (
        <p className={classes.muted}>{words('allKnown', { count })}</p>
      )}
      {noPunchout === undefined ? null : <Notice state="risk">{words('noPunchout', { header: noPunchout.header })}</Notice>}
      {lines.length === 0 ? null : (
        <div className={classes.tableBox}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{text('field')}</th>
                <th scope="col">{words('word')}</th>
                <th scope="col" className={classes.number}>
                  {words('rows')}
                </th>
                <th scope="col">{words('meaning')}</th>
                <th scope="col">{text('mappedBy')}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map(({ field, kind, word, rows, meaning, by }) => (
                <tr key={`${field} ${word}`}>
                  <td>{fieldName(field)}</td>
                  <th scope="row">{word === '' ? <span className={classes.muted}>{words('blank')}</span> : word}</th>
                  <td className={classes.number}>{words('rowCount', { rows })}</td>
                  <td className={classes.columnCell}>
                    <Select
                      size="xs"
                      aria-label={words('meaningOf', { word: word === '' ? words('blank') : word })}
                      placeholder={words('choose')}
                      clearable={by === 'user' || by === 'remembered'}
                      data={WORD_MEANINGS[kind].map((each) => ({ value: each, label: words.phrase(`meanings.${kind}.${each}`) }))}
                      value={meaning}
                      onChange={(value) => onChange(withWord(corrections, field, word, value ?? ''))}
                    />
                  </td>
                  <td className={classes.by}>
                    {by === 'none' ? (
                      <StateMark state="unknown" label={words('by.none')} />
                    ) : (
                      <span className={classes.muted}>{words(`by.${by}`)}</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {preview.words
        .filter(({ more }) => more > 0)
        .map(({ field, header, more }) => (
          <p key={field} className={classes.muted}>
            {words('more', { header, more })}
          </p>
        ))}
      <Button size="xs" variant="subtle" className={classes.more} aria-expanded={all} onClick={() => setAll(!all)}>
        {words(all ? 'fewer' : 'all', { count })}
      </Button>
    </section>
  );
};
