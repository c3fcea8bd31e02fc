import { Tabs as KitTabs } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './tabs.module.css';

interface SectionTabsProps<T extends string> {
  readonly label: string;
  /** `mark`: drawn before the label, for example the state of the section. */
  readonly sections: readonly { readonly value: T; readonly label: string; readonly mark?: ReactNode; readonly content: ReactNode }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** A list of sections and the selected one beside it. Arrow keys move, Enter and Space open. Hidden sections keep what was entered in them. */
export const SectionTabs = <T extends string>({ label, sections, value, onChange }: SectionTabsProps<T>) => (
  <KitTabs
    value={value}
    onChange={(next) => {
      const chosen = sections.find((section) => section.value === next);
      if (chosen !== undefined) onChange(chosen.value);
    }}
    orientation="vertical"
    activateTabWithKeyboard={false}
    variant="none"
    classNames={{
      root: classes.sections,
      list: classes.sectionList,
      tab: classes.sectionTab,
      tabLabel: classes.sectionName,
      panel: classes.sectionPanel,
    }}
  >
    <KitTabs.List aria-label={label}>
      {sections.map((section) => (
        <KitTabs.Tab key={section.value} value={section.value} leftSection={section.mark}>
          {section.label}
        </KitTabs.Tab>
      ))}
    </KitTabs.List>
    {sections.map((section) => (
      <KitTabs.Panel key={section.value} value={section.value} keepMounted>
        {section.content}
      </KitTabs.Panel>
    ))}
  </KitTabs>
);

/** Name of a tab, as wide as when it is selected, so that selecting it does not move the next ones. */
export const TabName = ({ name }: { readonly name: string }) => (
  <span className={classes.name} data-name={name}>
    {name}
  </span>
);

interface ViewsProps<T extends string> {
  readonly value: T;
  readonly views: readonly T[];
  readonly onChange: (value: T) => void;
  /** Contains `ViewTabs` and `ViewPanel` at any depth. */
  readonly children: ReactNode;
}

/** Tabs that are rendered separately from their content. */
export const Views = <T extends string>({ value, views, onChange, children }: ViewsProps<T>) => (
  <KitTabs
    value={value}
    onChange={(next) => {
      const chosen = views.find((view) => view === next);
      if (chosen !== undefined && chosen !== value) onChange(chosen);
    }}
    activateTabWithKeyboard={false}
    variant="none"
    className={classes.views}
    classNames={{ list: classes.viewList, tab: classes.viewTab, panel: classes.viewPanel }}
  >
    {children}
  </KitTabs>
);

interface ViewTabsProps<T extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly value: T; readonly label: string }[];
  /** `small` for use beside a heading within a screen; `wide` shares the width of a panel. */
  readonly size?: 'small' | 'medium' | 'wide';
}

export const ViewTabs = <T extends string>({ label, tabs, size = 'medium' }: ViewTabsProps<T>) => (
  <KitTabs.List aria-label={label} data-size={size}>
    {tabs.map(({ value, label: name }) => (
      <KitTabs.Tab key={value} value={value}>
        <TabName name={name} />
      </KitTabs.Tab>
    ))}
  </KitTabs.List>
);

/** Content of the selected tab. */
export const ViewPanel = ({ value, children }: { readonly value: string; readonly children: ReactNode }) => (
  <KitTabs.Panel value={value}>{children}</KitTabs.Panel>
);
