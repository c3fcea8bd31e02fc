import { Mono, Muted, StateMark, useText } from '#renderer/ui/index.ts';
import { isCode } from '#shared/domain/integration/code.ts';
import { type CodeCounterpart, markDifferences, markInvalidCharacters } from './code-counterpart.ts';
import classes from './invoicing.module.css';

/** The Amazon option beside a code, and how they match. */
export const CounterpartMark = ({ twin }: { readonly twin: CodeCounterpart | null }) => {
  const text = useText('invoicingScreen');
  const words = useText('invoice.match');
  if (twin === null) return <StateMark state="unknown" label={text('twin.unknown')} />;
  return (
    <span className={classes.twin}>
      {twin.option === '' ? null : <Mono title={twin.group}>{twin.option}</Mono>}
      <StateMark state={twin.kind === 'exact' ? 'ready' : twin.kind === 'empty' ? 'unknown' : 'block'} label={words(twin.kind)} />
    </span>
  );
};

/** Both codes with differing or invalid characters marked. */
export const CounterpartComparison = ({ code, twin }: { readonly code: string; readonly twin: CodeCounterpart }) => {
  const text = useText('invoicingScreen');
  if (twin.kind === 'empty')
    return (
      <Muted component="p" size="xs">
        {text('twin.emptyHint')}
      </Muted>
    );
  const [own, theirs] =
    twin.kind === 'malformed' ? [markInvalidCharacters(code), markInvalidCharacters(twin.option)] : markDifferences(code, twin.option);
  const line = (characters: typeof own) => (
    <span className={classes.characters} translate="no">
      {characters.map(({ character, differs }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a character is its place in the code.
        <span key={at} data-differs={differs || undefined}>
          {character}
        </span>
      ))}
    </span>
  );
  return (
    <>
      <dl className={classes.compare}>
        <dt>NEO</dt>
        <dd>
          {line(own)}
          <Muted size="xs">{text('code')}</Muted>
        </dd>
        <dt>Amazon</dt>
        <dd>
          {twin.option === '' ? <Muted size="xs">{text('twin.none')}</Muted> : line(theirs)}
          <Muted size="xs">{twin.group === '' ? text('option') : text('twin.optionOf', { name: twin.group })}</Muted>
        </dd>
      </dl>
      {twin.option === '' || isCode(twin.option) ? null : (
        <Muted component="p" size="xs" mt="sm">
          {text('twin.optionMalformed')}
        </Muted>
      )}
    </>
  );
};
