/** The side whose address equals the directory's, ignoring case; `both` if the two differ only in case. */
export type AddressAgreement = 'neo' | 'amazon' | 'both' | 'neither';

export function getAddressAgreement(inDirectory: string, neo: string, amazon: string): AddressAgreement {
  const is = (address: string): boolean => address.toLowerCase() === inDirectory.trim().toLowerCase();
  return is(neo) ? (is(amazon) ? 'both' : 'neo') : is(amazon) ? 'amazon' : 'neither';
}
