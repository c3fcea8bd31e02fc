/** Which of two addresses the directory's is, upper and lower case aside: `both` where that is all they differ in. */
export type Agreement = 'neo' | 'amazon' | 'both' | 'neither';

export function agreementOf(inDirectory: string, neo: string, amazon: string): Agreement {
  const is = (address: string): boolean => address.toLowerCase() === inDirectory.trim().toLowerCase();
  return is(neo) ? (is(amazon) ? 'both' : 'neo') : is(amazon) ? 'amazon' : 'neither';
}
