import { Button, CopyButton, Mono, useText } from '#renderer/ui/index.ts';
import type { FindingRow } from '#shared/contract/matching.ts';
import classes from './lens.module.css';

/** A suggestion that was checked not to collide with anybody: shown and copied, applied by the administrator. */
export const SuggestionLine = ({ suggestion }: { suggestion: NonNullable<FindingRow['suggestion']> }) => {
  const text = useText('matching');
  const ui = useText('ui');
  return (
    <div className={classes.suggestion}>
      <p className={classes.suggestionLabel}>{text(`lens.suggest.${suggestion.side}`)}</p>
      <div className={classes.suggestionLine}>
        <Mono>{suggestion.address}</Mono>
        <CopyButton value={suggestion.address}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy} aria-label={text('copy.suggestion')}>
              {ui(copied ? 'copied' : 'copy')}
            </Button>
          )}
        </CopyButton>
      </div>
      <p className={classes.faint}>{text('lens.unique')}</p>
    </div>
  );
};
