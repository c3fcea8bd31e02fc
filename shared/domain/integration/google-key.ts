/** The parts of a service account's key that are needed. `privateKey`: PKCS #8, base64 without line breaks. */
export interface GoogleKey {
  readonly clientEmail: string;
  readonly keyId: string;
  readonly privateKey: string;
}

const isText = (value: unknown, longest: number): value is string => typeof value === 'string' && value !== '' && value.length <= longest;

/** Reads a key file, or what `compactGoogleKey` made of one; `null` if it is no key of a service account. Addresses in it are ignored. */
export function parseGoogleKey(text: string): GoogleKey | null {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof file !== 'object' || file === null) return null;
  const { client_email: clientEmail, private_key_id: keyId = '', private_key: pem } = file as Readonly<Record<string, unknown>>;
  if (!isText(clientEmail, 320) || typeof keyId !== 'string' || keyId.length > 200 || !isText(pem, 8_000)) return null;
  const privateKey = pem.replace(/-----[A-Z ]+-----/g, '').replace(/\s+/g, '');
  return /^[A-Za-z0-9+/]{200,}={0,2}$/.test(privateKey) ? { clientEmail, keyId, privateKey } : null;
}

/** Returns a key file without the parts that are not needed, because the keychain of Windows stores at most 2,560 bytes; `null` = no key. */
export function compactGoogleKey(text: string): string | null {
  const key = parseGoogleKey(text);
  return key && JSON.stringify({ client_email: key.clientEmail, private_key_id: key.keyId, private_key: key.privateKey });
}
