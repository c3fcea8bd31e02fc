/** Origins of cloud directories: for signing in, and for reading. Constants, so that no setting or file can name another one. */
export const CLOUD_ORIGINS: Readonly<Record<'entra', readonly [signIn: string, api: string]>> = {
  entra: ['https://login.microsoftonline.com', 'https://graph.microsoft.com'],
};
