import type { Company } from '#shared/contract/companies/companies.ts';
import classes from './kind-chip.module.css';
import { useText } from './text.tsx';

/** Production, test or demo. Besides the top edge, the only element in the company's color. */
export const KindChip = ({ kind }: { kind: Company['kind'] }) => {
  const text = useText('app');
  return (
    <span className={classes.chip} data-kind={kind}>
      {text(`kind.${kind}`)}
    </span>
  );
};
