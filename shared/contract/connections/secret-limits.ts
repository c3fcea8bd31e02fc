/** Longer than any key a vendor issues; a file pasted by mistake is refused. */
export const LONGEST_SECRET = 512;
export const SHORTEST_PASSPHRASE = 12;
