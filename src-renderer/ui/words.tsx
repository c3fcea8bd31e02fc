import { Box, type BoxProps, polymorphic, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './words.module.css';

interface MutedProps extends BoxProps {
  /** xs 12 px, sm 13 px (unless told), md as what is around. */
  readonly size?: 'xs' | 'sm' | 'md' | undefined;
}

/** Words that explain: smaller and quieter than what they explain. */
export const Muted = polymorphic<'span', MutedProps>(({ size = 'sm', className = '', ...props }: MutedProps) => (
  <Box component="span" size={size} className={`${classes.muted} ${className}`} {...props} />
));

/** The name of a field, for what is no field of the kit. */
export const FieldLabel = polymorphic<'span', BoxProps>(({ className = '', ...props }: BoxProps) => (
  <Box component="span" className={`${classes.label} ${className}`} {...props} />
));

/** One line that ends in an ellipsis where there is no room. */
export const Truncate = polymorphic<'span', BoxProps>(({ className = '', ...props }: BoxProps) => (
  <Box component="span" className={`${classes.truncate} ${className}`} {...props} />
));

interface TextLinkProps extends BoxProps {
  /** sm 13 px; as what is around unless told. */
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
  /** The width of the terms; as wide as the widest unless told. */
  readonly terms?: string;
  /** Hairlines between the facts, for few of them on a screen. */
  readonly lines?: boolean;
  /** `dt` and `dd` in turn. */
  readonly children: ReactNode;
}

/** Terms and what is known of each. */
export const Facts = ({ terms = 'auto', lines = false, className = '', ...props }: FactsProps) => (
  <Box component="dl" className={`${classes.facts} ${className}`} mod={{ lines }} __vars={{ '--terms': terms }} {...props} />
);

interface CodeBlockProps extends BoxProps {
  /** What is in it, for whoever scrolls it by keyboard; without it everything is in sight. */
  readonly label?: string;
  /** Long lines go on below instead of being scrolled. */
  readonly wraps?: boolean;
  readonly children: string;
}

/** A document or a message as it is, letter by letter. */
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
  /** What is told while it is closed. */
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
