import {
  type BoxProps,
  Group,
  type GroupProps,
  Stack as MantineStack,
  type StackProps as MantineStackProps,
  polymorphic,
} from '@mantine/core';
import type { ReactNode } from 'react';
import { Muted } from '../text/words.tsx';
import classes from './layout.module.css';

/** Steps of the theme's spacing: 0, 4, 8, 12, 16, 24, 32 and 48 px. */
export type SpacingStep = 'none' | 'xs' | 'sm' | 'md' | 'lg' | 'xl' | 'xxl' | 'xxxl';

/** One distance for both directions, or one between lines and one within a line. */
type Gap = SpacingStep | `${SpacingStep} ${SpacingStep}`;

const lengthOf = (gap: Gap): string =>
  gap
    .split(' ')
    .map((step) => (step === 'none' ? '0' : `var(--mantine-spacing-${step})`))
    .join(' ');

interface StackProps extends BoxProps, Pick<MantineStackProps, 'align' | 'justify'> {
  /** Default: 16 px. */
  readonly gap?: Gap | undefined;
}

/** Elements in a column with equal distances. */
export const Stack = polymorphic<'div', StackProps>(({ gap = 'lg', ...props }: StackProps) => (
  <MantineStack gap={lengthOf(gap)} {...props} />
));

interface RowProps extends BoxProps, Pick<GroupProps, 'align' | 'justify' | 'wrap'> {
  /** Default: 8 px. */
  readonly gap?: Gap | undefined;
}

/** Items in a row that wraps. */
export const Row = polymorphic<'div', RowProps>(({ gap = 'sm', ...props }: RowProps) => <Group gap={lengthOf(gap)} {...props} />);

interface ActionsProps extends RowProps {
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** Buttons of a form or dialog: cancel first, confirm last. A dialog keeps them visible (`base.css`). */
export const Actions = (props: ActionsProps) => <Row justify="flex-end" data-ending {...props} />;

interface ChoicesProps {
  /** In one row, for short names. */
  readonly beside?: boolean;
  readonly children: ReactNode;
}

/** Radio buttons or check boxes under the label of their group. */
export const Choices = ({ beside = false, children }: ChoicesProps) =>
  beside ? (
    <Row className={classes.choices} gap="sm xl">
      {children}
    </Row>
  ) : (
    <Stack className={classes.choices} gap="sm">
      {children}
    </Stack>
  );

interface PlainListProps extends StackProps {
  /** Separator lines above every entry; with `around` also below the last one. */
  readonly lines?: 'between' | 'around' | undefined;
  /** Entries in a row that wraps. */
  readonly beside?: boolean | undefined;
}

/** A list without bullets. */
export const PlainList = polymorphic<'ul', PlainListProps>(
  ({ gap = 'none', lines, beside = false, className = '', mod, ...props }: PlainListProps) => {
    const Layout = beside ? Row : Stack;
    return <Layout component="ul" gap={gap} className={`${classes.plain} ${className}`} mod={[{ lines }, mod]} {...props} />;
  },
);

interface PartProps {
  readonly title: string;
  /** Explanation below the title. */
  readonly hint?: ReactNode;
  /** Title and hint above the content instead of beside it, for tables. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A section of settings: title and hint beside its fields. */
export const TitledSection = ({ title, hint, wide = false, children }: PartProps) => (
  <section className={classes.part} data-wide={wide || undefined}>
    <div>
      <h2>{title}</h2>
      {hint === undefined || hint === '' ? null : <Muted component="p">{hint}</Muted>}
    </div>
    <div className={classes.partBody}>{children}</div>
  </section>
);
