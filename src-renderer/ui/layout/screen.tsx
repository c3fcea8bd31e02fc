import { ActionIcon, Button } from '@mantine/core';
import { IconArrowLeft, IconInfoCircle, IconX } from '@tabler/icons-react';
import { createContext, type ReactNode, use, useEffect, useId } from 'react';
import states from '../states/states.module.css';
import { useText } from '../text/text.tsx';
import classes from './screen.module.css';

/** Links between the screens of a navigation entry; `null` for a screen that stands alone. They replace the visible title. */
export const ScreenTabs = createContext<ReactNode>(null);

interface ScreenProps {
  readonly title: string;
  /** The way back to the list of a page about one object; replaces the tabs. */
  readonly back?: { readonly label: string; readonly onClick: () => void } | undefined;
  /** The one primary action, after secondary ones; drawn on the title's line. */
  readonly actions?: ReactNode | undefined;
  /** `page` scrolls within 1280 px; `fill` gives the children the whole area (tables, `SplitView`). */
  readonly layout?: 'page' | 'fill';
  /** A hint below the title. */
  readonly hint?: ReactNode;
  readonly children: ReactNode;
}

/** A screen with the only h1, its actions and its content. */
export const Screen = ({ title, back, actions, layout = 'page', hint, children }: ScreenProps) => {
  const screenTabs = use(ScreenTabs);
  const tabs = back === undefined ? screenTabs : null;
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        {back === undefined ? null : (
          <Button variant="subtle" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={back.onClick}>
            {back.label}
          </Button>
        )}
        <h1 tabIndex={-1} id="screen-title" className={tabs === null ? undefined : states.visuallyHidden}>
          {title}
        </h1>
        {tabs}
        {actions === undefined ? null : <div className={classes.actions}>{actions}</div>}
      </header>
      {hint}
      {layout === 'page' ? (
        <div className={classes.scroll}>
          <div className={classes.content}>{children}</div>
        </div>
      ) : (
        <div className={classes.fill}>{children}</div>
      )}
    </div>
  );
};

/** A hint about the whole screen, with an action that closes it. */
export const HeadHint = ({ children, action }: { readonly children: ReactNode; readonly action: ReactNode }) => (
  <div className={classes.hint} role="note">
    <IconInfoCircle size={16} aria-hidden />
    <p>
      {children} {action}
    </p>
  </div>
);

const FLOATING = '[aria-modal="true"], [role="menu"], [role="listbox"]';

interface SplitViewProps {
  /** Above list and panel, so that opening the panel does not wrap it or move the rows below it. */
  readonly head?: ReactNode;
  readonly children: ReactNode;
  /** The side panel, 420 px wide; `null` while closed. */
  readonly panel: { readonly title: string; readonly body: ReactNode; readonly actions?: ReactNode } | null;
  readonly onClose: () => void;
}

/** List on the left, details beside it. Escape closes the panel unless a popup handles it. */
export const SplitView = ({ head, children, panel, onClose }: SplitViewProps) => {
  const text = useText('ui');
  const titleId = useId();
  const open = panel !== null;
  useEffect(() => {
    if (!open) return;
    let floating = false;
    // Runs before other key handlers, because a popup closes on the key and would no longer be detectable.
    const look = (): void => {
      // The component library keeps the list of a closed select in the page.
      floating = [...document.querySelectorAll(FLOATING)].some((element) => element.checkVisibility());
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || floating || event.defaultPrevented || event.isComposing) return;
      event.preventDefault();
      onClose();
    };
    window.addEventListener('keydown', look, { capture: true });
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', look, { capture: true });
      window.removeEventListener('keydown', onKey);
    };
  }, [open, onClose]);
  return (
    <div className={classes.column} data-open={open || undefined}>
      {head == null ? null : <div className={classes.top}>{head}</div>}
      <div className={classes.split} data-below={head == null ? undefined : true}>
        <div className={classes.main}>{children}</div>
        {panel === null ? null : (
          <section className={classes.panel} aria-labelledby={titleId}>
            <div className={classes.panelHead}>
              <h2 id={titleId}>{panel.title}</h2>
              {panel.actions}
              <ActionIcon size="sm" aria-label={text('closePanel')} onClick={onClose}>
                <IconX size={16} />
              </ActionIcon>
            </div>
            <div className={classes.panelBody}>{panel.body}</div>
          </section>
        )}
      </div>
    </div>
  );
};
