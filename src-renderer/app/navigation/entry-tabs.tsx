import type { ScreenId } from '../../navigation/index.ts';
import { TabName, UnstyledButton, useText, VisuallyHidden } from '../../ui/index.ts';
import classes from './entry-tabs.module.css';
import type { NavigationEntry, TabId } from './navigation-entries.ts';
import { useOpenWork } from './use-needs.ts';
import { useScreenLink } from './use-screen-link.ts';

/** Links to the screens of a navigation entry, drawn on the line of the screen's title. */
export const EntryTabs = ({ entry, screen }: { readonly entry: NavigationEntry; readonly screen: ScreenId }) => {
  const text = useText('app');
  return (
    <nav className={classes.tabs} aria-label={text(`entry.${entry[0]}`)}>
      {entry.map((tab) => (
        <TabLink key={tab} tab={tab} isHere={tab === screen} />
      ))}
    </nav>
  );
};

const TabLink = ({ tab, isHere }: { readonly tab: TabId; readonly isHere: boolean }) => {
  const text = useText('app');
  const work = useOpenWork(tab);
  const link = useScreenLink(tab);
  return (
    <UnstyledButton className={classes.tab} aria-current={isHere ? 'page' : undefined} {...link}>
      <TabName name={text(`tab.${tab}`)} />
      {work === null ? null : (
        <>
          <span className={classes.count} aria-hidden>
            {work.shown}
          </span>
          <VisuallyHidden>{work.spoken}</VisuallyHidden>
        </>
      )}
    </UnstyledButton>
  );
};
