/** Maximum length of a secret, above that of any vendor's keys, so that a file pasted by mistake is rejected. */
export const LONGEST_SECRET = 512;
export const SHORTEST_PASSPHRASE = 12;
