export { ImportDialog } from './import-dialog.tsx';
export { KeychainTrouble } from './keychain-trouble.tsx';
export { SecretField } from './secret-field.tsx';
export { SecretsPanel } from './secrets-panel.tsx';
export { ImportTransferButton, Transfer } from './transfer.tsx';
