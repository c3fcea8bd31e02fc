import { createContext, type ReactNode, use } from 'react';

const Why = createContext<string | null>(null);

interface RefusalProps {
  /** Why changes are refused; `null` = they are permitted. */
  readonly why: string | null;
  readonly children: ReactNode;
}

/** Provides the reason for refused changes to all controls inside. */
export const RefusalProvider = ({ why, children }: RefusalProps) => <Why value={why}>{children}</Why>;

/** Why changes are refused; `null` = they are permitted. */
export const useRefusalReason = (): string | null => use(Why);

/** Appearance of a control whose change is refused. */
interface Refused {
  readonly 'aria-disabled'?: true;
  readonly 'data-refused'?: true;
  readonly title?: string;
  readonly onClick?: (event: { preventDefault(): void }) => void;
}

const FREE: Refused = {};

/**
 * Properties for a control that changes something, spread after its own: while changes are refused it is disabled but focusable, so that
 * its reason can be read. A form with such a button is not submitted by Enter.
 */
export function useRefusalProps(): Refused {
  const why = useRefusalReason();
  return why === null ? FREE : { 'aria-disabled': true, 'data-refused': true, title: why, onClick: (event) => event.preventDefault() };
}
