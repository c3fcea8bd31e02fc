/** Origins of cloud directories: for signing in, and for reading. Constants, so that no setting or file can name another one. */
export const CLOUD_ORIGINS: Readonly<Record<'entra' | 'google', readonly [signIn: string, api: string]>> = {
  google: ['https://oauth2.googleapis.com', 'https://admin.googleapis.com'],
  entra: ['https://login.microsoftonline.com', 'https://graph.microsoft.com'],
};
