import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import type { Source } from '#shared/contract/companies.ts';
import type { ListKind } from '#shared/contract/imports.ts';
import classes from '../../parts/list-reading/list-reading.module.css';
import { LIST_KINDS } from '../../parts/list-reading/list-reading.ts';
import { AgeOf, Count, UnstyledButton, useText } from '../../ui/index.ts';

const SIDES = { 'neo-users': 'neo', 'amazon-users': 'amazon', 'directory-people': 'directory', organizations: null, orders: null } as const;
const OPTIONAL: ReadonlySet<ListKind> = new Set(['directory-people', 'organizations', 'orders']);

interface KindTabsProps {
  readonly kind: ListKind;
  readonly sources: readonly Source[];
  readonly onChange: (kind: ListKind) => void;
}

/** The lists, each with what is there already. */
export const KindTabs = ({ kind, sources, onChange }: KindTabsProps) => {
  const text = useText('import');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend that the title already is.
    <div className={classes.kinds} role="group" aria-label={text('kinds')}>
      {LIST_KINDS.map((each) => {
        const side = SIDES[each];
        const source = sources.find((one) => one.side === side);
        return (
          <UnstyledButton key={each} className={classes.kind} aria-pressed={each === kind} onClick={() => onChange(each)}>
            {source === undefined ? (
              <IconCircleDashed size={18} stroke={1.6} className={classes.absent} aria-hidden />
            ) : (
              <IconCircleCheck size={18} stroke={1.6} className={classes.present} aria-hidden />
            )}
            <span className={classes.kindText}>
              <b>{text(`kind.${each}`)}</b>
              <span className={classes.muted}>
                {source === undefined ? (
                  text(OPTIONAL.has(each) ? 'optional' : 'absent')
                ) : (
                  <>
                    <Count value={source.rows} unit={text('people')} /> · <AgeOf at={source.takenAt} />
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
