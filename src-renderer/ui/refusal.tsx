import { createContext, type ReactNode, use } from 'react';

const Why = createContext<string | null>(null);

interface RefusalProps {
  /** Why nothing may be changed now; `null` = it may. */
  readonly why: string | null;
  readonly children: ReactNode;
}

/** Around everything that may hold a control which changes something. */
export const Refusal = ({ why, children }: RefusalProps) => <Why value={why}>{children}</Why>;

/** Why nothing may be changed now; `null` = it may. */
export const useWhyRefused = (): string | null => use(Why);

/** What a control looks like whose change is refused. */
interface Refused {
  readonly 'aria-disabled'?: true;
  readonly 'data-refused'?: true;
  readonly title?: string;
  readonly onClick?: (event: { preventDefault(): void }) => void;
}

const FREE: Refused = {};

/**
 * For a control that changes something, spread behind its other properties: while changes are refused it is grey and does nothing, and
 * still takes the keyboard, so that everybody can learn why. A form that ends in such a button is not sent by Enter either.
 */
export function useRefused(): Refused {
  const why = useWhyRefused();
  return why === null ? FREE : { 'aria-disabled': true, 'data-refused': true, title: why, onClick: (event) => event.preventDefault() };
}
