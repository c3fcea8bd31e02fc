import { AddressCell } from '../compare-panel/address-cell.tsx';
import { useRowTexts } from '../compare-panel/row-words.ts';

/** Width in px for an ordinary address; longer ones are shortened around their differences. */
const WIDTH_PX = 380;

/** Two cells of a row: the address before and after, with the differing characters marked. */
export const AddressPair = ({ from, to }: { from: string; to: string }) => {
  const words = useRowTexts();
  const before = from === '' ? null : from;
  return (
    <>
      <td>
        <AddressCell neo={before} amazon={to} side="neo" width={WIDTH_PX} words={words} />
      </td>
      <td>
        <AddressCell neo={before} amazon={to} side="amazon" width={WIDTH_PX} words={words} />
      </td>
    </>
  );
};
