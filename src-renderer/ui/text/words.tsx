import { Box, type BoxProps, polymorphic, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './words.module.css';

interface MutedProps extends BoxProps {
  /** xs = 12 px, sm = 13 px (default), md = inherited size. */
  readonly size?: 'xs' | 'sm' | 'md' | undefined;
}

/** Explanatory text: smaller and less prominent than the text that it explains. */
export const Muted = polymorphic<'span', MutedProps>(({ size = 'sm', className = '', ...props }: MutedProps) => (
  <Box component="span" size={size} className={`${classes.muted} ${className}`} {...props} />
));

/** Label for a field that is not from the component library. */
export const FieldLabel = polymorphic<'span', BoxProps>(({ className = '', ...props }: BoxProps) => (
  <Box component="span" className={`${classes.label} ${className}`} {...props} />
));

/** Text on one line, shortened with an ellipsis. */
export const TruncatedText = polymorphic<'span', BoxProps>(({ className = '', ...props }: BoxProps) => (
  <Box component="span" className={`${classes.truncate} ${className}`} {...props} />
));

interface TextLinkProps extends BoxProps {
  /** sm = 13 px; default: inherited size. */
  readonly size?: 'sm' | undefined;
  /** Icon before the text. */
  readonly icon?: ReactNode;
  /** Icon after the text, for example an arrow. */
  readonly after?: ReactNode;
}

/** A button that looks like a link and opens another view of the console. */
export const TextLink = polymorphic<'button', TextLinkProps>(
  ({ size, icon, after, className = '', children, mod, ...props }: TextLinkProps & { children?: ReactNode }) => (
    <UnstyledButton
      className={`${classes.link} ${className}`}
      mod={[{ size, icon: icon !== undefined || after !== undefined }, mod]}
      {...props}
    >
      {icon}
      {children}
      {after}
    </UnstyledButton>
  ),
);

interface FactsProps extends BoxProps {
  /** Width of the terms; default: that of the widest term. */
  readonly terms?: string;
  /** Separator lines between the facts, for short lists. */
  readonly lines?: boolean;
  /** Alternating `dt` and `dd` elements. */
  readonly children: ReactNode;
}

/** Terms and values. */
export const Facts = ({ terms = 'auto', lines = false, className = '', ...props }: FactsProps) => (
  <Box component="dl" className={`${classes.facts} ${className}`} mod={{ lines }} __vars={{ '--terms': terms }} {...props} />
);

interface CodeBlockProps extends BoxProps {
  /** Accessible label of the scrollable area; without it the block does not scroll. */
  readonly label?: string;
  /** Long lines wrap instead of being scrolled. */
  readonly wraps?: boolean;
  readonly children: string;
}

/** A document or message in original formatting. */
export const CodeBlock = ({ label, wraps = false, className = '', children, ...props }: CodeBlockProps) => (
  <Box
    {...(label === undefined ? {} : { component: 'section', 'aria-label': label, tabIndex: 0 })}
    className={`${classes.code} ${className}`}
    mod={{ wraps }}
    {...props}
  >
    <pre translate="no">{children}</pre>
  </Box>
);

interface FoldProps extends BoxProps {
  /** Visible while collapsed. */
  readonly title: ReactNode;
  /** Initially expanded, because its content needs the user. */
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}

/** Collapsible content that few users need. */
export const Fold = ({ title, isOpen = false, className = '', children, ...props }: FoldProps) => (
  <Box component="details" open={isOpen || undefined} className={`${classes.fold} ${className}`} {...props}>
    <summary>{title}</summary>
    {children}
  </Box>
);
