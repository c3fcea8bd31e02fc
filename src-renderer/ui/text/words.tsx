import { Box, type BoxProps, polymorphic, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './words.module.css';

interface MutedProps extends BoxProps {
  /** xs 12 px, sm 13 px (default), md as the context. */
  readonly size?: 'xs' | 'sm' | 'md' | undefined;
}

/** Words that explain: smaller and quieter than what they explain. */
export const Muted = polymorphic<'span', MutedProps>(({ size = 'sm', className = '', ...props }: MutedProps) => (
  <Box component="span" size={size} className={`${classes.muted} ${className}`} {...props} />
));

/** Label for a field that is not a field of the kit. */
export const FieldLabel = polymorphic<'span', BoxProps>(({ className = '', ...props }: BoxProps) => (
  <Box component="span" className={`${classes.label} ${className}`} {...props} />
));

/** One line with an ellipsis. */
export const Truncate = polymorphic<'span', BoxProps>(({ className = '', ...props }: BoxProps) => (
  <Box component="span" className={`${classes.truncate} ${className}`} {...props} />
));

interface TextLinkProps extends BoxProps {
  /** sm 13 px; default as the context. */
  readonly size?: 'sm' | undefined;
  /** Before the words. */
  readonly icon?: ReactNode;
  /** After the words: an arrow to where it leads. */
  readonly after?: ReactNode;
}

/** A button that reads as a link: leads elsewhere in the console. */
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
  /** Width of the terms; default as wide as the widest. */
  readonly terms?: string;
  /** Hairlines between the facts, for few of them on a screen. */
  readonly lines?: boolean;
  /** `dt` and `dd` in turn. */
  readonly children: ReactNode;
}

/** Terms and values. */
export const Facts = ({ terms = 'auto', lines = false, className = '', ...props }: FactsProps) => (
  <Box component="dl" className={`${classes.facts} ${className}`} mod={{ lines }} __vars={{ '--terms': terms }} {...props} />
);

interface CodeBlockProps extends BoxProps {
  /** Label for keyboard scrolling; without it nothing scrolls. */
  readonly label?: string;
  /** Long lines go on below instead of being scrolled. */
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
  /** Shown while closed. */
  readonly title: ReactNode;
  readonly children: ReactNode;
}

/** What few need, one press away. */
export const Fold = ({ title, className = '', children, ...props }: FoldProps) => (
  <Box component="details" className={`${classes.fold} ${className}`} {...props}>
    <summary>{title}</summary>
    {children}
  </Box>
);
