import { scrypt } from 'node:crypto';

// Linked by the letterbox too, which meets no account: nothing of platform here.

/** Slow on purpose, about 30 ms: a stolen database does not become a list of codes. */
const COST = { N: 2 ** 14, r: 8, p: 1 };

/** The hash of a receipt code that is kept; the code itself is not. Changing it would lock out everybody who holds one. */
export const receiptHash = (code: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(code, 'case-receipt-1', 32, COST, (error, key) => (error ? reject(error) : resolve(key)));
  });
