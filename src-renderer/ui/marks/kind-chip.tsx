import type { Company } from '#shared/contract/companies/companies.ts';
import { useText } from '../text/text.tsx';
import classes from './kind-chip.module.css';

/** Production, test or demo. Besides the top edge, the only element in the company's color. */
export const KindChip = ({ kind }: { kind: Company['kind'] }) => {
  const text = useText('app');
  return (
    <span className={classes.chip} data-kind={kind}>
      {text(`kind.${kind}`)}
    </span>
  );
};
