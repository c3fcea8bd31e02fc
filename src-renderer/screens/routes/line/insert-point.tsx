import { IconPlus } from '@tabler/icons-react';
import { Row, useText } from '#renderer/ui/index.ts';
import classes from './line.module.css';

interface InsertPointProps {
  readonly at: number;
  /** The only action here, shown as text. */
  readonly last?: boolean;
  /** Not reachable by Tab; the arrows of its step lead here. */
  readonly beside?: boolean;
  readonly onInsert: () => void;
}

/** Adds a step between two steps. */
export const InsertPoint = ({ at, last = false, beside = false, onInsert }: InsertPointProps) => {
  const text = useText('routesScreen.line');
  return (
    <Row
      type="button"
      component="button"
      wrap="nowrap"
      className={classes.insert}
      data-shown={last || undefined}
      tabIndex={beside ? -1 : undefined}
      aria-label={text('insertAt', { step: at + 1, insert: text('insert') })}
      onClick={onInsert}
    >
      <span className={classes.plus}>
        <IconPlus size={14} aria-hidden />
      </span>
      <span className={classes.insertWord} aria-hidden>
        {text('insert')}
      </span>
    </Row>
  );
};
