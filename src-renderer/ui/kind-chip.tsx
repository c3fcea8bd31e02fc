import type { Company } from '#shared/contract/companies.ts';
import classes from './kind-chip.module.css';
import { useText } from './text.tsx';

/** Production, test or demo: the one place beside the top bar's edge that carries the company's colour. */
export const KindChip = ({ kind }: { kind: Company['kind'] }) => {
  const text = useText('app');
  return (
    <span className={classes.chip} data-kind={kind}>
      {text(`kind.${kind}`)}
    </span>
  );
};
