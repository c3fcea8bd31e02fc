import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import type { ListKind } from '#shared/contract/imports/imports.ts';
import { useCall } from '../../client/index.ts';
import classes from '../../parts/list-reading/list-reading.module.css';
import { LIST_KINDS } from '../../parts/list-reading/list-reading.ts';
import { Count, DataAgeText, UnstyledButton, useText } from '../../ui/index.ts';

const OPTIONAL: ReadonlySet<ListKind> = new Set(['directory-people', 'organizations', 'orders']);
const UNITS = {
  'neo-users': 'people',
  'amazon-users': 'accounts',
  'directory-people': 'people',
  organizations: 'items',
  orders: 'items',
} as const satisfies Record<ListKind, string>;

interface KindTabsProps {
  readonly kind: ListKind;
  readonly onChange: (kind: ListKind) => void;
}

/** The kinds of lists with their present state. */
export const KindTabs = ({ kind, onChange }: KindTabsProps) => {
  const text = useText('import');
  const present = useCall('imports.present', {}).value?.lists;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend that the title already is.
    <div className={classes.kinds} role="group" aria-label={text('kinds')}>
      {LIST_KINDS.map((each) => {
        const list = present?.find((one) => one.kind === each);
        return (
          <UnstyledButton key={each} className={classes.kind} aria-pressed={each === kind} onClick={() => onChange(each)}>
            {list === undefined ? (
              <IconCircleDashed size={18} stroke={1.6} className={classes.absent} aria-hidden />
            ) : (
              <IconCircleCheck size={18} stroke={1.6} className={classes.present} aria-hidden />
            )}
            <span className={classes.kindText}>
              <b>{text(`kind.${each}`)}</b>
              <span className={classes.muted}>
                {present === undefined ? null : list === undefined ? (
                  text(OPTIONAL.has(each) ? 'optional' : 'absent')
                ) : (
                  <>
                    <Count value={list.rows} unit={text(UNITS[each])} /> · <DataAgeText at={list.takenAt} />
                  </>
                )}
              </span>
            </span>
          </UnstyledButton>
        );
      })}
    </div>
  );
};
