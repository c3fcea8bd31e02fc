import { Button, TextLink, useRefusalProps, useText } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import classes from './matching.module.css';

interface GroupHeadProps {
  readonly name: string;
  /** `undefined` while the numbers are loading. */
  readonly group: CallOutput<'fixes.worklist'>['groups'][number] | undefined;
  readonly isBusy: boolean;
  readonly onAdopt: () => void;
  readonly onReview: () => void;
}

/** Head of a group: its rows, its progress, and the fixes that can be adopted together. */
export const GroupHead = ({ name, group, isBusy, onAdopt, onReview }: GroupHeadProps) => {
  const text = useText('matching.group');
  const refused = useRefusalProps();
  return (
    <span className={classes.group}>
      <span className={classes.groupName}>{name}</span>
      {group === undefined ? null : (
        <>
          <span className={classes.groupNote}>{text('rows', { count: group.rows })}</span>
          {group.adopted === 0 ? null : <span className={classes.groupNote}>{text('adopted', { count: group.adopted })}</span>}
          {/* Not in the Tab order: heads are drawn while scrolling, and the grid is one Tab stop with keys for its groups. */}
          <span className={classes.groupActs}>
            {group.toReview === 0 ? null : (
              <TextLink tabIndex={-1} aria-label={text('reviewOf', { count: group.toReview, group: name })} onClick={onReview}>
                {text('review', { count: group.toReview })}
              </TextLink>
            )}
            {group.safe === 0 ? null : (
              <Button
                size="xs"
                variant="light"
                tabIndex={-1}
                aria-label={text('adoptOf', { count: group.safe, group: name })}
                disabled={isBusy}
                onClick={onAdopt}
                {...refused}
              >
                {text('adopt', { count: group.safe })}
              </Button>
            )}
          </span>
        </>
      )}
    </span>
  );
};
