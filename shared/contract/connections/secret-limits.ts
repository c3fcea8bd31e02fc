/** Maximum length of a secret, above that of any vendor's keys, so that a file pasted by mistake is rejected. */
export const MAX_SECRET_LENGTH = 512;
/** Maximum length of the key file of a service account, which is saved as the directory's secret. */
export const MAX_KEY_FILE_LENGTH = 4_096;
/** Maximum length of a refresh token. Amazon allows 2,048 bytes. */
export const MAX_REFRESH_TOKEN_LENGTH = 2_048;
export const MIN_PASSPHRASE_LENGTH = 12;

const LONGER: Readonly<Record<string, number>> = {
  'directory-password': MAX_KEY_FILE_LENGTH,
  'amazon-refresh-token': MAX_REFRESH_TOKEN_LENGTH,
};

/** Returns the maximum length of a secret. */
export const getLongestSecret = (name: string): number => LONGER[name] ?? MAX_SECRET_LENGTH;
