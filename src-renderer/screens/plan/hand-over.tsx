export const HandOver = (_: { hasServer: boolean; reading: boolean; onRead: () => void }) => null;
