/** Maximum length of a secret, above that of any vendor's keys, so that a file pasted by mistake is rejected. */
export const MAX_SECRET_LENGTH = 512;
/** Maximum length of the key file of a service account, which is saved as the directory's secret. */
export const MAX_KEY_FILE_LENGTH = 4_096;
export const MIN_PASSPHRASE_LENGTH = 12;
